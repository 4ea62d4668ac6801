namespace TwitterDm.Chat;

/// <summary>
/// The pages that were read last, whose events are kept as they were read and decrypted: the one that goes down the pipeline, and the one
/// that was read ahead. The events of all others are packed, so that a thousand conversations can wait for their turn. Thread-safe.
/// </summary>
internal sealed class OpenPages
{
    private const int Capacity = 2;

    private readonly Queue<IReadOnlyList<ChatItem>> _pages = new();

    /// <summary>Adds a page, and packs the events of the one before the last.</summary>
    public void Add(IReadOnlyList<ChatItem> items)
    {
        IReadOnlyList<ChatItem> oldest = [];
        lock (_pages)
        {
            _pages.Enqueue(items);
            if (_pages.Count > Capacity)
                oldest = _pages.Dequeue();
        }

        foreach (var item in oldest)
            item.Pack();
    }
}
