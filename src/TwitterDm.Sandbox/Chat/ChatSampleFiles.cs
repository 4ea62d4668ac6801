using System.Text;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Files;

namespace TwitterDm.Sandbox.Chat;

/// <summary>
/// The files that generated messages are about. Nobody uploaded them: their contents depend on the hash key alone, and are encrypted when
/// they are downloaded.
/// </summary>
internal static class ChatSampleFiles
{
    /// <summary>Returns an encrypted file, or null if no message of the conversation is about it.</summary>
    public static ReadOnlyMemory<byte>? Find(ChatConversation conversation, string hashKey)
    {
        var keys = conversation.Start.Keys.ToDictionary(key => key.Version, key => key.Key, StringComparer.Ordinal);
        foreach (var item in conversation.Start.Log.Events.Where(item => item.KeyVersion is not null))
        {
            if (keys.GetValueOrDefault(item.KeyVersion!) is { } key
                && Read(item, key)?.FirstOrDefault(file => string.Equals(file.HashKey, hashKey, StringComparison.Ordinal)) is { } found)
            {
                return Encrypt(ContentsOf(found), key);
            }
        }

        return null;
    }

    private static IEnumerable<SampleFile>? Read(StoredChatEvent item, byte[] key)
    {
        try
        {
            var plain = SecretBox.Open(key, ChatEvent.Read(item.Encoded).Contents);
            return plain is null ? null : ChatEntry.Read(plain).Message?.Attachments.Select(FileOf).OfType<SampleFile>();
        }
        catch (MalformedThriftException)
        {
            return null;
        }
    }

    private static SampleFile? FileOf(ChatAttachment attachment)
        => attachment switch
        {
            { Media: { HashKey: { } hashKey, Size: { } size } media } => new SampleFile(hashKey, size, media.Type),
            { Url.Banner: { } banner } when banner.Text(1) is { } hashKey && banner.Integer(2) is { } size => new SampleFile(
                hashKey,
                size,
                ChatMediaType.Image),
            _ => null,
        };

    private static byte[] ContentsOf(SampleFile file)
    {
        var seed = BitConverter.ToUInt64(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(file.HashKey)));
        if (Real(file, seed) is { } real && real.Length == file.Size)
            return real;
        // As far as the first bytes tell, the file is what the message says.
        var contents = Noise.Of(seed, (int)file.Size);
        var header = HeaderOf(file.Type);
        header.AsSpan(0, Math.Min(header.Length, contents.Length)).CopyTo(contents);
        return contents;
    }

    // The smallest picture and the largest one that fits.
    private static byte[]? Real(SampleFile file, ulong seed) => file.Type switch
    {
        ChatMediaType.Image => SampleJpeg.Create(file.Size < 100_000 ? 16 : 1280, file.Size < 100_000 ? 9 : 720, seed, file.Size),
        ChatMediaType.Video => SampleMp4.Create(file.Size < 400_000 ? 16 : 1280, file.Size < 400_000 ? 9 : 720, 12_480, seed, file.Size),
        ChatMediaType.Gif => SampleGif.Create(file.Size < 20_000 ? 16 : 480, file.Size < 20_000 ? 9 : 270, seed, file.Size),
        _ => null,
    };

    private static byte[] HeaderOf(ChatMediaType type) => type switch
    {
        ChatMediaType.Image => [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8],
        ChatMediaType.Gif => [.. "GIF89a"u8],
        ChatMediaType.Video => [0, 0, 0, 24, .. "ftypisom"u8],
        ChatMediaType.Audio => [0, 0, 0, 24, .. "ftypM4A "u8],
        ChatMediaType.Svg => [.. "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8],
        _ => [.. "%PDF-1.7\n"u8],
    };

    private static byte[] Encrypt(byte[] contents, byte[] key)
    {
        using var plain = new MemoryStream(contents);
        using var encrypted = new MemoryStream();
        // Streams in memory never wait.
        SecretStream.EncryptAsync(plain, encrypted, key, CancellationToken.None).GetAwaiter().GetResult();
        return encrypted.ToArray();
    }

    private sealed record SampleFile(string HashKey, long Size, ChatMediaType Type);
}
