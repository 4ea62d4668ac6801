using TwitterDm.Api;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Http;

namespace TwitterDm.Media;

/// <summary>
/// Uploads one file for X Chat: it is encrypted with the key of the conversation while it is read, and sent in segments, each of which can
/// be repeated.
/// </summary>
/// <param name="client">Sends the requests.</param>
/// <param name="file">The file.</param>
/// <param name="clock">Measures the speed.</param>
internal sealed class EncryptedUpload(ApiClient client, MediaFile file, TimeProvider clock)
{
    /// <summary>The maximum size of a file: X numbers segments from 0 to 999.</summary>
    public const long MaxLength = (MaxSegments * (long)SegmentLength - HeaderLength) / EncryptedChunkLength * SecretStream.ChunkLength;

    private const int SegmentLength = 3 * (int)ByteCount.Mebibyte;
    private const int MaxSegments = 1_000;
    private const int HeaderLength = 24;
    private const int EncryptedChunkLength = SecretStream.ChunkLength + 17;

    /// <summary>Encrypts and uploads the file.</summary>
    /// <param name="conversationId">The conversation, as it is in events: with a colon.</param>
    /// <param name="key">The key of the conversation, the one that the message will be encrypted with.</param>
    /// <param name="cancellationToken">Cancels the upload immediately.</param>
    /// <returns>The name that the file is downloaded by.</returns>
    /// <exception cref="DmException">The file changed, or a request failed.</exception>
    public async Task<string> RunAsync(string conversationId, ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        using var source = MediaSource.Open(file);
        using var progress = new UploadProgress(file, client.Operation, clock);
        var length = SecretStream.EncryptedLength(file.Length);
        client.Operation.Verbose(
            $"Uploading {file.Name} encrypted: {ByteCount.Exactly(file.Length)}, {ByteCount.Exactly(length)} with encryption.");
        var upload = await client
            .InitializeChatUploadAsync(new() { ConversationId = conversationId, TotalBytes = length }, cancellationToken)
            .ConfigureAwait(false);
        var parts = await AppendAsync(source, upload, conversationId, key, progress, cancellationToken).ConfigureAwait(false);
        source.CheckUnchanged();
        if (!await client
                .FinalizeChatUploadAsync(upload.SessionId!, conversationId, upload.MediaHashKey!, parts, cancellationToken)
                .ConfigureAwait(false))
        {
            throw new DmException(DmErrorKind.Permission, $"X did not accept the upload of {file.Name}.")
            {
                RecommendedAction = "Send the message again. If it fails again, send a smaller file.",
            };
        }

        return upload.MediaHashKey!;
    }

    // Returns the number of segments.
    private async Task<int> AppendAsync(
        MediaSource source,
        WireChatUpload upload,
        string conversationId,
        ReadOnlyMemory<byte> key,
        UploadProgress progress,
        CancellationToken cancellationToken)
    {
        var (index, sent) = (0, 0L);
        using var plain = new MediaSourceStream(source);
        using var segments = new SegmentStream(SegmentLength, AppendSegmentAsync);
        await SecretStream.EncryptAsync(plain, segments, key, cancellationToken).ConfigureAwait(false);
        await segments.FlushAsync(cancellationToken).ConfigureAwait(false);
        return index;

        async Task AppendSegmentAsync(ReadOnlyMemory<byte> segment)
        {
            // A single segment needs no progress.
            if (file.Length > SegmentLength)
                progress.Uploaded(Math.Min(sent, file.Length));
            await client.AppendChatUploadAsync(
                upload.SessionId!,
                new() { ConversationId = conversationId, Media = segment, MediaHashKey = upload.MediaHashKey!, SegmentIndex = index },
                cancellationToken).ConfigureAwait(false);
            sent += segment.Length;
            index++;
        }
    }
}
