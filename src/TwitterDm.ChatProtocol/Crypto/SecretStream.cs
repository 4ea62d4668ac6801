using System.Security.Cryptography;

namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>
/// Files of X Chat: libsodium's secretstream in chunks of 1,024 bytes, of which the last one is marked. An empty file is the header alone,
/// so that a file whose chunks were all removed looks empty: compare the size with the one in the message.
/// </summary>
internal static class SecretStream
{
    /// <summary>The length of a chunk before encryption.</summary>
    public const int ChunkLength = 1024;

    /// <summary>The length of a file after encryption.</summary>
    /// <param name="plainLength">Its length before.</param>
    public static long EncryptedLength(long plainLength) =>
        SecretStreamState.HeaderLength + plainLength + ((plainLength + ChunkLength - 1) / ChunkLength * SecretStreamState.Overhead);

    /// <summary>Encrypts all that a stream holds.</summary>
    /// <param name="plain">The file.</param>
    /// <param name="encrypted">Where the encrypted file is written.</param>
    /// <param name="key">The conversation key.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static async Task EncryptAsync(Stream plain, Stream encrypted, ReadOnlyMemory<byte> key, CancellationToken cancellation)
    {
        var header = RandomNumberGenerator.GetBytes(SecretStreamState.HeaderLength);
        using var state = new SecretStreamState(key.Span, header);
        await encrypted.WriteAsync(header, cancellation).ConfigureAwait(false);
        var (current, next) = (new byte[ChunkLength], new byte[ChunkLength]);
        var output = new byte[ChunkLength + SecretStreamState.Overhead];
        var length = await plain.ReadAtLeastAsync(current, ChunkLength, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        while (length > 0)
        {
            // Reading ahead tells whether this chunk is the last one.
            var following = length < ChunkLength
                ? 0
                : await plain.ReadAtLeastAsync(next, ChunkLength, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            var written = output.AsMemory(0, length + SecretStreamState.Overhead);
            state.Push(current.AsSpan(0, length), following == 0 ? SecretStreamState.FinalTag : SecretStreamState.MessageTag, written.Span);
            await encrypted.WriteAsync(written, cancellation).ConfigureAwait(false);
            (current, next, length) = (next, current, following);
        }
    }

    /// <summary>The beginning of an encrypted file that shows which key it takes.</summary>
    public const int ProbeLength = SecretStreamState.HeaderLength + ChunkLength + SecretStreamState.Overhead;

    /// <summary>Whether a key opens a file: an empty one is opened by any key.</summary>
    /// <param name="beginning">The first <see cref="ProbeLength"/> bytes, or all of a file that is shorter.</param>
    /// <param name="key">The conversation key.</param>
    public static bool CanOpen(ReadOnlySpan<byte> beginning, ReadOnlySpan<byte> key)
    {
        if (beginning.Length <= SecretStreamState.HeaderLength)
            return beginning.Length == SecretStreamState.HeaderLength;
        using var state = new SecretStreamState(key, beginning[..SecretStreamState.HeaderLength]);
        Span<byte> plain = stackalloc byte[ChunkLength];
        return state.Pull(beginning[SecretStreamState.HeaderLength..], plain) is not null;
    }

    /// <summary>
    /// Decrypts a file. Each chunk is authentic when it is written, but only the end of this method says that the file is complete.
    /// </summary>
    /// <param name="encrypted">The encrypted file.</param>
    /// <param name="plain">Where the file is written.</param>
    /// <param name="key">The conversation key of the message's key version.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">The key is wrong, or the file is damaged or incomplete.</exception>
    public static async Task DecryptAsync(Stream encrypted, Stream plain, ReadOnlyMemory<byte> key, CancellationToken cancellation)
    {
        var input = new byte[ChunkLength + SecretStreamState.Overhead];
        var header = input.AsMemory(0, SecretStreamState.HeaderLength);
        if (await encrypted.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false)
            < header.Length)
        {
            throw new InvalidDataException("The encrypted file is shorter than its header.");
        }

        using var state = new SecretStreamState(key.Span, header.Span);
        var output = new byte[ChunkLength];
        byte? tag = null;
        while (true)
        {
            var length = await encrypted
                .ReadAtLeastAsync(input, input.Length, throwOnEndOfStream: false, cancellation)
                .ConfigureAwait(false);
            if (length == 0)
                break;
            if (tag == SecretStreamState.FinalTag)
                throw new InvalidDataException("The encrypted file continues after its end.");
            tag = state.Pull(input.AsSpan(0, length), output)
                ?? throw new InvalidDataException(
                    "The file could not be decrypted: its key is another one, or it is damaged, incomplete or forged.");
            await plain.WriteAsync(output.AsMemory(0, length - SecretStreamState.Overhead), cancellation).ConfigureAwait(false);
        }

        if (tag is not (null or SecretStreamState.FinalTag))
            throw new InvalidDataException("The encrypted file is incomplete.");
    }
}
