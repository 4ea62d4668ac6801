namespace TwitterDm.Testing.Architecture;

/// <summary>The layers of an assembly: each uses only those below it.</summary>
/// <remarks>
/// A layer is one namespace or several that do not use each other. A namespace belongs to the listed one that it equals or is below; of
/// several, to the longest. Within a listed namespace, those below it may use each other, but not in a cycle.
/// </remarks>
public sealed class LayerRules
{
    private readonly string _root;
    private readonly string[][] _layers;

    /// <summary>Creates the rules.</summary>
    /// <param name="root">The namespace that the names in the layers are relative to.</param>
    /// <param name="topToBottom">
    /// The layers, from the one that uses all others to the one that uses none: each a namespace, or several separated by spaces.
    /// <c>.</c> is the root itself.
    /// </param>
    public LayerRules(string root, params string[] topToBottom)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(topToBottom);
        _root = root;
        _layers = [.. topToBottom.Select(layer => layer.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(FullName).ToArray())];
    }

    /// <summary>Compares a graph with the rules.</summary>
    /// <param name="graph">The namespaces of the assembly.</param>
    /// <returns>A description of each violation; an empty list where the assembly keeps the rules.</returns>
    public IReadOnlyList<string> FindViolations(DependencyGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return
        [
            .. FindUnlisted(graph),
            .. FindEmpty(graph),
            .. graph.Dependencies.Select(Describe).OfType<string>(),
            .. graph.Cycles.Select(cycle => DescribeCycle(cycle, graph)),
        ];
    }

    private string FullName(string name) => name == "." ? _root : $"{_root}.{name}";

    private string? FindListed(string name) => _layers
        .SelectMany(layer => layer)
        .Where(listed => listed == _root ? name == _root : DependencyGraph.IsWithin(name, listed))
        .MaxBy(listed => listed.Length);

    private int LevelOf(string listed) => Array.FindIndex(_layers, layer => layer.Contains(listed, StringComparer.Ordinal));

    private IEnumerable<string> FindUnlisted(DependencyGraph graph) =>
        graph.Namespaces.Where(name => FindListed(name) is null).Select(name => $"{name} belongs to no layer.");

    private IEnumerable<string> FindEmpty(DependencyGraph graph) => _layers
        .SelectMany(layer => layer)
        .Where(listed => !graph.Namespaces.Any(name => FindListed(name) == listed))
        .Select(listed => $"{listed} is listed, but no type is in it.");

    private string? Describe(NamespaceDependency dependency)
    {
        if (FindListed(dependency.From) is not { } from || FindListed(dependency.To) is not { } to || from == to)
            return null;
        var (user, used) = (LevelOf(from), LevelOf(to));
        if (user < used)
            return null;
        return user == used ? $"Within one layer: {dependency}" : $"To a higher layer: {dependency}";
    }

    private static string DescribeCycle(IReadOnlyList<string> cycle, DependencyGraph graph)
    {
        var edges = graph.Dependencies.Where(dependency => cycle.Contains(dependency.From) && cycle.Contains(dependency.To));
        return $"Cycle of {cycle.Count} namespaces: {string.Join(", ", cycle)}"
            + string.Join("", edges.Select(edge => $"{Environment.NewLine}   {edge}"));
    }
}
