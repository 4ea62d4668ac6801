using System.Security.Cryptography;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Chat;

/// <summary>
/// The keys of conversations, by conversation and version: versions are times and can coincide. Thread-safe, bounded: the conversation that
/// was used longest ago is dropped first. Keys are wiped when they are dropped.
/// </summary>
internal sealed class ConversationKeyring : IDisposable
{
    private const int MaxConversations = 5_000;
    private const int MaxVersionLength = 40;

    // No user has this id.
    private const string Own = "own";

    private readonly object _gate = new();
    private readonly Dictionary<string, Conversation> _conversations = new(StringComparer.Ordinal);
    private readonly LinkedList<string> _recent = [];
    private long _changes;
    private bool _isDisposed;

    /// <summary>Whether a key of this version is known.</summary>
    public bool Has(string conversationId, string? version)
    {
        lock (_gate)
        {
            return version is not null
                && _conversations.TryGetValue(conversationId, out var conversation)
                && conversation.Versions.Has(version);
        }
    }

    /// <summary>Whether a sender's change of a conversation's key to this version was verified, and the key could be decrypted.</summary>
    public bool IsVerified(string conversationId, string version, string senderId)
    {
        lock (_gate)
            return _conversations.TryGetValue(conversationId, out var conversation) && conversation.Versions.IsVerified(version, senderId);
    }

    /// <summary>Keeps a copy of a key.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="version">The version.</param>
    /// <param name="key">The key.</param>
    /// <param name="isVerified">Whether the change that brought it was verified; such a key comes before others.</param>
    /// <param name="senderId">Who signed the change; null for a key of this library.</param>
    public void Add(string conversationId, string version, ReadOnlySpan<byte> key, bool isVerified, string? senderId = null)
    {
        if (version.Length > MaxVersionLength)
            return;
        lock (_gate)
        {
            if (_isDisposed)
                return;
            var conversation = Use(conversationId);
            conversation.Versions.Add(version, key, isVerified ? senderId ?? Own : null);
            conversation.Changes = ++_changes;
        }
    }

    /// <summary>A number that changes whenever the conversation gets a key; 0 if it has none.</summary>
    public long ChangesOf(string conversationId)
    {
        lock (_gate)
            return _conversations.TryGetValue(conversationId, out var conversation) ? conversation.Changes : 0;
    }

    /// <summary>Decrypts with the keys of a version; null if none of them fits.</summary>
    public byte[]? Open(string conversationId, string version, ReadOnlySpan<byte> encrypted)
        => Open(Copy(conversationId, versions => versions.Of(version)), encrypted);

    /// <summary>Decrypts with any key of the conversation, from the newest one to the oldest; null if none of them fits.</summary>
    public byte[]? OpenWithAny(string conversationId, ReadOnlySpan<byte> encrypted)
        => Open(Copy(conversationId, versions => versions.NewestFirst()), encrypted);

    /// <summary>
    /// Copies of the keys of a version, which the caller wipes; without a version, of all keys, from the newest to the oldest.
    /// </summary>
    public IReadOnlyList<byte[]> CopyOf(string conversationId, string? version)
        => Copy(conversationId, versions => version is null ? versions.NewestFirst() : versions.Of(version));

    /// <summary>
    /// The newest version whose change was verified, with a copy of its key, which the caller wipes; null if there is none. Only such a key
    /// may encrypt.
    /// </summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="now">The time at X, which no version is far ahead of; null for any version.</param>
    /// <param name="maySign">Whether a user may change the key; null for everyone. A key of this library is always good.</param>
    public (string Version, byte[] Key)? LatestVerified(
        string conversationId,
        DateTimeOffset? now = null,
        Predicate<string>? maySign = null)
    {
        lock (_gate)
        {
            return _conversations.TryGetValue(conversationId, out var conversation)
                && conversation.Versions.LatestVerified(
                    version => now is null || ChatTime.CanBeNewest(version, now.Value),
                    sender => maySign is null || string.Equals(sender, Own, StringComparison.Ordinal) || maySign(sender))
                    is { } latest
                ? (latest.Version, [.. latest.Key.Key])
                : null;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (var conversation in _conversations.Values)
                conversation.Versions.Wipe();
            _conversations.Clear();
            _recent.Clear();
        }
    }

    private static byte[]? Open(List<byte[]> keys, ReadOnlySpan<byte> encrypted)
    {
        byte[]? plain = null;
        foreach (var key in keys)
        {
            plain ??= SecretBox.Open(key, encrypted);
            CryptographicOperations.ZeroMemory(key);
        }

        return plain;
    }

    // Copies, because another thread can drop and wipe a key at any time.
    private List<byte[]> Copy(string conversationId, Func<ConversationVersions, IEnumerable<ConversationVersions.Candidate>> select)
    {
        lock (_gate)
        {
            return _conversations.ContainsKey(conversationId)
                ? [.. select(Use(conversationId).Versions).Select(candidate => candidate.Key.ToArray())]
                : [];
        }
    }

    private Conversation Use(string conversationId)
    {
        if (_conversations.TryGetValue(conversationId, out var conversation))
        {
            _recent.Remove(conversation.Place);
            _recent.AddFirst(conversation.Place);
            return conversation;
        }

        if (_conversations.Count >= MaxConversations)
        {
            var oldest = _recent.Last!.Value;
            _conversations[oldest].Versions.Wipe();
            _conversations.Remove(oldest);
            _recent.RemoveLast();
        }

        conversation = new(_recent.AddFirst(conversationId));
        _conversations.Add(conversationId, conversation);
        return conversation;
    }

    private sealed class Conversation(LinkedListNode<string> place)
    {
        public LinkedListNode<string> Place => place;

        public long Changes { get; set; }

        public ConversationVersions Versions { get; } = new();
    }
}
