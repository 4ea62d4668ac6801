using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>libsodium's secretbox (XSalsa20 and Poly1305), with the nonce in front: nonce (24 bytes), tag (16 bytes), ciphertext.</summary>
internal static class SecretBox
{
    private const int KeyLength = 32;
    private const int NonceLength = 24;
    private const int TagLength = 16;

    /// <summary>Encrypts with a random nonce.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="plain">What is to be encrypted.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain)
        => Seal(key, RandomNumberGenerator.GetBytes(NonceLength), plain);

    /// <summary>Encrypts with a given nonce, which must never be used again with the same key.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="nonce">24 bytes.</param>
    /// <param name="plain">What is to be encrypted.</param>
    internal static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain)
    {
        var output = new byte[NonceLength + TagLength + plain.Length];
        nonce.CopyTo(output);
        var (cipher, mac) = Start(key, nonce);
        var encrypted = output.AsSpan(NonceLength + TagLength);
        cipher.ProcessBytes(plain, encrypted);
        Finish(mac, encrypted, output.AsSpan(NonceLength, TagLength));
        return output;
    }

    /// <summary>Decrypts; null if the key is wrong, or a byte was changed.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="sealedData">Nonce, tag and ciphertext.</param>
    public static byte[]? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> sealedData)
    {
        if (key.Length != KeyLength || sealedData.Length < NonceLength + TagLength)
            return null;
        var (cipher, mac) = Start(key, sealedData[..NonceLength]);
        var encrypted = sealedData[(NonceLength + TagLength)..];
        Span<byte> tag = stackalloc byte[TagLength];
        Finish(mac, encrypted, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, sealedData.Slice(NonceLength, TagLength)))
            return null;
        var plain = new byte[encrypted.Length];
        cipher.ProcessBytes(encrypted, plain);
        return plain;
    }

    // The first 32 bytes of the key stream are the key of the tag.
    private static (XSalsa20Engine Cipher, Poly1305 Mac) Start(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce)
    {
        var cipher = new XSalsa20Engine();
        cipher.Init(forEncryption: true, new ParametersWithIV(new KeyParameter(key), nonce));
        Span<byte> tagKey = stackalloc byte[KeyLength];
        tagKey.Clear();
        cipher.ProcessBytes(tagKey, tagKey);
        var mac = new Poly1305();
        mac.Init(new KeyParameter(tagKey));
        CryptographicOperations.ZeroMemory(tagKey);
        return (cipher, mac);
    }

    private static void Finish(Poly1305 mac, ReadOnlySpan<byte> encrypted, Span<byte> tag)
    {
        mac.BlockUpdate(encrypted);
        mac.DoFinal(tag);
    }
}
