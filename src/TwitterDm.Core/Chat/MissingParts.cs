using TwitterDm.ChatProtocol;

namespace TwitterDm.Chat;

/// <summary>Something that an event lacks, and that an older page may bring.</summary>
/// <param name="Name">What is missing, the same for all events that lack it.</param>
/// <param name="Time">When it was sent, so that pages before that need not be read; null if that is unknown.</param>
/// <param name="IsKey">
/// Whether it is a key, without which the event cannot be read; otherwise it is the message that the event changes.
/// </param>
internal sealed record MissingPart(string Name, DateTimeOffset? Time, bool IsKey);

/// <summary>Finds out what events lack: the key that opens them, or the author of the message that they edit or delete.</summary>
/// <param name="chat">What the connection knows about X Chat.</param>
/// <param name="authors">Who wrote the messages of this run.</param>
/// <param name="verifier">Verifies events.</param>
internal sealed class MissingParts(ChatAccount chat, MessageAuthors authors, ItemVerifier verifier)
{
    // The clocks of the person who made a key and of X can differ.
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    // A deletion can name thousands of messages.
    private const int MaxTargets = 100;

    private readonly ChatContents _contents = new(chat);

    /// <summary>What an event lacks; empty if an older page cannot change what is shown of it.</summary>
    public IReadOnlyList<MissingPart> Of(ChatItem item)
    {
        if (MissingKey(item) is { } version)
            return [new($"key {version}", ChatTime.OfMilliseconds(version) - Tolerance, IsKey: true)];
        var targets = TargetsOf(item);
        return targets.Count == 0 ? [] : [.. targets
            .Where(id => authors.Find(item.Conversation.Id, id) is null && !authors.IsGone(item.Conversation.Id, id))
            .Select(id => new MissingPart($"message {id}", Ids.TimeOf(id), IsKey: false))];
    }

    private string? MissingKey(ChatItem item)
    {
        var version = item.KeyVersion
            ?? (item.Event?.GroupChange is { Kind: ChatGroupChangeKind.GroupCreate } created ? created.KeyVersion : null);
        return chat.HasKey && version is not null && !chat.ConversationKeys.Has(item.Conversation.Id, version) ? version : null;
    }

    // Only what is signed can become unauthorized or not: the rest is unverified anyway.
    private IReadOnlyList<string> TargetsOf(ChatItem item)
    {
        if (item.ChangedIds is { } known)
            return known;
        if (!verifier.IsVerified(item) || Find(item, item.Event!) is not { } found)
            return [];
        return item.ChangedIds = [
            .. found.Where(id => Ids.IsOrdered(id) && Ids.HasTime(id) && Ids.Compare(id, item.Id) < 0).Take(MaxTargets),
        ];
    }

    private IEnumerable<string>? Find(ChatItem item, ChatEvent content)
    {
        if (content.Delete is { IsForEveryone: true } deletion)
            return Participation.CanChange(content.SenderId, authorId: null, item.Conversation.AdminIds) ? [] : deletion.SequenceIds;
        if (content.Kind != ChatEventKind.MessageCreateEvent)
            return [];
        try
        {
            var entry = _contents.Read(item).Entry;
            return entry is null ? null : entry is { Kind: ChatEntryKind.MessageEdit, TargetSequenceId: { } target } ? [target] : [];
        }
        // See ChatReader.Decode, which comes to the same message again.
        catch (Exception)
        {
            return [];
        }
    }
}
