using System.Collections;
using System.Collections.ObjectModel;
using System.Text.Json;

namespace TwitterDm.Json;

/// <summary>A list in a response, as the lenient reader fills it.</summary>
internal interface IWireList : IList
{
    /// <summary>How many items could not be read, and are not in the list.</summary>
    int Unreadable { get; set; }
}

/// <summary>A list in a response. It never contains null: the strict reading fails on one, and the lenient one leaves it out.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class WireList<T> : Collection<T>, IWireList
{
    /// <inheritdoc/>
    public int Unreadable { get; set; }

    protected override void InsertItem(int index, T item)
    {
        if (item is null)
            throw new JsonException("A list contains null.");
        base.InsertItem(index, item);
    }
}
