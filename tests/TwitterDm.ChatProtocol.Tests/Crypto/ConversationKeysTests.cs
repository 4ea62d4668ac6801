using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.ChatProtocol.Tests.Crypto;

public sealed class ConversationKeysTests
{
    [Fact]
    public void A_wrapped_key_is_opened_by_its_recipient_only()
    {
        using var recipient = ChatPrivateKeys.Generate();
        using var other = ChatPrivateKeys.Generate();
        var key = ConversationKeys.New();
        var wrapped = ConversationKeys.Wrap(key, recipient.IdentityPublicKey);
        Assert.Equal(152, wrapped.Length);
        Assert.Equal(key, recipient.Unwrap(wrapped));
        Assert.Equal(key, recipient.Unwrap(wrapped.TrimEnd('=')));
        Assert.Equal(key, recipient.Unwrap(ConversationKeys.Wrap(key, recipient.IdentityPublicKey.AsSpan()[^65..])));
        Assert.Null(other.Unwrap(wrapped));
        Assert.NotEqual(wrapped, ConversationKeys.Wrap(key, recipient.IdentityPublicKey));
        Assert.NotEqual(key, ConversationKeys.New());
    }

    [Fact]
    public void A_changed_bit_anywhere_is_noticed()
    {
        using var recipient = ChatPrivateKeys.Generate();
        var wrapped = Convert.FromBase64String(ConversationKeys.Wrap(ConversationKeys.New(), recipient.IdentityPublicKey));
        for (var index = 0; index < wrapped.Length; index++)
        {
            wrapped[index] ^= 1;
            Assert.Null(recipient.Unwrap(Convert.ToBase64String(wrapped)));
            wrapped[index] ^= 1;
        }

        Assert.NotNull(recipient.Unwrap(Convert.ToBase64String(wrapped)));
    }

    [Fact]
    public void What_is_not_a_wrapped_key_is_not_opened()
    {
        using var recipient = ChatPrivateKeys.Generate();
        var wrapped = ConversationKeys.Wrap(ConversationKeys.New(), recipient.IdentityPublicKey);
        Assert.All([null, "", "AAAA", "not base64", wrapped[..148], wrapped[..^1] + "AAAA", Convert.ToBase64String(new byte[113])], text =>
            Assert.Null(recipient.Unwrap(text)));
    }

    [Fact]
    public void A_public_key_that_is_not_a_point_of_the_curve_is_refused()
    {
        using var keys = ChatPrivateKeys.Generate();
        var offCurve = (byte[])keys.IdentityPublicKey.Clone();
        offCurve[^1] ^= 1;
        byte[][] invalid = [[], offCurve, keys.IdentityPublicKey[..^1], [.. keys.IdentityPublicKey, 0], new byte[65], new byte[91]];
        Assert.All(invalid, key => Assert.Throws<ArgumentException>(() => ConversationKeys.Wrap(ConversationKeys.New(), key)));
        Assert.All(invalid, key => Assert.Null(SigningKey.TryImport(key)));
        Assert.All(invalid, key => Assert.False(KeyBinding.IsBound(key, keys.SigningPublicKey, KeyBinding.Sign(keys))));
    }
}
