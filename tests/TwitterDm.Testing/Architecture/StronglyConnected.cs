namespace TwitterDm.Testing.Architecture;

/// <summary>Finds the strongly connected components of a graph: groups in which every node reaches every other.</summary>
internal static class StronglyConnected
{
    /// <summary>Finds all groups of more than one namespace, the largest first.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Find(IEnumerable<string> names, IEnumerable<NamespaceDependency> dependencies)
    {
        var targets = dependencies.ToLookup(dependency => dependency.From, dependency => dependency.To, StringComparer.Ordinal);
        var reached = names.ToDictionary(name => name, name => Reach(name, targets), StringComparer.Ordinal);
        return
        [
            .. reached
                .Keys.Where(name => reached[name].Contains(name))
                .GroupBy(
                    name =>
                        reached[name]
                            .Where(other => reached.TryGetValue(other, out var others) && others.Contains(name))
                            .Min(StringComparer.Ordinal),
                    StringComparer.Ordinal)
                .Select(group => group.Order(StringComparer.Ordinal).ToArray())
                .OrderByDescending(group => group.Length),
        ];
    }

    // Assemblies have tens of namespaces, so walking from each of them costs nothing.
    private static HashSet<string> Reach(string start, ILookup<string, string> targets)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>(targets[start]);
        while (pending.TryPop(out var name))
        {
            if (!reached.Add(name))
                continue;
            foreach (var target in targets[name])
                pending.Push(target);
        }

        return reached;
    }
}
