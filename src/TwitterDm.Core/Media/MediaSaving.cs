using System.Security.Cryptography;
using TwitterDm.Api;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Http;
using TwitterDm.Text;

namespace TwitterDm.Media;

/// <summary>Saves one attachment: copies it, or downloads and, in X Chat, decrypts it.</summary>
/// <param name="folder">Where it is saved.</param>
/// <param name="options">How it is saved.</param>
/// <param name="progress">Counts the bytes.</param>
internal sealed class MediaSaving(MediaFolder folder, DmMediaSaveOptions options, SaveProgress progress)
{
    /// <summary>The maximum size of a file: more than X accepts, so that only something else is larger.</summary>
    public const long MaxLength = 4L * 1024 * ByteCount.Mebibyte;

    /// <summary>
    /// The maximum size of a classic file, a quarter more than that of X's largest videos: what a server sends without an end must not fill
    /// the disk.
    /// </summary>
    public static readonly long MaxClassicLength = MediaCategory.Video.MaximumBytes * 5 / 4;

    private const long Margin = ByteCount.Mebibyte;
    private const int MaxHashKey = 50;
    private const string DamagedAdvice =
        "Try again once. If the error persists, the sender damaged or forged the file, or their app did: ask for it to be sent again.";

    /// <summary>Finds the key of an encrypted file.</summary>
    /// <param name="fits">Whether a key is the right one.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The key, which the caller wipes; null if no key is the right one.</returns>
    public delegate Task<byte[]?> KeyFinder(Predicate<byte[]> fits, CancellationToken cancellationToken);

    /// <summary>Whether an attachment of X Chat is an encrypted file, which its hash key names.</summary>
    public static bool IsEncryptedFile(string? hashKey)
        => hashKey is { Length: > 0 and <= MaxHashKey } && hashKey.All(char.IsAsciiLetterOrDigit);

    /// <summary>Copies an attachment that is on this machine.</summary>
    public async Task<DmSavedMedia> CopyAsync(string name, DmMedia media, CancellationToken cancellationToken)
    {
        using var entry = progress.Begin();
        var path = folder.TemporaryPath(name, isAlone: false);
        var (head, length) = await MediaCopy.RunAsync(media, path, MaxLength, entry, cancellationToken).ConfigureAwait(false);
        return Complete(path, name, media, head, length, entry);
    }

    /// <summary>Downloads an attachment of a classic message.</summary>
    public async Task<DmSavedMedia> DownloadAsync(
        string name,
        DmMedia media,
        ApiRequest request,
        FileDownload download,
        CancellationToken cancellationToken)
    {
        using var entry = progress.Begin();
        using var part = folder.OpenPart(name, request.ToString());
        await download.RunAsync(request, part, MaxClassicLength, entry, cancellationToken).ConfigureAwait(false);
        var head = part.ReadHead(ContentSignature.Length).ToArray();
        if (!ContentSignature.Of(head).IsPictureOrVideo)
        {
            part.Delete();
            throw ResponseReader.Unfit(
                request,
                part.Length == 0
                    ? "The file is empty."
                    : $"The file is not a picture or a video. It begins with {MediaSignature.Describe(head)}.");
        }

        part.Close();
        return Complete(part.Path, name, media, head, part.Length, entry);
    }

    /// <summary>Downloads and decrypts an attachment of X Chat.</summary>
    public async Task<DmSavedMedia> DecryptAsync(
        string name, string conversationId, DmMedia media, FileDownload download, KeyFinder findKey, CancellationToken cancellationToken)
    {
        using var entry = progress.Begin();
        var request = ChatMediaEndpoints.DownloadOf(conversationId, media.MediaKey);
        using var part = folder.OpenPart(name, request.ToString());
        await DownloadEncryptedAsync(request, part, LimitOf(media), download, entry, cancellationToken).ConfigureAwait(false);
        var beginning = part.ReadHead(SecretStream.ProbeLength).ToArray();
        byte[]? key = null;
        try
        {
            key = await findKey(candidate => SecretStream.CanOpen(beginning, candidate), cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidDataException("The file could not be decrypted: none of the conversation's keys opens it.");
            var path = folder.TemporaryPath(name, isAlone: true);
            var (head, length) = await FileDecryption.RunAsync(part, path, key, cancellationToken).ConfigureAwait(false);
            if (length == 0 && media.Size is > 0)
            {
                PartFile.TryDelete(path);
                throw new InvalidDataException("The encrypted file is empty, although the message says otherwise.");
            }

            var saved = Complete(path, name, media, head, length, entry);
            part.Delete();
            return saved;
        }
        catch (InvalidDataException exception)
        {
            part.Delete();
            throw new DmException(ResponseReader.Unfit(request, $"{ExceptionText.Of(exception)}. It was not saved."))
            {
                RecommendedAction = DamagedAdvice,
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    // X refuses a file like the conversation that it is in.
    private static async Task DownloadEncryptedAsync(
        ApiRequest request,
        PartFile part,
        long limit,
        FileDownload download,
        SaveProgress.Entry entry,
        CancellationToken cancellationToken)
    {
        try
        {
            await download.RunAsync(request, part, limit, entry, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (exception is { Kind: DmErrorKind.Permission, EndsRun: false })
        {
            throw new DmException(exception) { RecommendedAction = ChatEndpoints.ConversationAdvice };
        }
    }

    // The message says and signs how large its file is. Some more is saved and reported; whatever goes on for ever is not.
    private static long LimitOf(DmMedia media)
        => SecretStream.EncryptedLength(media.Size is { } size and >= 0 and < MaxLength - Margin ? size + Margin : MaxLength);

    private DmSavedMedia Complete(string path, string name, DmMedia media, byte[] head, long length, SaveProgress.Entry entry)
    {
        try
        {
            var saved = folder.Complete(path, name, ContentSignature.Of(head), options.Overwrite);
            entry.IsSaved = true;
            return new(media.At(saved), length, wasPresent: false);
        }
        catch
        {
            PartFile.TryDelete(path);
            throw;
        }
    }
}
