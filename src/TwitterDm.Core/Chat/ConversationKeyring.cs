using System.Security.Cryptography;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Chat;

/// <summary>
/// The keys of conversations, by conversation and version: versions are times and can coincide. Thread-safe, bounded: the conversation that was used
/// longest ago is dropped first. Keys are wiped when they are dropped.
/// </summary>
internal sealed class ConversationKeyring : IDisposable
{
    private const int MaxConversations = 5_000;
    private const int MaxVersions = 500;

    // Different keys that claim to be the same version: only the right one opens a message.
    private const int MaxCandidates = 4;

    private const int MaxVersionLength = 40;

    private readonly object _gate = new();
    private readonly Dictionary<string, Conversation> _conversations = new(StringComparer.Ordinal);
    private readonly LinkedList<string> _recent = [];
    private long _changes;
    private bool _isDisposed;

    /// <summary>Whether a key of this version is known.</summary>
    public bool Has(string conversationId, string? version)
    {
        lock (_gate)
            return version is not null && _conversations.TryGetValue(conversationId, out var conversation) && conversation.Versions.ContainsKey(version);
    }

    /// <summary>Keeps a copy of a key.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="version">The version.</param>
    /// <param name="key">The key.</param>
    /// <param name="isVerified">Whether the change that brought it was verified; such a key comes before others.</param>
    public void Add(string conversationId, string version, ReadOnlySpan<byte> key, bool isVerified)
    {
        if (version.Length > MaxVersionLength)
            return;
        lock (_gate)
        {
            if (_isDisposed)
                return;
            var versions = Use(conversationId).Versions;
            if (!versions.TryGetValue(version, out var candidates))
            {
                if (versions.Count >= MaxVersions)
                    DropOldest(versions);
                versions.Add(version, candidates = []);
            }

            Add(candidates, key, isVerified);
            _conversations[conversationId].Changes = ++_changes;
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
        => Open(Copy(conversationId, versions => versions.GetValueOrDefault(version) ?? []), encrypted);

    /// <summary>Decrypts with any key of the conversation, from the newest one to the oldest; null if none of them fits.</summary>
    public byte[]? OpenWithAny(string conversationId, ReadOnlySpan<byte> encrypted)
        => Open(Copy(conversationId, versions => versions.Reverse().SelectMany(pair => pair.Value)), encrypted);

    /// <summary>
    /// The newest version whose change was verified, with a copy of its key, which the caller wipes; null if there is none. Only such a key may encrypt.
    /// </summary>
    public (string Version, byte[] Key)? LatestVerified(string conversationId)
    {
        lock (_gate)
        {
            if (!_conversations.TryGetValue(conversationId, out var conversation))
                return null;
            foreach (var (version, candidates) in conversation.Versions.Reverse())
            {
                if (candidates.Find(candidate => candidate.IsVerified) is { } verified)
                    return (version, [.. verified.Key]);
            }

            return null;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (var conversation in _conversations.Values)
                Wipe(conversation);
            _conversations.Clear();
            _recent.Clear();
        }
    }

    private static void Add(List<Candidate> candidates, ReadOnlySpan<byte> key, bool isVerified)
    {
        var copy = key.ToArray();
        var index = candidates.FindIndex(candidate => CryptographicOperations.FixedTimeEquals(candidate.Key, copy));
        if (index >= 0)
        {
            isVerified |= candidates[index].IsVerified;
            Remove(candidates, index);
        }
        else if (candidates.Count >= MaxCandidates)
        {
            // The last one is the least trusted, and the oldest of those.
            if (!isVerified && candidates[^1].IsVerified)
                return;
            Remove(candidates, candidates.Count - 1);
        }

        candidates.Insert(isVerified ? 0 : candidates.FindLastIndex(candidate => candidate.IsVerified) + 1, new(copy, isVerified));
    }

    private static void Remove(List<Candidate> candidates, int index)
    {
        CryptographicOperations.ZeroMemory(candidates[index].Key);
        candidates.RemoveAt(index);
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
    private List<byte[]> Copy(string conversationId, Func<SortedDictionary<string, List<Candidate>>, IEnumerable<Candidate>> select)
    {
        lock (_gate)
            return _conversations.ContainsKey(conversationId) ? [.. select(Use(conversationId).Versions).Select(candidate => candidate.Key.ToArray())] : [];
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
            Wipe(_conversations[oldest]);
            _conversations.Remove(oldest);
            _recent.RemoveLast();
        }

        conversation = new(_recent.AddFirst(conversationId));
        _conversations.Add(conversationId, conversation);
        return conversation;
    }

    private static void DropOldest(SortedDictionary<string, List<Candidate>> versions)
    {
        var oldest = versions.First();
        oldest.Value.ForEach(candidate => CryptographicOperations.ZeroMemory(candidate.Key));
        versions.Remove(oldest.Key);
    }

    private static void Wipe(Conversation conversation)
    {
        foreach (var candidate in conversation.Versions.Values.SelectMany(candidates => candidates))
            CryptographicOperations.ZeroMemory(candidate.Key);
    }

    private sealed record Candidate(byte[] Key, bool IsVerified);

    private sealed class Conversation(LinkedListNode<string> place)
    {
        public LinkedListNode<string> Place => place;

        public long Changes { get; set; }

        public SortedDictionary<string, List<Candidate>> Versions { get; } = new(Ids.Order);
    }
}
