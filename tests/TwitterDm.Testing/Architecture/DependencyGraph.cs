using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace TwitterDm.Testing.Architecture;

/// <summary>Which namespaces of an assembly use which others, read from its metadata and its method bodies.</summary>
/// <remarks>
/// ArchUnitNET finds the references: base types, fields, signatures, constraints, attributes, generic arguments and instructions, those of
/// lambdas, iterators and async methods included. What the compiler leaves no trace of (constants, <c>nameof</c>) cannot be found, and a
/// <c>catch</c> clause whose exception is not used is not.
/// </remarks>
public sealed class DependencyGraph
{
    private DependencyGraph(IReadOnlyList<string> namespaces, IReadOnlyList<NamespaceDependency> dependencies)
    {
        Namespaces = namespaces;
        Dependencies = dependencies;
        Cycles = StronglyConnected.Find(namespaces, dependencies);
    }

    /// <summary>All namespaces with at least one type, in alphabetical order.</summary>
    public IReadOnlyList<string> Namespaces { get; }

    /// <summary>Every pair of namespaces of which one uses the other, in alphabetical order.</summary>
    public IReadOnlyList<NamespaceDependency> Dependencies { get; }

    /// <summary>Groups of namespaces that all reach each other, the largest first. Without cycles the list is empty.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cycles { get; }

    /// <summary>Reads an assembly.</summary>
    /// <param name="assembly">The compiled assembly; it is read from its file.</param>
    /// <param name="root">The namespace to look at, with all below it.</param>
    /// <param name="place">
    /// The namespace that a type counts for, by the full name of the type and its namespace; null for its own. For namespaces whose types
    /// belong to more than one layer.
    /// </param>
    /// <returns>The graph of its namespaces.</returns>
    /// <exception cref="ArgumentException">No type of the assembly is in that namespace.</exception>
    public static DependencyGraph Of(Assembly assembly, string root, Func<string, string, string>? place = null)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentException.ThrowIfNullOrEmpty(root);
        var types = new ArchLoader().LoadAssemblies(assembly).Build().Types.Where(type => IsWithin(type.Namespace.FullName, root)).ToList();
        if (types.Count == 0)
            throw new ArgumentException($"{assembly.GetName().Name} has no types in the namespace {root}.", nameof(root));
        string Place(IType type) => place?.Invoke(type.FullName, type.Namespace.FullName) ?? type.Namespace.FullName;
        return new DependencyGraph(
            [.. types.Select(Place).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. FindDependencies(types, root, Place)]);
    }

    /// <summary>Whether a namespace is another one, or below it.</summary>
    internal static bool IsWithin(string name, string root) =>
        name.StartsWith(root, StringComparison.Ordinal) && (name.Length == root.Length || name[root.Length] == '.');

    private static IEnumerable<NamespaceDependency> FindDependencies(IEnumerable<IType> types, string root, Func<IType, string> place) => types
        .SelectMany(type => type.Dependencies)
        // The loader finds a type parameter by its name alone, and so can take it for one of another type.
        .Where(dependency => dependency.Target is not GenericParameter)
        .Where(dependency => IsWithin(dependency.Target.Namespace.FullName, root))
        .GroupBy(dependency => (From: place(dependency.Origin), To: place(dependency.Target)))
        .Where(pair => pair.Key.From != pair.Key.To)
        .OrderBy(pair => pair.Key.From, StringComparer.Ordinal).ThenBy(pair => pair.Key.To, StringComparer.Ordinal)
        .Select(pair => new NamespaceDependency(pair.Key.From, pair.Key.To, ExamplesOf(pair)));

    private static string[] ExamplesOf(IEnumerable<ITypeDependency> dependencies) =>
    [
        .. dependencies
            .GroupBy(dependency => (dependency.Origin, dependency.Target))
            .Select(pair => pair.Select(Describe).Max(StringComparer.Ordinal)!)
            .Order(StringComparer.Ordinal),
    ];

    private static string Describe(ITypeDependency dependency) => dependency is IMemberTypeDependency { OriginMember: var member }
        ? $"{dependency.Origin.Name}.{member.Name} -> {dependency.Target.Name}"
        : $"{dependency.Origin.Name} -> {dependency.Target.Name}";
}
