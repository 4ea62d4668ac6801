using System.Collections;
using System.Collections.ObjectModel;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>
/// A read-only list that prints its items, so that a CSV cell never contains a type name. PowerShell finds the text of a deserialized copy by
/// the name of this type, which unlike that of <see cref="DmList{T}"/> contains no version.
/// </summary>
public abstract class DmList : IList
{
    private readonly IList _items;

    private protected DmList(IList items) => _items = items;

    /// <summary>The number of items.</summary>
    public int Count => _items.Count;

    bool IList.IsFixedSize => _items.IsFixedSize;

    bool IList.IsReadOnly => _items.IsReadOnly;

    bool ICollection.IsSynchronized => _items.IsSynchronized;

    object ICollection.SyncRoot => _items.SyncRoot;

    object? IList.this[int index] { get => _items[index]; set => _items[index] = value; }

    /// <summary>Items as the text of a list: separated by a semicolon and a space, and safe to print.</summary>
    /// <param name="items">The items.</param>
    /// <returns>The text; an empty string without items.</returns>
    public static string Join(IEnumerable items) => string.Join("; ", items.Cast<object?>().Select(item => VisibleText.Of(item?.ToString())));

    /// <summary>The items, separated by a semicolon and a space; an empty string for an empty list.</summary>
    public override string ToString() => Join(_items);

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    int IList.Add(object? value) => _items.Add(value);

    void IList.Clear() => _items.Clear();

    bool IList.Contains(object? value) => _items.Contains(value);

    int IList.IndexOf(object? value) => _items.IndexOf(value);

    void IList.Insert(int index, object? value) => _items.Insert(index, value);

    void IList.Remove(object? value) => _items.Remove(value);

    void IList.RemoveAt(int index) => _items.RemoveAt(index);

    void ICollection.CopyTo(Array array, int index) => _items.CopyTo(array, index);
}

/// <summary>A read-only list that prints its items, so that a CSV cell never contains a type name.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class DmList<T> : DmList, IReadOnlyList<T>
{
    private readonly ReadOnlyCollection<T> _items;

    /// <summary>Creates a list of the items.</summary>
    /// <param name="items">The items; they are copied.</param>
    public DmList(IEnumerable<T> items)
        : this(new ReadOnlyCollection<T>([.. items]))
    {
    }

    private DmList(ReadOnlyCollection<T> items)
        : base(items)
        => _items = items;

    /// <summary>An empty list.</summary>
    internal static DmList<T> Empty { get; } = new(Array.Empty<T>());

    /// <summary>The item at a position.</summary>
    /// <param name="index">The position, from 0.</param>
    public T this[int index] => _items[index];

    /// <summary>The items in order.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();
}
