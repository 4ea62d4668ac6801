using TwitterDm.Json;

namespace TwitterDm.Transcripts.Collecting;

/// <summary>Makes one event of those with the same id, such as one of the API and the same one in an archive.</summary>
internal static class DuplicateEvents
{
    /// <summary>The position of the event that counts where both have a value.</summary>
    public static int BestOf(IReadOnlyList<DmEvent> same)
    {
        var best = 0;
        for (var index = 1; index < same.Count; index++)
        {
            if (RankOf(same[index]) > RankOf(same[best]))
                best = index;
        }

        return best;
    }

    /// <summary>The best event, completed by what only another one has.</summary>
    public static DmEvent Merge(IReadOnlyList<DmEvent> same)
    {
        var best = BestOf(same);
        var merged = same[best];
        for (var index = 0; index < same.Count; index++)
            merged = index == best ? merged : Complete(merged, same[index]);
        return merged;
    }

    // A transcript's file or a copy can have been edited, and an archive has less than the API.
    private static int RankOf(DmEvent item)
        => (item.IsReadable ? 8 : 0) + (item.IsVerified != false ? 4 : 0) + (item.MayBeEdited ? 0 : 2) + (IsArchive(item) ? 0 : 1);

    private static bool IsArchive(DmEvent item) => string.Equals(item.Source, nameof(DmSource.Archive), StringComparison.Ordinal);

    // What an event that is not proven says about a proven one is not believed, nor what one that could be edited says about one that X
    // delivered.
    private static DmEvent Complete(DmEvent item, DmEvent other)
    {
        if ((other.IsVerified == false && item.IsVerified != false) || (other.MayBeEdited && !item.MayBeEdited))
            return item;
        var isSameKind = string.Equals(item.EventType, other.EventType, StringComparison.Ordinal);
        return new(item)
        {
            EventTypeName = item.EventTypeName ?? other.EventTypeName,
            CreatedAtUtc = item.HasTime ? item.CreatedAtUtc : other.CreatedAtUtc,
            ConversationType = item.ConversationType ?? other.ConversationType,
            ConversationName = item.ConversationName ?? other.ConversationName,
            SenderId = item.SenderId ?? other.SenderId,
            Sender = Better(item.Sender, other.Sender),
            // The content that is signed is not mixed with what is not.
            Text = item.Text ?? (isSameKind && item.IsVerified is null && item.IsReadable ? other.Text : null),
            Urls = OneOf(item.Urls, other.Urls),
            Media = MergeMedia(item.Media, other.Media),
            ParticipantIds = OneOf(item.ParticipantIds, other.ParticipantIds),
            Participants =
                item.Participants.Count < other.Participants.Count
                    ? other.Participants
                    : new(item.Participants.Select(user => Better(user, other.Participants))),
            ReferencedPostIds = OneOf(item.ReferencedPostIds, other.ReferencedPostIds),
            ReplyToId = item.ReplyToId ?? other.ReplyToId,
            TargetId = item.TargetId ?? other.TargetId,
            Reaction = item.Reaction ?? other.Reaction,
            MessageId = item.MessageId ?? other.MessageId,
            Quote = item.Quote ?? other.Quote,
            AdditionalProperties = Merge(item.AdditionalProperties, other.AdditionalProperties),
        };
    }

    private static DmUser? Better(DmUser? user, DmUser? other)
        => user is null || (user.Username is null && other?.Username is not null && string.Equals(user.Id, other.Id, StringComparison.Ordinal))
            ? other
            : user;

    private static DmUser Better(DmUser user, IEnumerable<DmUser> others)
        => Better(user, others.FirstOrDefault(other => string.Equals(other.Id, user.Id, StringComparison.Ordinal)))!;

    private static DmList<T> OneOf<T>(DmList<T> items, DmList<T> others) => items.Count > 0 ? items : others;

    // The same attachments in the same order, as far as there are as many; the archive's have the local file.
    private static DmList<DmMedia> MergeMedia(DmList<DmMedia> items, DmList<DmMedia> others)
        => items.Count == 0 ? others : items.Count != others.Count ? items : new(items.Zip(others, Merge));

    private static DmMedia Merge(DmMedia item, DmMedia other) => new(item)
    {
        Type = item.Type ?? other.Type,
        Url = item.Url ?? other.Url,
        PreviewImageUrl = item.PreviewImageUrl ?? other.PreviewImageUrl,
        AltText = item.AltText ?? other.AltText,
        Width = item.Width ?? other.Width,
        Height = item.Height ?? other.Height,
        Duration = item.Duration ?? other.Duration,
        FileName = item.FileName ?? other.FileName,
        Size = item.Size ?? other.Size,
        LocalPath = item.LocalPath ?? other.LocalPath,
        Variants = OneOf(item.Variants, other.Variants),
        AdditionalProperties = Merge(item.AdditionalProperties, other.AdditionalProperties),
    };

    private static DmAdditionalProperties Merge(DmAdditionalProperties item, DmAdditionalProperties other)
    {
        if (other.Keys.All(item.ContainsKey))
            return item;
        if (item.Count == 0)
            return other;
        var all = new Dictionary<string, object?>(item, StringComparer.Ordinal);
        foreach (var (name, value) in other)
            all.TryAdd(name, value);
        return new(all, OrderedJson.Of(all));
    }
}
