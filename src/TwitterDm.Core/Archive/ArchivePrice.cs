using System.Globalization;
using TwitterDm.Archive.Mapping;
using TwitterDm.Notices;

namespace TwitterDm.Archive;

/// <summary>Looks up the names of users before their events are returned, and says beforehand what that costs.</summary>
internal static class ArchivePrice
{
    /// <summary>Says what the names of these conversations cost at most.</summary>
    /// <param name="conversations">The conversations, in the order in which they are returned.</param>
    /// <param name="users">The users.</param>
    /// <param name="lookup">Looks them up; null if that is not asked for.</param>
    /// <param name="maximum">How many events are returned at most; null for all.</param>
    /// <param name="isLast">Whether there are no conversations after these, in files that have not been read yet.</param>
    /// <param name="notices">Receives the warning.</param>
    public static void Announce(
        IEnumerable<ArchiveConversation> conversations,
        ArchiveUsers users,
        IArchiveUserLookup? lookup,
        long? maximum,
        bool isLast,
        INoticeSink? notices)
    {
        if (lookup is null)
            return;
        var missing = MissingIn(conversations, users, maximum ?? long.MaxValue).ToHashSet();
        if (missing.Count > 0)
        {
            notices.Warn(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Looking up the {(missing.Count == 1 ? "name" : "names")} of {missing.Count:N0} {(users.HasAnnounced ? "more " : string.Empty)}{(missing.Count == 1 ? "user" : "users")} at X costs up to {missing.Count * lookup.Price:0.00} USD{(isLast ? string.Empty : " so far; groups are read later")}."));
            users.HasAnnounced = true;
        }
    }

    /// <summary>Looks up the users of events, and in the same request those of the next ones.</summary>
    /// <param name="page">The events.</param>
    /// <param name="ahead">The conversations that come next.</param>
    /// <param name="users">The users.</param>
    /// <param name="lookup">Looks them up.</param>
    /// <param name="left">How many events are still returned after these at most.</param>
    /// <param name="notices">Receives how many do not exist.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public static async Task LookUpAsync(
        List<DueEvent> page,
        IEnumerable<ArchiveConversation> ahead,
        ArchiveUsers users,
        IArchiveUserLookup lookup,
        long left,
        INoticeSink? notices,
        CancellationToken cancellationToken)
    {
        var needed = page.SelectMany(UsersOf).Distinct().Where(users.IsMissing).ToHashSet();
        if (needed.Count == 0)
            return;
        var room = (lookup.BatchSize - (needed.Count % lookup.BatchSize)) % lookup.BatchSize;
        if (room > 0)
            needed.UnionWith(MissingIn(ahead, users, left).Except(needed).Distinct().Take(room).ToArray());
        foreach (var batch in needed.Chunk(lookup.BatchSize))
        {
            if (await users.LookUpAsync(batch, cancellationToken).ConfigureAwait(false) is var gone and > 0)
                notices.Verbose(FormattableString.Invariant($"{gone} of {batch.Length} users could not be found at X; they stay ids."));
        }
    }

    // Only conversations that are certainly reached: nobody pays for a name that is not shown.
    private static IEnumerable<ulong> MissingIn(IEnumerable<ArchiveConversation> conversations, ArchiveUsers users, long maximum)
    {
        foreach (var conversation in conversations)
        {
            if (maximum <= 0)
                yield break;
            maximum -= conversation.Count;
            foreach (var id in conversation.UserIds.Where(users.IsMissing))
                yield return id;
        }
    }

    private static IEnumerable<ulong> UsersOf(DueEvent due)
    {
        var content = due.Entry.Content;
        IEnumerable<string?> ids = due.Kind == EntryKind.Reaction
            ? [content.Reactions![due.Reaction].SenderId]
            : [due.Entry.UserId, .. content.UserIds ?? [], .. content.ParticipantsSnapshot ?? []];
        foreach (var id in ids.Concat(Ids.UsersOf(due.Conversation.Id)))
        {
            if (id is not null && Ids.IsUserId(id) && ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                yield return number;
        }
    }
}
