using System.Reflection;
using TwitterDm.Testing;
using TwitterDm.Testing.Architecture;

namespace TwitterDm.Pester.Tests.Architecture;

/// <summary>The layers of the module: each uses only those below it, and no namespaces form a cycle.</summary>
public sealed class LayerTests
{
    private const string Root = "TwitterDm";
    private const string Import = $"{Root}.Import";

    // The module's own types in the namespace that it shares with the core's model.
    private static readonly string[] ImportTypes = [$"{Root}.ModuleInitializer", $"{Root}.PublicTypes"];

    // What the core has is below all of these, and not listed.
    private static readonly LayerRules Layers = new(Root, "Import", "Commands", "Binding Output", "Session");

    [Fact]
    public void Each_layer_uses_only_those_below_it()
    {
        var module = Assembly.LoadFrom(Path.Combine(Repository.Root, "out", "TwitterDm", "TwitterDm.dll"));

        var violations = Layers.FindViolations(DependencyGraph.Of(module, Root, Place));

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    private static string Place(string type, string ownNamespace)
        => Array.Exists(ImportTypes, import => type.StartsWith(import, StringComparison.Ordinal)) ? Import : ownNamespace;
}
