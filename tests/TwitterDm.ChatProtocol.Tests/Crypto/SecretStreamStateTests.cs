using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.ChatProtocol.Tests.Crypto;

/// <summary>Chunks as libsodium 1.0.18 encrypts them; its own tests of secretstream use random data and contain no vectors.</summary>
public sealed class SecretStreamStateTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(index => (byte)index)];
    private static readonly byte[] Header = [.. Enumerable.Range(0, 24).Select(index => (byte)((7 * index) + 3))];

    // Tag, plain, encrypted. The third chunk changes the key.
    private static readonly (byte Tag, string Plain, string Encrypted)[] Chunks =
    [
        (0, "", "6f8716ae987500035c4f8eee3e7b9972a6"),
        (1, "61", "2515cff7a9fab6c465005a9de2a0447daaed"),
        (
            2,
            "54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e",
            "0f583f2ab2af197fe7cf58d824c42b62eb954ef8db71d7fff4e709f9ecf7bffd065995d18d324c304d1cd93b98621630e4504ee9849762b2ba03e9a765"),
        (
            0,
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f",
            "12662dc211a74f2a1d07d833791d33ac987fc1ee1015096498e7b1300edd35604ab998c74df10c92a96d28f2db77983c86f5752bbfa6bd12f20631411fedf967f10c8f756a974a79b54b1153d11d42e11d"),
        (3, "6c617374", "5151c43e7f914b76092b8d9cb0834bc1bfd9dee7e3"),
    ];

    [Fact]
    public void Chunks_are_encrypted_as_by_libsodium()
    {
        using var state = new SecretStreamState(Key, Header);
        foreach (var (tag, plain, encrypted) in Chunks)
            Assert.Equal(encrypted, Push(state, Convert.FromHexString(plain), tag));
    }

    [Fact]
    public void Chunks_of_libsodium_are_decrypted()
    {
        using var state = new SecretStreamState(Key, Header);
        foreach (var (tag, plain, encrypted) in Chunks)
            Assert.Equal((tag, plain), Pull(state, encrypted));
    }

    [Fact]
    public void The_key_changes_when_the_counter_overflows()
    {
        string[] expected = ["a88fcfcbef00fa6b63a6130ded7cafd4c1b5fceb", "6555d51ed8ab7031af27b0f29aac95470c7a5e77"];
        using var push = new SecretStreamState(Key, Header, uint.MaxValue);
        Assert.Equal(expected, ((byte[][])[[.. "one"u8], [.. "two"u8]]).Select(plain => Push(push, plain, 0)));
        using var pull = new SecretStreamState(Key, Header, uint.MaxValue);
        Assert.Equal(
            [((byte?)0, "6F6E65"), (0, "74776F")],
            expected.Select(encrypted => Pull(pull, encrypted)).Select(pulled => (pulled.Tag, pulled.Plain!.ToUpperInvariant())));
    }

    [Fact]
    public void A_chunk_out_of_order_or_twice_is_refused_and_the_stream_can_go_on()
    {
        using var state = new SecretStreamState(Key, Header);
        Assert.Null(Pull(state, Chunks[1].Encrypted).Tag);
        Assert.Equal(Chunks[0].Tag, Pull(state, Chunks[0].Encrypted).Tag);
        Assert.Null(Pull(state, Chunks[0].Encrypted).Tag);
        Assert.Equal((Chunks[1].Tag, Chunks[1].Plain), Pull(state, Chunks[1].Encrypted));
        Assert.Null(Pull(state, Chunks[2].Encrypted[..32]).Tag);
    }

    private static string Push(SecretStreamState state, byte[] plain, byte tag)
    {
        var output = new byte[plain.Length + SecretStreamState.Overhead];
        state.Push(plain, tag, output);
        return Convert.ToHexString(output).ToLowerInvariant();
    }

    private static (byte? Tag, string? Plain) Pull(SecretStreamState state, string encrypted)
    {
        var input = Convert.FromHexString(encrypted);
        var plain = new byte[Math.Max(0, input.Length - SecretStreamState.Overhead)];
        return state.Pull(input, plain) is { } tag ? (tag, Convert.ToHexString(plain).ToLowerInvariant()) : (null, null);
    }
}
