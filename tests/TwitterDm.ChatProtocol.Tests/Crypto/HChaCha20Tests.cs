using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.ChatProtocol.Tests.Crypto;

public sealed class HChaCha20Tests
{
    [Theory]
    // draft-irtf-cfrg-xchacha-03, section 2.2.1.
    [InlineData(
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "000000090000004a0000000031415927",
        "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc")]
    // libsodium, test/default/xchacha20.c.
    [InlineData(
        "24f11cce8a1b3d61e441561a696c1c1b7e173d084fd4812425435a8896a013dc",
        "d9660c5900ae19ddad28d6e06e45fe5e",
        "5966b3eec3bff1189f831f06afe4d4e3be97fa9235ec8c20d08acfbbb4e851e3")]
    [InlineData(
        "80a5f6272031e18bb9bcd84f3385da65e7731b7039f13f5e3d475364cd4d42f7",
        "c0eccc384b44c88e92c57eb2d5ca4dfa",
        "6ed11741f724009a640a44fce7320954c46e18e0d7ae063bdbc8d7cf372709df")]
    [InlineData(
        "cb1fc686c0eec11a89438b6f4013bf110e7171dace3297f3a657a309b3199629",
        "fcd49b93e5f8f299227e64d40dc864a3",
        "84b7e96937a1a0a406bb7162eeaad34308d49de60fd2f7ec9dc6a79cbab2ca34")]
    [InlineData(
        "c49758f00003714c38f1d4972bde57ee8271f543b91e07ebce56b554eb7fa6a7",
        "31f0204e10cf4f2035f9e62bb5ba7303",
        "0dd8cc400f702d2c06ed920be52048a287076b86480ae273c6d568a2e9e7518c")]
    public void The_published_vectors_are_met(string key, string input, string expected)
    {
        var output = new byte[32];
        HChaCha20.Derive(Convert.FromHexString(key), Convert.FromHexString(input), output);
        Assert.Equal(expected, Convert.ToHexString(output), ignoreCase: true);
    }
}
