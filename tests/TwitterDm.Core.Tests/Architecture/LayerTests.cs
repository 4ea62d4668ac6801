using TwitterDm.Testing.Architecture;

namespace TwitterDm.Core.Tests.Architecture;

/// <summary>The layers of the core: each uses only those below it, and no namespaces form a cycle.</summary>
public sealed class LayerTests
{
    private const string Root = "TwitterDm";
    private const string Front = $"{Root}.Front";

    // The namespace TwitterDm is what users type, so it holds the nouns of the model; these types of the front are in it, too.
    private static readonly string[] FrontTypes =
    [
        "DmClient", "DmConnection", "DmConversationListing", "DmMediaSaver", "DmConnectionOptions", "DmSignIn", "DmSignInOptions",
    ];

    private static readonly LayerRules Layers = new(
        Root,
        "Front",
        "Watching",
        "Archive Listing Sending Transcripts",
        "Media Chat",
        "Api",
        "Http",
        "Auth",
        "RateLimiting",
        "Usage",
        "Profiles",
        "Accounts",
        "Problems Storage Notices",
        ".",
        "Text Json");

    [Fact]
    public void Each_layer_uses_only_those_below_it()
    {
        var violations = Layers.FindViolations(DependencyGraph.Of(typeof(DmClient).Assembly, Root, Place));
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    private static string Place(string type, string ownNamespace)
        => Array.Exists(FrontTypes, front => IsOrIsIn(type, $"{Root}.{front}")) ? Front : ownNamespace;

    private static bool IsOrIsIn(string type, string outer)
        => string.Equals(type, outer, StringComparison.Ordinal)
        || type.StartsWith(outer + "+", StringComparison.Ordinal)
        || type.StartsWith(outer + "/", StringComparison.Ordinal);
}
