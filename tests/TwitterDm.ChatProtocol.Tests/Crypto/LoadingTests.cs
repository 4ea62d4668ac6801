using System.Reflection;
using System.Runtime.Loader;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.ChatProtocol.Tests.Crypto;

/// <summary>BouncyCastle is large, so it is loaded only when something is encrypted or decrypted.</summary>
public sealed class LoadingTests
{
    [Fact]
    public void Verifying_and_importing_private_keys_does_not_load_BouncyCastle()
    {
        using var keys = ChatPrivateKeys.Generate();
        var context = new RecordingContext();
        var assembly = context.LoadFromAssemblyPath(typeof(ChatPrivateKeys).Assembly.Location);
        var copy = Call(assembly, "ChatPrivateKeys", "FromBlob")(keys.ToBlob());
        var publicKey = (byte[])copy.GetType().GetProperty("SigningPublicKey")!.GetValue(copy)!;
        Assert.Equal(keys.SigningPublicKey, publicKey);
        var verify = assembly.GetType(typeof(ChatSignature).FullName!)!.GetMethod("Verify")!.CreateDelegate<VerifySignature>();
        Assert.True(verify(publicKey, "text", keys.Sign("text")));

        // macOS does not compute the public point of a private key.
        if (!OperatingSystem.IsMacOS())
            Assert.DoesNotContain("BouncyCastle.Cryptography", context.Requested);
        var newKey = Call(assembly, "ConversationKeys", "New", parameters: 0)([]);
        var seal = assembly.GetType(typeof(SecretBox).FullName!)!.GetMethod("Seal", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<SealBox>();
        Assert.NotEmpty(seal((byte[])newKey, "plain"u8));
        Assert.Contains("BouncyCastle.Cryptography", context.Requested);
        context.Unload();
    }

    private delegate bool VerifySignature(ReadOnlySpan<byte> key, string? text, string? signature);

    private delegate byte[] SealBox(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain);

    private delegate object FromSpan(ReadOnlySpan<byte> input);

    private static Func<byte[], object> Call(Assembly assembly, string type, string method, int parameters = 1)
    {
        var found = assembly.GetType($"{typeof(ChatPrivateKeys).Namespace}.{type}")!.GetMethod(method)!;
        return parameters == 0 ? _ => found.Invoke(null, [])! : input => found.CreateDelegate<FromSpan>()(input);
    }

    private sealed class RecordingContext() : AssemblyLoadContext("copy", isCollectible: true)
    {
        public List<string> Requested { get; } = [];

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            Requested.Add(assemblyName.Name!);
            return null;
        }
    }
}
