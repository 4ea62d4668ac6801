using TwitterDm.Testing.Architecture;

namespace TwitterDm.ChatProtocol.Tests.Architecture;

/// <summary>The layers of the assembly: Thrift and the cryptography do not know each other, and nothing above them.</summary>
public sealed class LayerTests
{
    private const string Root = "TwitterDm.ChatProtocol";

    private static readonly LayerRules Layers = new(Root, "Writing", ".", "Thrift Crypto");

    [Fact]
    public void Each_layer_uses_only_those_below_it()
    {
        var violations = Layers.FindViolations(DependencyGraph.Of(typeof(ChatEvent).Assembly, Root));
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Fact]
    public void Only_the_cryptography_uses_BouncyCastle()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(TwitterDm.Testing.Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(path => File.ReadAllText(path).Contains("using Org.BouncyCastle", StringComparison.Ordinal))
            .Select(path => Path.GetFileName(Path.GetDirectoryName(path)))
            .Distinct();
        Assert.Equal(["Crypto"], sources);
    }

    [Fact]
    public void Nothing_is_public() => Assert.Empty(typeof(ChatEvent).Assembly.GetExportedTypes());
}
