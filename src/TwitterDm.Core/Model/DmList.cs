using System.Collections.ObjectModel;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>A read-only list that prints its items, so that a CSV cell never contains a type name.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class DmList<T> : ReadOnlyCollection<T>
{
    /// <summary>Creates a list of the items.</summary>
    /// <param name="items">The items; they are copied.</param>
    public DmList(IEnumerable<T> items)
        : base([.. items])
    {
    }

    /// <summary>An empty list.</summary>
    internal static new DmList<T> Empty { get; } = new([]);

    /// <summary>The items, separated by a semicolon and a space; an empty string for an empty list.</summary>
    public override string ToString() => string.Join("; ", this.Select(item => VisibleText.Of(item?.ToString())));
}
