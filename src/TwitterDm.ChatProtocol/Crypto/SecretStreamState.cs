using System.Buffers.Binary;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>
/// The state of libsodium's secretstream (XChaCha20-Poly1305) between two chunks. The nonce of a chunk is a counter (4 bytes) and
/// bytes (8) that depend on all chunks before, so that no chunk can be moved, repeated or left out.
/// </summary>
internal sealed class SecretStreamState : IDisposable
{
    /// <summary>The length of the header that starts a stream.</summary>
    public const int HeaderLength = 24;

    /// <summary>By how much a chunk grows: an encrypted tag byte in front, the authentication tag behind.</summary>
    public const int Overhead = 1 + MacLength;

    /// <summary>The tag of a chunk.</summary>
    public const byte MessageTag = 0;

    /// <summary>A bit in the tag: the key changes after the chunk.</summary>
    public const byte RekeyTag = 2;

    /// <summary>The tag of the last chunk.</summary>
    public const byte FinalTag = 3;

    private const int KeyLength = 32;
    private const int CounterLength = 4;
    private const int MacLength = 16;
    private const int BlockLength = 64;

    private readonly byte[] _key = new byte[KeyLength];
    private readonly byte[] _nonce = new byte[12];
    private readonly ChaCha7539Engine _cipher = new();
    private readonly Poly1305 _mac = new();

    /// <summary>Starts a stream.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="header">24 random bytes.</param>
    /// <param name="counter">The number of the next chunk; other values than 1 are for tests.</param>
    public SecretStreamState(ReadOnlySpan<byte> key, ReadOnlySpan<byte> header, uint counter = 1)
    {
        HChaCha20.Derive(key, header[..HChaCha20.InputLength], _key);
        BinaryPrimitives.WriteUInt32LittleEndian(_nonce, counter);
        header[HChaCha20.InputLength..HeaderLength].CopyTo(_nonce.AsSpan(CounterLength));
    }

    /// <summary>Encrypts a chunk.</summary>
    /// <param name="plain">The chunk.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="output">The length of the chunk and <see cref="Overhead"/>.</param>
    public void Push(ReadOnlySpan<byte> plain, byte tag, Span<byte> output)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        StartChunk(block);
        block[0] = tag;
        _cipher.ProcessBytes(block, block);
        output[0] = block[0];
        var encrypted = output.Slice(1, plain.Length);
        _cipher.ProcessBytes(plain, encrypted);
        var mac = output[(1 + plain.Length)..];
        Authenticate(block, encrypted, mac);
        Advance(mac, tag);
    }

    /// <summary>Decrypts a chunk; null if it is not the next one of the stream, and the tag otherwise.</summary>
    /// <param name="input">The encrypted chunk.</param>
    /// <param name="plain">The length of the encrypted chunk less <see cref="Overhead"/>.</param>
    public byte? Pull(ReadOnlySpan<byte> input, Span<byte> plain)
    {
        if (input.Length < Overhead)
            return null;
        Span<byte> block = stackalloc byte[BlockLength];
        StartChunk(block);
        block[0] = input[0];
        _cipher.ProcessBytes(block, block);
        var tag = block[0];
        block[0] = input[0];
        var encrypted = input[1..^MacLength];
        Span<byte> mac = stackalloc byte[MacLength];
        Authenticate(block, encrypted, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, input[^MacLength..]))
            return null;
        _cipher.ProcessBytes(encrypted, plain);
        Advance(mac, tag);
        return tag;
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    // The first block of the key stream holds the key of the authentication; the second encrypts the tag, the others the chunk.
    private void StartChunk(Span<byte> block)
    {
        _cipher.Init(forEncryption: true, new ParametersWithIV(new KeyParameter(_key), _nonce));
        block.Clear();
        _cipher.ProcessBytes(block, block);
        _mac.Init(new KeyParameter(block[..KeyLength]));
        block.Clear();
    }

    private void Authenticate(ReadOnlySpan<byte> tagBlock, ReadOnlySpan<byte> encrypted, Span<byte> mac)
    {
        Span<byte> padding = stackalloc byte[MacLength];
        padding.Clear();
        _mac.BlockUpdate(tagBlock);
        _mac.BlockUpdate(encrypted);

        // As many zeros as libsodium appends, not as many as would fill the block.
        _mac.BlockUpdate(padding[..(encrypted.Length % MacLength)]);
        BinaryPrimitives.WriteUInt64LittleEndian(padding[sizeof(ulong)..], (ulong)(BlockLength + encrypted.Length));
        _mac.BlockUpdate(padding);
        _mac.DoFinal(mac);
    }

    private void Advance(ReadOnlySpan<byte> mac, byte tag)
    {
        for (var index = 0; index < _nonce.Length - CounterLength; index++)
            _nonce[CounterLength + index] ^= mac[index];
        var counter = BinaryPrimitives.ReadUInt32LittleEndian(_nonce) + 1;
        BinaryPrimitives.WriteUInt32LittleEndian(_nonce, counter);
        if ((tag & RekeyTag) != 0 || counter == 0)
            Rekey();
    }

    private void Rekey()
    {
        Span<byte> next = stackalloc byte[KeyLength + _nonce.Length - CounterLength];
        _key.CopyTo(next);
        _nonce.AsSpan(CounterLength).CopyTo(next[KeyLength..]);
        _cipher.Init(forEncryption: true, new ParametersWithIV(new KeyParameter(_key), _nonce));
        _cipher.ProcessBytes(next, next);
        next[..KeyLength].CopyTo(_key);
        next[KeyLength..].CopyTo(_nonce.AsSpan(CounterLength));
        BinaryPrimitives.WriteUInt32LittleEndian(_nonce, 1);
        CryptographicOperations.ZeroMemory(next);
    }
}
