using System.Numerics;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.ChatProtocol.Tests.Crypto;

public sealed class SigningKeyTests
{
    private const string Text = "MessageCreateEvent,1,2,2:3,4,Zm9v";

    private static readonly BigInteger Order = new(
        Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"),
        isUnsigned: true,
        isBigEndian: true);

    [Fact]
    public void A_signature_is_verified_with_the_public_key_in_both_encodings()
    {
        using var keys = ChatPrivateKeys.Generate();
        var signature = keys.Sign(Text);
        Assert.Equal(86, signature.Length);
        Assert.All([signature, signature + "=="], form => Assert.True(ChatSignature.Verify(keys.SigningPublicKey, Text, form)));
        Assert.True(ChatSignature.Verify(keys.SigningPublicKey!.AsSpan()[^65..], Text, signature));
    }

    [Fact]
    public void The_signature_with_the_negated_s_is_valid_too()
    {
        using var keys = ChatPrivateKeys.Generate();
        var signature = keys.Sign("data"u8);
        var negated = Order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var bytes = negated.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] other = [.. signature[..32], .. new byte[32 - bytes.Length], .. bytes];
        using var key = SigningKey.TryImport(keys.SigningPublicKey)!;
        Assert.NotEqual(signature, other);
        Assert.True(key.Verify("data"u8, signature));
        Assert.True(key.Verify("data"u8, other));
    }

    [Fact]
    public void Any_other_signature_text_or_key_is_not_valid()
    {
        using var keys = ChatPrivateKeys.Generate();
        using var others = ChatPrivateKeys.Generate();
        var signature = Convert.FromBase64String(keys.Sign(Text) + "==");
        using var key = SigningKey.TryImport(keys.SigningPublicKey)!;
        Assert.True(key.Verify(Text, Convert.ToBase64String(signature)));
        Assert.False(key.Verify(Text + " ", Convert.ToBase64String(signature)));
        Assert.False(key.Verify(null, Convert.ToBase64String(signature)));
        Assert.False(ChatSignature.Verify(others.SigningPublicKey, Text, Convert.ToBase64String(signature)));
        Assert.False(ChatSignature.Verify([], Text, Convert.ToBase64String(signature)));
        for (var index = 0; index < signature.Length; index++)
        {
            signature[index] ^= 0x80;
            Assert.False(key.Verify(Text, Convert.ToBase64String(signature)));
            signature[index] ^= 0x80;
        }

        var ones = Enumerable.Repeat((byte)0xFF, 32).ToArray();
        byte[][] odd =
        [
            [],
            new byte[64],
            [.. ones, .. ones],
            [.. signature[..32], .. new byte[32]],
            [.. new byte[32], .. signature[32..]],
            [.. signature, 0],
            signature[..63],
        ];
        Assert.All(odd, bytes => Assert.False(key.Verify(Text, Convert.ToBase64String(bytes))));
        Assert.All([null, "", "not base64"], text => Assert.False(key.Verify(Text, text)));
    }

    [Fact]
    public void The_fingerprint_is_the_hash_of_the_key_in_base64url()
    {
        // SHA-256 of no bytes.
        Assert.Equal("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", KeyFingerprint.Of([]));
    }
}
