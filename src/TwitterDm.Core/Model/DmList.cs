using System.Collections;
using System.Collections.ObjectModel;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>
/// A read-only list that prints its items, so that a CSV cell never contains a type name. PowerShell finds the text of a deserialized copy
/// by the name of this type, which unlike that of <see cref="DmList{T}"/> contains no version.
/// </summary>
public abstract class DmList
{
    private protected DmList()
    {
    }

    /// <summary>Items as the text of a list: separated by a semicolon and a space, and safe to print.</summary>
    /// <param name="items">The items.</param>
    /// <returns>The text; an empty string without items.</returns>
    public static string Join(IEnumerable items)
        => string.Join("; ", items.Cast<object?>().Select(item => VisibleText.Of(item?.ToString())));
}

/// <summary>A read-only list that prints its items, so that a CSV cell never contains a type name.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class DmList<T> : DmList, IReadOnlyList<T>, IList
{
    private readonly ReadOnlyCollection<T> _items;

    /// <summary>Creates a list of the items.</summary>
    /// <param name="items">The items; they are copied.</param>
    public DmList(IEnumerable<T> items) => _items = new([.. items]);

    private DmList(ReadOnlyCollection<T> items) => _items = items;

    /// <summary>The number of items.</summary>
    public int Count => _items.Count;

    bool IList.IsFixedSize => true;

    bool IList.IsReadOnly => true;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => _items;

    /// <summary>An empty list.</summary>
    internal static DmList<T> Empty { get; } = new([]);

    /// <summary>A list of items that are not copied: nothing else may change them.</summary>
    internal static DmList<T> Adopt(List<T> items) => items.Count == 0 ? Empty : new(items.AsReadOnly());

    private IList Untyped => _items;

    /// <summary>The item at a position.</summary>
    /// <param name="index">The position, from 0.</param>
    public T this[int index] => _items[index];

    object? IList.this[int index] { get => _items[index]; set => Untyped[index] = value; }

    /// <summary>The items in order.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    /// <summary>The items, separated by a semicolon and a space; an empty string for an empty list.</summary>
    public override string ToString() => Join(_items);

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    bool IList.Contains(object? value) => Untyped.Contains(value);

    int IList.IndexOf(object? value) => Untyped.IndexOf(value);

    void ICollection.CopyTo(Array array, int index) => Untyped.CopyTo(array, index);

    // The list is read-only: these throw.
    int IList.Add(object? value) => Untyped.Add(value);

    void IList.Clear() => Untyped.Clear();

    void IList.Insert(int index, object? value) => Untyped.Insert(index, value);

    void IList.Remove(object? value) => Untyped.Remove(value);

    void IList.RemoveAt(int index) => Untyped.RemoveAt(index);
}
