using System.Runtime.InteropServices;
using TwitterDm.Accounts;

namespace TwitterDm.Chat;

/// <summary>
/// The last events of a run and who wrote those that are messages, to find edits and deletions by somebody else. Thread-safe, bounded.
/// </summary>
/// <param name="recent">The messages that were read or sent before over the same connection, some of which X no longer lists.</param>
internal sealed class MessageAuthors(RecentChatMessages recent)
{
    private const int Capacity = 20_000;
    private const string BeforeAll = "0";

    private readonly object _gate = new();
    private readonly Dictionary<Event, StoredId?> _authors = [];
    private readonly Queue<Event> _order = new();
    private readonly RecentIds _deletions = new();
    private readonly Dictionary<string, string> _oldest = new(StringComparer.Ordinal);

    /// <summary>Remembers the author of a message.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="authorId">The author.</param>
    /// <param name="isVerified">Whether that is proven; otherwise only X says so.</param>
    public void Add(string conversationId, string messageId, string authorId, bool isVerified)
    {
        lock (_gate)
        {
            var message = See(new(conversationId, new(messageId)));
            if (isVerified || _authors[message] is null)
                _authors[message] = new(authorId);
        }
    }

    /// <summary>Remembers that an event is in X's list, whoever wrote it.</summary>
    /// <param name="conversationId">The conversation, whose list is read from the newest event on.</param>
    /// <param name="eventId">The event.</param>
    public void See(string conversationId, string eventId)
    {
        lock (_gate)
        {
            See(new(conversationId, new(eventId)));
            if (Ids.IsOrdered(eventId) && (!_oldest.TryGetValue(conversationId, out var oldest) || Ids.Compare(eventId, oldest) < 0))
                _oldest[conversationId] = eventId;
        }
    }

    /// <summary>Remembers that a conversation's list was read to its end: whatever is older is not in it.</summary>
    public void SeeEnd(string conversationId)
    {
        lock (_gate)
            _oldest[conversationId] = BeforeAll;
    }

    /// <summary>Remembers that a user deleted a message for everyone, as their signature proves.</summary>
    public void AddDeletion(string conversationId, string messageId, string userId)
    {
        lock (_gate)
            _deletions.Add(Deletion(conversationId, messageId, userId));
    }

    /// <summary>
    /// Whether a user may edit a message: the author may. The author of a deleted message is no longer known. Outside of groups, whose
    /// admins can delete what others wrote, it is the user who deleted it.
    /// </summary>
    public bool CanEdit(string? userId, string conversationId, string? messageId)
    {
        if (Find(conversationId, messageId) is { } author)
            return Participation.CanChange(userId, author, []);
        if (userId is null || messageId is null || Ids.UsersOf(conversationId).Count == 0 || !IsGone(conversationId, messageId))
            return false;
        lock (_gate)
            return _deletions.Has(Deletion(conversationId, messageId, userId));
    }

    /// <summary>
    /// Whether an event is certainly not in X's list any more: the list was read beyond its place, and it was not there. That is how X
    /// shows a deletion, so that nobody can see who wrote what was deleted.
    /// </summary>
    public bool IsGone(string conversationId, string eventId)
    {
        lock (_gate)
        {
            return Ids.IsOrdered(eventId) && _oldest.TryGetValue(conversationId, out var oldest) && Ids.Compare(eventId, oldest) >= 0
                && _order.Count < Capacity && !_authors.ContainsKey(new(conversationId, new(eventId)));
        }
    }

    /// <summary>The author; null if the message was not seen.</summary>
    public string? Find(string conversationId, string? messageId)
    {
        lock (_gate)
        {
            return messageId is null ? null
                : _authors.GetValueOrDefault(new(conversationId, new(messageId))) is { } author ? author.ToString()
                : recent.Find(conversationId, messageId)?.SenderId;
        }
    }

    private Event See(Event item)
    {
        if (_authors.TryAdd(item, null))
            _order.Enqueue(item);
        if (_order.Count > Capacity)
            _authors.Remove(_order.Dequeue());
        return item;
    }

    private static string Deletion(string conversationId, string messageId, string userId) => $"{conversationId} {messageId} {userId}";

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Event(string ConversationId, StoredId Id);
}
