using System.Collections.ObjectModel;

namespace TwitterDm;

/// <summary>A read-only list that prints as its items, so that a CSV cell never holds the name of a type.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class DmList<T> : ReadOnlyCollection<T>
{
    /// <summary>Makes a list of the items.</summary>
    /// <param name="items">The items; they are copied.</param>
    public DmList(IEnumerable<T> items)
        : base([.. items])
    {
    }

    /// <summary>The list without items.</summary>
    internal static new DmList<T> Empty { get; } = new([]);

    /// <summary>The items, separated by a semicolon and a space; nothing for an empty list.</summary>
    public override string ToString() => string.Join("; ", this);
}
