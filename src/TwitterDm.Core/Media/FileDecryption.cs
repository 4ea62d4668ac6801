using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Media;

/// <summary>Decrypts a downloaded file of X Chat. What is not complete and authentic leaves no file.</summary>
internal static class FileDecryption
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Decrypts a file.</summary>
    /// <param name="part">The encrypted file.</param>
    /// <param name="path">The path of the decrypted one.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the decryption.</param>
    /// <returns>The first bytes of the decrypted file, and its size.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, incomplete or forged.</exception>
    /// <exception cref="DmException">The decrypted file could not be written.</exception>
    public static Task<(byte[] Head, long Length)> RunAsync(
        PartFile part,
        string path,
        ReadOnlyMemory<byte> key,
        CancellationToken cancellationToken)
    {
        var how = new FileStreamOptions { Access = FileAccess.ReadWrite, BufferSize = BufferSize, Options = FileOptions.Asynchronous };
        return NewMediaFile.WriteAsync(path, how, async plain =>
        {
            await SecretStream
                .DecryptAsync(new BufferedStream(part.Rewind(), BufferSize), plain, key, cancellationToken)
                .ConfigureAwait(false);
            await plain.FlushAsync(cancellationToken).ConfigureAwait(false);
            plain.Flush(flushToDisk: true);
            plain.Position = 0;
            var head = new byte[(int)Math.Min(ContentSignature.Length, plain.Length)];
            await plain.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
            return (head, plain.Length);
        });
    }
}
