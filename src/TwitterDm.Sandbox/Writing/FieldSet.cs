namespace TwitterDm.Sandbox.Writing;

/// <summary>The fields of a user, a post or a medium that are written: those that always are, and those asked for.</summary>
internal sealed class FieldSet
{
    private readonly HashSet<string> _names;

    private FieldSet(HashSet<string> names) => _names = names;

    public bool Has(string name) => _names.Contains(name);

    public static FieldSet Of(IEnumerable<string> requested, params string[] always) =>
        new(new HashSet<string>(requested.Concat(always), StringComparer.Ordinal));
}
