using System.Collections;
using TwitterDm.Chat;

namespace TwitterDm.Listing.Merging;

/// <summary>The events of a page of X Chat, each of which is decrypted when it is first read: most pages are not read to their end.</summary>
/// <param name="items">The events as they were received.</param>
/// <param name="decode">Decrypts an event.</param>
internal sealed class DecodedEvents(IReadOnlyList<ChatItem> items, Func<ChatItem, DmEvent> decode) : IReadOnlyList<DmEvent>
{
    private readonly DmEvent?[] _decoded = new DmEvent?[items.Count];

    /// <inheritdoc/>
    public int Count => items.Count;

    /// <inheritdoc/>
    public DmEvent this[int index] => _decoded[index] ??= decode(items[index]);

    /// <inheritdoc/>
    public IEnumerator<DmEvent> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
