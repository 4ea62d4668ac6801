using TwitterDm.Sandbox.Host;
using TwitterDm.Testing.Architecture;

namespace TwitterDm.Sandbox.Tests.Architecture;

/// <summary>The layers of the sandbox.</summary>
public sealed class LayerTests
{
    private const string Root = "TwitterDm.Sandbox";

    // From top to bottom. A namespace uses only those in the lines below it.
    private static readonly LayerRules Layers = new(
        Root,
        "Serving",
        "Faults",
        ".",
        "Pipeline SignIn",
        "Endpoints.Activity Endpoints.Chat Endpoints.Media Endpoints.Messages Endpoints.Users SignIn.OAuth1 SignIn.OAuth2",
        "Endpoints SignIn.Pages Traffic",
        "Authentication.OAuth1 Authentication.OAuth2",
        "Authentication Chat.Writing Messaging",
        "Activity",
        "Serialization",
        "Chat Paging Problems Uploads",
        "Chat.Samples",
        "Chat.Events",
        "Chat.Keys",
        "RateLimits Validation World",
        "Files",
        "Http Model",
        "Json");

    [Fact]
    public void Each_namespace_uses_only_lower_layers()
    {
        var violations = Layers.FindViolations(DependencyGraph.Of(typeof(SandboxApi).Assembly, Root));
        Assert.True(violations.Count == 0, string.Join(Environment.NewLine, violations));
    }

    [Fact]
    public void The_host_has_no_cycles() => Assert.Empty(DependencyGraph.Of(typeof(SandboxServer).Assembly, $"{Root}.Host").Cycles);
}
