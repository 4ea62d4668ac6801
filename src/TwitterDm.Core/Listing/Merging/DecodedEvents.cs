using System.Collections;
using TwitterDm.Chat;

namespace TwitterDm.Listing.Merging;

/// <summary>
/// The events of a page of X Chat, each of which is decoded when it is due: most pages are not read to their end. They are read one after
/// the other, and an event that was passed is not kept.
/// </summary>
/// <param name="items">The events as they were received; those that were passed are removed.</param>
/// <param name="decode">Decodes an event.</param>
internal sealed class DecodedEvents(ChatItem?[] items, Func<ChatItem, DmEvent> decode) : IReadOnlyList<DmEvent>
{
    private int _index = -1;
    private DmEvent? _current;

    /// <inheritdoc/>
    public int Count => items.Length;

    /// <inheritdoc/>
    public DmEvent this[int index]
    {
        get
        {
            if (index == _index && _current is not null)
                return _current;
            _current = null;
            for (; _index < index; _index++)
            {
                if (_index >= 0)
                    items[_index] = null;
            }

            return _current = decode(items[index] ?? throw new InvalidOperationException("The event was passed."));
        }
    }

    /// <inheritdoc/>
    public IEnumerator<DmEvent> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
