using TwitterDm.Transcripts.Redaction;

namespace TwitterDm.Transcripts.Collecting;

/// <summary>Makes entries of events: with the edits, deletions and reactions that are about them, and with what they quote.</summary>
/// <param name="conversation">The conversation.</param>
/// <param name="zone">The transcript's time zone.</param>
/// <param name="fileOf">The name of the file of an entry by its number; null if it is the file that is being written.</param>
/// <param name="attachments">Finds the files of attachments.</param>
internal sealed class EntryBuilder(
    CollectedConversation conversation,
    TimeZoneInfo zone,
    Func<int, string?> fileOf,
    Func<DmEvent, IReadOnlyList<TranscriptAttachment>> attachments)
{
    /// <summary>The time of an event in a time zone; null if it is unknown.</summary>
    public static DateTimeOffset? TimeOf(DmEvent item, TimeZoneInfo zone)
        => item.HasTime ? TimeZoneInfo.ConvertTime(item.CreatedAtUtc, zone) : null;

    /// <summary>Makes an entry.</summary>
    /// <param name="position">The position of the event in the index.</param>
    public TranscriptEntry Build(int position)
    {
        var item = conversation.Read(position);
        var followers = conversation
            .FollowersOf(position)
            .Select(conversation.Read)
            .Where(follower => TranscriptCollector.FollowedBy(follower).Contains(item.Id, StringComparer.Ordinal))
            .ToArray();
        var edits = followers.Where(follower => follower.Is(DmEventType.MessageEdit)).ToLookup(edit => Applies(edit, item));
        return new()
        {
            Event = Shown(item, edits[true].LastOrDefault()),
            Time = TimeOf(item, zone),
            Quote = QuoteOf(item),
            Revisions = edits[true].Any() ? [Revision(item), .. edits[true].SkipLast(1).Select(Revision)] : [],
            EditedAt = edits[true].LastOrDefault() is { } newest ? TimeOf(newest, zone) : null,
            UnprovenEdits = [.. edits[false].Select(Revision)],
            Deletions =
            [
                .. followers
                    .Where(follower => follower.Is(DmEventType.MessageDelete))
                    .Select(deletion => new TranscriptChange(AuthorOf(deletion), TimeOf(deletion, zone), deletion.IsVerified)),
            ],
            Reactions = ReactionsOf(followers),
            Attachments = attachments(item),
        };
    }

    // Only the author can edit a message. An edit that is not proven, or cannot be read, changes nothing; nor does one without a signature
    // change what has one.
    private static bool Applies(DmEvent edit, DmEvent message)
        => edit.IsReadable
        && edit.Text is not null
        && edit.IsVerified != false
        && (edit.IsVerified == true || message.IsVerified != true)
        && IsAsTrusted(edit, message)
        && string.Equals(edit.SenderId, message.SenderId, StringComparison.Ordinal);

    // A transcript's file or a copy can have been edited, so what it contains changes nothing that X delivered.
    private static bool IsAsTrusted(DmEvent change, DmEvent original) => !change.MayBeEdited || original.MayBeEdited;

    private DmEvent Shown(DmEvent item, DmEvent? edit)
    {
        var sender = item.SenderId is { } id && item.Sender?.Username is null ? conversation.Summary.User(id) : item.Sender;
        var needsNames = item.Participants.Any(user => user.Username is null);
        if (edit is null && !needsNames && ReferenceEquals(sender, item.Sender))
            return item;
        return new(item)
        {
            Sender = sender,
            Participants = needsNames
                ? new(item.Participants.Select(user => user.Username is null ? conversation.Summary.User(user.Id) : user))
                : item.Participants,
            Text = edit is null ? item.Text : edit.Text,
            Urls = edit is null ? item.Urls : edit.Urls,
        };
    }

    private DmUser? AuthorOf(DmEvent item)
        => item.SenderId is { } id
            ? item.Sender?.Username is null
                ? conversation.Summary.User(id)
                : item.Sender
            : item.Sender;

    private TranscriptRevision Revision(DmEvent item) => new(item.IsReadable ? item.Text : null, TimeOf(item, zone), item.IsVerified);

    private TranscriptQuote? QuoteOf(DmEvent item)
    {
        if (item.ReplyToId is not { } id)
            return item.Quote is { } alone ? new(UserOf(alone.SenderId), alone.Text, string.Empty, null, false, alone.IsVerified) : null;
        var position = conversation.FindEntry(id);
        var original = position is { } found ? conversation.Read(found) : null;
        var author = item.Quote?.SenderId is { } sender ? UserOf(sender) : original is null ? null : AuthorOf(original);
        var text = item.Quote?.Text ?? (original is { IsReadable: true } ? original.Text : null);
        var verdict = Compare(item, original, position);
        return new(
            author,
            text,
            id,
            position is { } at ? fileOf(conversation.Index[at].Ordinal) : null,
            position is not null,
            verdict,
            verdict is false && item.Quote?.IsVerified is null)
        {
            IsClaimed = item.Quote is not null,
        };
    }

    // A reply without evidence is compared with the message that it names, and with the edits of that.
    private bool? Compare(DmEvent item, DmEvent? original, int? position)
    {
        if (item.Quote is not { IsVerified: null } quote || original is null)
            return item.Quote?.IsVerified;
        if (quote.SenderId is not null && !string.Equals(quote.SenderId, original.SenderId, StringComparison.Ordinal))
            return false;
        if (!original.IsReadable)
            return null;
        var isOriginal = IsStart(quote.Text, original.Text);
        var edits = isOriginal
            ? []
            : conversation
                .FollowersOf(position!.Value)
                .Select(conversation.Read)
                .Where(follower => follower.Is(DmEventType.MessageEdit) && Applies(follower, original));
        if (!isOriginal && !edits.Any(edit => IsStart(quote.Text, edit.Text)))
            return IsRedacted(quote.Text) || IsRedacted(original.Text) ? null : false;
        return original.IsVerified == true && IsAsTrusted(original, item) ? true : null;
    }

    private static bool IsRedacted(string? text) => text?.Contains(TextRedactor.Replacement, StringComparison.Ordinal) == true;

    private static bool IsStart(string? quote, string? text)
        => string.IsNullOrEmpty(quote) || text?.StartsWith(quote, StringComparison.Ordinal) == true;

    private DmUser? UserOf(string? id) => id is null ? null : conversation.Summary.User(id);

    // A removal withdraws the sender's own reaction; one that is not proven withdraws no proven one.
    private List<TranscriptReaction> ReactionsOf(DmEvent[] followers)
    {
        var present = new List<DmEvent>();
        foreach (var follower in followers)
        {
            if (follower.Is(DmEventType.ReactionAdd)
                && !present.Exists(reaction => IsSame(reaction, follower) && reaction.IsVerified == follower.IsVerified))
            {
                present.Add(follower);
            }
            else if (follower.Is(DmEventType.ReactionRemove))
            {
                present.RemoveAll(reaction =>
                    IsSame(reaction, follower)
                    && IsAsTrusted(follower, reaction)
                    && (follower.IsVerified != false || reaction.IsVerified == false));
            }
        }

        return [
            .. present.Select(reaction => new TranscriptReaction(
                AuthorOf(reaction),
                reaction.Reaction ?? "reaction",
                TimeOf(reaction, zone),
                reaction.IsVerified)),
        ];
    }

    private static bool IsSame(DmEvent one, DmEvent other) => string.Equals(one.SenderId, other.SenderId, StringComparison.Ordinal)
        && (other.Reaction is null || string.Equals(one.Reaction, other.Reaction, StringComparison.Ordinal));
}
