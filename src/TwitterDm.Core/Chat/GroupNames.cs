using System.Collections.Concurrent;

namespace TwitterDm.Chat;

/// <summary>
/// The names of groups in the list of conversations, which are encrypted or plain. A name can become readable when a page of events brings
/// a key.
/// </summary>
/// <param name="keys">The keys of conversations.</param>
internal sealed class GroupNames(ConversationKeyring keys)
{
    private const int Capacity = 2_000;

    private readonly EncryptedText _texts = new(keys);
    private readonly ConcurrentDictionary<string, Attempt> _attempts = new(StringComparer.Ordinal);

    /// <summary>The name; null if there is none, or if it cannot be read.</summary>
    public string? Of(ChatConversation conversation)
    {
        if (conversation.Name is not null || conversation.EncodedName is not { } encoded)
            return conversation.Name;
        if (!EncryptedText.Looks(encoded))
            return encoded;
        // Trying all keys for each event would be slow: once for each new key is enough.
        var version = keys.ChangesOf(conversation.Id);
        if (_attempts.TryGetValue(encoded, out var attempt) && (attempt.Name is not null || attempt.KeyChanges == version))
            return attempt.Name;
        var name = _texts.Read(conversation.Id, encoded);
        if (_attempts.Count < Capacity || _attempts.ContainsKey(encoded))
            _attempts[encoded] = new(name, version);
        return name;
    }

    private sealed record Attempt(string? Name, long KeyChanges);
}
