using System.Security.Cryptography;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Tests.Support;

namespace TwitterDm.ChatProtocol.Tests.Crypto;

public sealed class ChatPrivateKeysTests
{
    private const string Order = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";
    private const string LargestScalar = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632550";
    private const string One = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string Zero = "0000000000000000000000000000000000000000000000000000000000000000";

    // SEC 2, section 2.4.2: the base point, which is the public key of the private key 1.
    private const string BasePoint = "046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C2964FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5";

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(96)]
    public void Another_length_is_refused(int length) => Assert.StartsWith(
        $"A chat key has 64 bytes, or 32 without a signing key; this one has {length}.",
        Assert.Throws<ArgumentException>(() => ChatPrivateKeys.FromBlob(Enumerable.Repeat((byte)1, length).ToArray())).Message);

    [Theory]
    [InlineData(Zero)]
    [InlineData(Zero + One)]
    [InlineData(One + Zero)]
    public void A_private_key_of_zeros_is_refused(string blob) => Assert.StartsWith(
        "The chat key contains a private key that is all zeros.",
        Assert.Throws<ArgumentException>(() => ChatPrivateKeys.FromBlob(Convert.FromHexString(blob))).Message);

    [Theory]
    [InlineData(Order)]
    [InlineData(Order + One)]
    [InlineData(One + Order)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    public void A_number_outside_the_range_of_private_keys_is_refused(string blob) => Assert.StartsWith(
        "The chat key contains a number that is too large for a private key.",
        Assert.Throws<ArgumentException>(() => ChatPrivateKeys.FromBlob(Convert.FromHexString(blob))).Message);

    [Fact]
    public void The_smallest_and_the_largest_private_key_have_the_base_point_and_its_negative()
    {
        using var keys = ChatPrivateKeys.FromBlob(Convert.FromHexString(One + LargestScalar));
        Assert.Equal(BasePoint, Convert.ToHexString(keys.IdentityPublicKey[^65..]));
        Assert.Equal(BasePoint[..66], Convert.ToHexString(keys.SigningPublicKey![^65..])[..66]);
        Assert.NotEqual(keys.IdentityPublicKey, keys.SigningPublicKey);
    }

    [Fact]
    public void Generated_keys_survive_export_and_import()
    {
        using var keys = ChatPrivateKeys.Generate();
        using var imported = ChatPrivateKeys.FromBlob(keys.ToBlob());
        Assert.Equal((64, 91, 91), (keys.ToBlob().Length, keys.IdentityPublicKey.Length, keys.SigningPublicKey!.Length));
        Assert.Equal(keys.IdentityPublicKey, imported.IdentityPublicKey);
        Assert.Equal(keys.SigningPublicKey, imported.SigningPublicKey);
        Assert.True(ChatSignature.Verify(keys.SigningPublicKey, "text", imported.Sign("text")));
        Assert.True(KeyBinding.IsBound(keys.IdentityPublicKey, keys.SigningPublicKey, KeyBinding.Sign(imported)));
        using var other = ChatPrivateKeys.Generate();
        Assert.NotEqual(keys.ToBlob(), other.ToBlob());
    }

    [Fact]
    public void An_identity_key_alone_opens_keys_and_cannot_sign()
    {
        using var whole = Vectors.PrivateKeys(Vectors.Bob);
        using var identity = ChatPrivateKeys.FromBlob(whole.ToBlob().AsSpan(0, 32));
        Assert.Equal(Vectors.ConversationKey, identity.Unwrap(Vectors.KeyChange.KeyChange!.ParticipantKeys.Single(row => row.UserId == Vectors.Bob).EncryptedKey));
        Assert.False(identity.CanSign);
        Assert.Null(identity.SigningPublicKey);
        Assert.Throws<InvalidOperationException>(() => identity.Sign("text"));
    }

    [Fact]
    public void Disposing_wipes_the_keys()
    {
        var blob = Vectors.PrivateKeys(Vectors.Alice).ToBlob();
        var keys = ChatPrivateKeys.FromBlob(blob);
        keys.Dispose();
        Assert.Equal(new byte[64], keys.ToBlob());
        Assert.NotEqual(new byte[64], blob);
        Assert.ThrowsAny<ObjectDisposedException>(() => keys.Sign("text"));
    }

    [Fact]
    public void Where_the_platform_requires_the_public_point_it_is_the_same()
    {
        foreach (var refuse in (Func<byte[], ECPoint>[])
        [
            _ => throw new PlatformNotSupportedException(), _ => throw new CryptographicException(), _ => default,
            _ => new() { X = new byte[32], Y = new byte[32] },
        ])
        {
            using var keys = ChatPrivateKeys.Generate();
            var parameters = PrivateKeyImport.WithPublicPoint(keys.ToBlob()[..32], refuse);
            Assert.Equal(keys.IdentityPublicKey, P256.ToSpki(parameters.Q));
        }

        // The point of this key has an x that begins with zeros, which must not get lost.
        var scalar = FindScalarWithShortX();
        Assert.Equal(0, PrivateKeyImport.WithPublicPoint(scalar, _ => default).Q.X![0]);
        Assert.Equal(PrivateKeyImport.WithPublicPoint(scalar).Q.X, PrivateKeyImport.WithPublicPoint(scalar, _ => default).Q.X);
    }

    [Fact]
    public void Keys_can_be_used_by_many_threads()
    {
        using var keys = Vectors.PrivateKeys(Vectors.Alice);
        using var verifier = SigningKey.TryImport(keys.SigningPublicKey)!;
        var row = Vectors.KeyChange.KeyChange!.ParticipantKeys.Single(item => item.UserId == Vectors.Alice).EncryptedKey;
        Parallel.For(0, 200, number =>
        {
            Assert.True(verifier.Verify($"text {number}", keys.Sign($"text {number}")));
            Assert.Equal(Vectors.ConversationKey, keys.Unwrap(row));
        });
    }

    private static byte[] FindScalarWithShortX()
    {
        var scalar = new byte[32];
        for (var number = 1; ; number++)
        {
            (scalar[30], scalar[31]) = ((byte)(number >> 8), (byte)number);
            if (PrivateKeyImport.WithPublicPoint(scalar).Q.X![0] == 0)
                return scalar;
        }
    }
}
