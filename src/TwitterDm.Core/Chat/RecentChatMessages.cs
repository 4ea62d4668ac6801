using System.Runtime.InteropServices;
using TwitterDm.Accounts;
using TwitterDm.ChatProtocol;

namespace TwitterDm.Chat;

/// <summary>
/// The messages of X Chat that were read last, encoded as they came: an answer carries its original, and a change has to fit what it
/// changes. Bounded by their number and their size. Thread-safe.
/// </summary>
internal sealed class RecentChatMessages
{
    private const int Capacity = 1_000;
    private const int MaxEdits = 8;
    private const int MaxEditBytes = 16 * 1024;
    private const long MaxBytes = 4 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly Dictionary<Key, byte[]> _messages = [];
    private readonly Queue<Key> _order = new();
    private readonly Dictionary<Key, List<ChatEvent>> _edits = [];
    private readonly Queue<Key> _editOrder = new();
    private long _bytes;

    /// <summary>Remembers a message.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="message">The encoded event, which takes a fraction of the memory of one that was read.</param>
    public void Add(string conversationId, string eventId, byte[] message)
    {
        var key = new Key(conversationId, new(eventId));
        if (message.Length > MaxBytes)
            return;
        lock (_gate)
        {
            if (!_messages.TryAdd(key, message))
                return;
            _order.Enqueue(key);
            _bytes += message.Length;
            while (_order.Count > Capacity || _bytes > MaxBytes)
            {
                _messages.Remove(_order.Dequeue(), out var oldest);
                _bytes -= oldest!.Length;
            }
        }
    }

    /// <summary>The message; null if it was not read, or too long ago.</summary>
    public ChatEvent? Find(string conversationId, string eventId)
    {
        lock (_gate)
            return _messages.TryGetValue(new(conversationId, new(eventId)), out var message) ? ChatEvent.Read(message) : null;
    }

    /// <summary>Remembers a proven edit of a message.</summary>
    public void AddEdit(string conversationId, string eventId, ChatEvent edit)
    {
        var key = new Key(conversationId, new(eventId));
        if (edit.Contents?.Length > MaxEditBytes)
            return;
        lock (_gate)
        {
            if (!_edits.TryGetValue(key, out var edits))
            {
                _edits.Add(key, edits = []);
                _editOrder.Enqueue(key);
            }

            if (edits.Count < MaxEdits && !edits.Exists(other => string.Equals(other.MessageId, edit.MessageId, StringComparison.Ordinal)))
                edits.Add(edit);
            if (_editOrder.Count > Capacity)
                _edits.Remove(_editOrder.Dequeue());
        }
    }

    /// <summary>The edits of a message that were read; null if there may be others.</summary>
    public IReadOnlyList<ChatEvent>? FindEdits(string conversationId, string eventId)
    {
        lock (_gate)
            return !_edits.TryGetValue(new(conversationId, new(eventId)), out var edits) ? [] : edits.Count < MaxEdits ? [.. edits] : null;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Key(string ConversationId, StoredId EventId);
}
