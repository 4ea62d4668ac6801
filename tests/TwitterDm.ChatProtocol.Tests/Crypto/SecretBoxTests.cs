using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.ChatProtocol.Tests.Crypto;

public sealed class SecretBoxTests
{
    // The test of NaCl and libsodium (test/default/secretbox.c).
    private static readonly byte[] Key = Convert.FromHexString("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
    private static readonly byte[] Nonce = Convert.FromHexString("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");

    private static readonly byte[] Plain = Convert.FromHexString(
        "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c61296cdc3c01233561f41db66cce314adb310e3be825"
        + "0c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705");

    private static readonly byte[] TagAndCipher = Convert.FromHexString(
        "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186ac0dfc17c98dce87b4da7f011ec48c97271d2c20f"
        + "9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6"
        + "599b1f654cb45a74e355a5");

    [Fact]
    public void The_test_vector_of_libsodium_is_sealed_and_opened()
    {
        byte[] expected = [.. Nonce, .. TagAndCipher];
        Assert.Equal(expected, SecretBox.Seal(Key, Nonce, Plain));
        Assert.Equal(Plain, SecretBox.Open(Key, expected));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(100_000)]
    public void What_is_sealed_can_be_opened(int length)
    {
        var plain = new byte[length];
        new Random(length).NextBytes(plain);
        var first = SecretBox.Seal(Key, plain);
        Assert.Equal(plain, SecretBox.Open(Key, first));
        Assert.NotEqual(first, SecretBox.Seal(Key, plain));
    }

    [Fact]
    public void A_changed_bit_anywhere_is_noticed()
    {
        var box = SecretBox.Seal(Key, Plain);
        for (var index = 0; index < box.Length; index++)
        {
            box[index] ^= 0x10;
            Assert.Null(SecretBox.Open(Key, box));
            box[index] ^= 0x10;
        }

        Assert.Equal(Plain, SecretBox.Open(Key, box));
    }

    [Fact]
    public void Another_key_or_a_cut_box_opens_nothing()
    {
        var box = SecretBox.Seal(Key, Plain);
        Assert.Null(SecretBox.Open(ConversationKeys.New(), box));
        Assert.Null(SecretBox.Open(Key.AsSpan(0, 16), box));
        Assert.Null(SecretBox.Open([], box));
        Assert.All(Enumerable.Range(0, box.Length), length => Assert.Null(SecretBox.Open(Key, box.AsSpan(0, length))));
    }
}
