using System.Globalization;
using TwitterDm.Transcripts.Collecting;

namespace TwitterDm.Transcripts.Exporting;

/// <summary>Says what a transcript covers, and what it leaves out.</summary>
/// <param name="options">How events become files.</param>
/// <param name="zone">The transcript's time zone.</param>
internal sealed class CoverBuilder(DmTranscriptOptions options, TimeZoneInfo zone)
{
    private static readonly (EventTraits Trait, DmSource Source)[] Sources =
        [(EventTraits.Classic, DmSource.Classic), (EventTraits.Chat, DmSource.Chat), (EventTraits.Archive, DmSource.Archive)];

    // How far back X lists the classic messages of all conversations.
    private static readonly TimeSpan ClassicListing = TimeSpan.FromDays(30);

    private static readonly string Program = $"TwitterDm {typeof(CoverBuilder).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The cover of a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="account">The account, where the conversation itself does not say; null if it is unknown.</param>
    /// <param name="missingFiles">The number of attachments that the transcript neither contains nor links to.</param>
    public TranscriptCover Build(CollectedConversation conversation, DmUser? account, int missingFiles)
    {
        var summary = conversation.Summary;
        var sources = Sources.Where(pair => conversation.CountOf(pair.Trait) > 0).Select(pair => pair.Source).ToArray();
        return new()
        {
            ConversationId = summary.Id,
            ConversationType = summary.Type,
            ConversationName = summary.Name,
            Account = summary.Account ?? account,
            Participants = summary.Participants,
            From = TimeOf(conversation, ticks => ticks.Min()),
            To = TimeOf(conversation, ticks => ticks.Max()),
            EventCount = conversation.Count,
            Sources = [.. sources.Select(source => source.ToString())],
            MadeAt = TimeZoneInfo.ConvertTime(options.Clock.GetUtcNow(), zone),
            TimeZone = zone,
            MadeBy = Program,
            HasVerified = conversation.CountOf(EventTraits.Verified) > 0,
            Omissions = [.. Omissions(conversation, sources, missingFiles)],
        };
    }

    private DateTimeOffset? TimeOf(CollectedConversation conversation, Func<IEnumerable<long>, long> select)
    {
        var ticks = conversation.With(EventTraits.HasTime).Select(position => conversation.Index[position].Ticks);
        return ticks.Any() ? TimeZoneInfo.ConvertTime(new DateTimeOffset(select(ticks), TimeSpan.Zero), zone) : null;
    }

    private IEnumerable<string> Omissions(CollectedConversation conversation, DmSource[] sources, int missingFiles)
    {
        if (options.Since is { } since)
            yield return $"Events before {Local(since)} are not included.";
        if (options.Until is { } until)
            yield return $"Events after {Local(until)} are not included.";
        foreach (var omission in OmissionsOfSources(conversation.Summary, sources))
            yield return omission;
        if (conversation.CountOf(EventTraits.Unreadable) is > 0 and var unreadable)
            yield return Count(unreadable, "The content of one event could not be read.", "The content of {0} events could not be read.");
        if (conversation.CountOf(EventTraits.Orphan) is > 0 and var orphans)
        {
            yield return Count(
                orphans,
                "One edit, deletion or reaction is about a message that is not included.",
                "{0} edits, deletions and reactions are about messages that are not included.");
        }

        if (conversation.Summary.TextRows is > 0 and var rows)
        {
            yield return Count(
                rows,
                "One event was made from a row of text, which has only the names of attachments.",
                "{0} events were made from rows of text, which have only the names of attachments.");
        }

        if (missingFiles > 0)
        {
            yield return Count(
                missingFiles,
                "The file of one attachment is not included.",
                "The files of {0} attachments are not included.");
        }

        var (contacts, matches) = conversation.Redactions();
        if (options.Redact)
            yield return Removed("E-mail addresses, phone numbers and card numbers", contacts);
        if (options.Patterns.Count > 0)
            yield return Removed("Other words", matches);
    }

    // A group is either classic or of X Chat, but a conversation of two can be both.
    private IEnumerable<string> OmissionsOfSources(ConversationSummary summary, DmSource[] sources)
    {
        var isGroup = summary.Type == DmConversationType.Group;
        if (!isGroup && sources is [DmSource.Classic])
            yield return "Only classic messages are included, not those of X Chat, which are encrypted.";
        if (!isGroup && sources is [DmSource.Chat])
            yield return "Only messages of X Chat are included, not classic ones.";
        if (!isGroup && sources.Length > 0 && !sources.Contains(DmSource.Chat) && sources.Contains(DmSource.Archive))
            yield return "An archive of X has no encrypted messages: it ends where the conversation moved to X Chat.";
        if (sources is [DmSource.Archive])
            yield return "An archive of X has neither messages that were deleted before it was made, nor the earlier texts of edited ones.";
        var isFromApi =
            sources.Contains(DmSource.Classic) && !sources.Contains(DmSource.Archive) && !summary.IsImported && summary.TextRows == 0;
        if (isFromApi && !(options.Since >= options.Clock.GetUtcNow() - ClassicListing))
            yield return "Older messages can be missing: X lists classic messages of all conversations for 30 days, and does not say how far back the list of one conversation goes.";
    }

    private static string Removed(string what, long count) => count switch
    {
        0 => $"{what} were looked for in the texts; none was found.",
        1 => $"{what} were removed from the texts, in one place.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{what} were removed from the texts, in {count} places."),
    };

    private string Local(DateTimeOffset time)
        => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    private static string Count(int count, string one, string several)
        => count == 1 ? one : string.Format(CultureInfo.InvariantCulture, several, count);
}
