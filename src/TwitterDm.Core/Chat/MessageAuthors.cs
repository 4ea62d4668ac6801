using System.Runtime.InteropServices;

namespace TwitterDm.Chat;

/// <summary>Who wrote the last messages of a run, to find edits and deletions by somebody else. Thread-safe, bounded.</summary>
internal sealed class MessageAuthors
{
    private const int Capacity = 20_000;

    private readonly object _gate = new();
    private readonly Dictionary<Message, string> _authors = [];
    private readonly Queue<Message> _order = new();

    /// <summary>Remembers the author of a message.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="authorId">The author.</param>
    /// <param name="isVerified">Whether that is proven; otherwise only X says so.</param>
    public void Add(string conversationId, string messageId, string authorId, bool isVerified)
    {
        lock (_gate)
        {
            var message = new Message(conversationId, messageId);
            if (!_authors.TryAdd(message, authorId))
            {
                if (isVerified)
                    _authors[message] = authorId;
                return;
            }

            _order.Enqueue(message);
            if (_order.Count > Capacity)
                _authors.Remove(_order.Dequeue());
        }
    }

    /// <summary>The author; null if the message was not seen.</summary>
    public string? Find(string conversationId, string? messageId)
    {
        lock (_gate)
            return messageId is null ? null : _authors.GetValueOrDefault(new(conversationId, messageId));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Message(string ConversationId, string Id);
}
