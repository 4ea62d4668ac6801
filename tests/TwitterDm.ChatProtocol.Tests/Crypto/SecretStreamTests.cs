using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.ChatProtocol.Tests.Crypto;

public sealed class SecretStreamTests
{
    private const int Chunk = 1024 + 17;
    private const int Header = 24;

    private static readonly byte[] Key = ConversationKeys.New();

    [Theory]
    [InlineData(0, 24)]
    [InlineData(1, 24 + 18)]
    [InlineData(1023, 24 + 1040)]
    [InlineData(1024, 24 + 1041)]
    [InlineData(1025, 24 + 1041 + 18)]
    [InlineData(2048, 24 + 2082)]
    [InlineData(10_000, 24 + 10_170)]
    public async Task A_file_of_any_length_comes_back(int length, int encryptedLength)
    {
        var plain = Sample(length);
        var encrypted = await EncryptAsync(plain);
        Assert.Equal((encryptedLength, (long)encryptedLength), (encrypted.Length, SecretStream.EncryptedLength(length)));
        Assert.Equal(plain, await DecryptAsync(encrypted));
    }

    [Fact]
    public async Task A_stream_that_comes_in_small_pieces_is_read_as_a_whole()
    {
        var plain = Sample(5000);
        using var encrypted = new MemoryStream();
        using var slow = new DribblingStream(plain);
        await SecretStream.EncryptAsync(slow, encrypted, Key, CancellationToken.None);
        using var slowAgain = new DribblingStream(encrypted.ToArray());
        using var output = new MemoryStream();
        await SecretStream.DecryptAsync(slowAgain, output, Key, CancellationToken.None);
        Assert.Equal(plain, output.ToArray());
    }

    [Fact]
    public async Task Plain_chunks_are_written_before_the_file_has_ended()
    {
        using var output = new MemoryStream();
        using var input = new DribblingStream(await EncryptAsync(Sample(3000)))
        {
            OnRead = position => Assert.Equal(Math.Max(0, (position - Header) / Chunk * 1024), output.Length),
        };
        await SecretStream.DecryptAsync(input, output, Key, CancellationToken.None);
        Assert.Equal(3000, output.Length);
    }

    [Fact]
    public async Task A_file_that_is_cut_anywhere_is_refused()
    {
        var encrypted = await EncryptAsync(Sample(2100));
        foreach (var length in (int[])
                [
                    0,
                    1,
                    Header - 1,
                    Header + 1,
                    Header + 16,
                    Header + 17,
                    Header + 18,
                    Header + Chunk - 1,
                    Header + Chunk,
                    Header + Chunk + 1,
                    Header + (2 * Chunk),
                    encrypted.Length - 1,
                ])
        {
            await AssertRefusedAsync(encrypted[..length]);
        }

        // X's own SDK makes this of an empty file.
        Assert.Empty(await DecryptAsync(encrypted[..Header]));
    }

    [Fact]
    public async Task Chunks_that_are_moved_repeated_left_out_or_appended_are_refused()
    {
        var encrypted = await EncryptAsync(Sample(2100));
        var (header, first, second, last) = (
            encrypted[..Header],
            encrypted[Header..(Header + Chunk)],
            encrypted[(Header + Chunk)..(Header + (2 * Chunk))],
            encrypted[(Header + (2 * Chunk))..]);
        await AssertRefusedAsync([.. header, .. second, .. first, .. last]);
        await AssertRefusedAsync([.. header, .. first, .. first, .. second, .. last]);
        await AssertRefusedAsync([.. header, .. first, .. last]);
        await AssertRefusedAsync([.. header, .. last]);
        await AssertRefusedAsync([.. encrypted, .. last]);
        await AssertRefusedAsync([.. encrypted, 0]);
        Assert.Equal(2100, (await DecryptAsync([.. header, .. first, .. second, .. last])).Length);
    }

    [Fact]
    public async Task A_file_that_continues_after_its_last_chunk_is_refused()
    {
        var encrypted = await EncryptAsync(Sample(1024));
        await AssertRefusedAsync([.. encrypted, .. encrypted[Header..]], "The encrypted file continues after its end.");
    }

    [Fact]
    public async Task A_changed_bit_anywhere_is_noticed()
    {
        var encrypted = await EncryptAsync(Sample(1100));
        for (var index = 0; index < encrypted.Length; index += 7)
        {
            encrypted[index] ^= 1;
            await AssertRefusedAsync(encrypted);
            encrypted[index] ^= 1;
        }
    }

    [Fact]
    public async Task Another_key_is_refused()
    {
        using var encrypted = new MemoryStream(await EncryptAsync(Sample(10)));
        await Assert.ThrowsAsync<InvalidDataException>(() => SecretStream.DecryptAsync(encrypted, Stream.Null, ConversationKeys.New(), CancellationToken.None));
    }

    private static async Task AssertRefusedAsync(byte[] encrypted, string? message = null)
    {
        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => DecryptAsync(encrypted));
        Assert.Equal(message ?? exception.Message, exception.Message);
    }

    private static byte[] Sample(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static async Task<byte[]> EncryptAsync(byte[] plain)
    {
        using var input = new MemoryStream(plain);
        using var output = new MemoryStream();
        await SecretStream.EncryptAsync(input, output, Key, CancellationToken.None);
        return output.ToArray();
    }

    private static async Task<byte[]> DecryptAsync(byte[] encrypted)
    {
        using var input = new MemoryStream(encrypted);
        using var output = new MemoryStream();
        await SecretStream.DecryptAsync(input, output, Key, CancellationToken.None);
        return output.ToArray();
    }

    /// <summary>Returns at most 7 bytes at a time.</summary>
    private sealed class DribblingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public Action<long>? OnRead { get; init; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < Length)
                OnRead?.Invoke(Position);
            return base.ReadAsync(buffer[..Math.Min(7, buffer.Length)], cancellationToken);
        }
    }
}
