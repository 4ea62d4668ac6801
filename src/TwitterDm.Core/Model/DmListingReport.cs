using TwitterDm.Text;

namespace TwitterDm;

/// <summary>What a listing read, what it cost, and why it ended.</summary>
public sealed class DmListingReport
{
    /// <summary>Why it ended, a name of <see cref="DmStopReason"/>.</summary>
    public required string StopReason { get; init; }

    /// <summary>The number of events that were returned.</summary>
    public required long Events { get; init; }

    /// <summary>The local time of the newest event that was returned; null if there was none.</summary>
    public DateTime? Newest => NewestUtc?.LocalDateTime;

    /// <summary>The local time of the oldest event that was returned; null if there was none.</summary>
    public DateTime? Oldest => OldestUtc?.LocalDateTime;

    /// <summary>The number of pages that were read, including empty ones.</summary>
    public required int Pages { get; init; }

    /// <summary>The number of requests that received a response, including retries.</summary>
    public required long Requests { get; init; }

    /// <summary>The number of repeated events, each of which was returned once: pages can overlap.</summary>
    public required int Repeated { get; init; }

    /// <summary>What this listing cost at most, in US dollars; see <see cref="DmUsage.EstimatedCost"/>.</summary>
    public required decimal EstimatedCost { get; init; }

    /// <summary>The number of problems with the pages: what X reported, and what seems to be missing.</summary>
    public required int ProblemCount { get; init; }

    /// <summary>The first 100 of these problems.</summary>
    public required DmList<DmProblem> Problems { get; init; }

    /// <summary>
    /// The number of values in the responses that were not as X describes them, such as half a surrogate pair in a text, or a number in
    /// place of a string. They were read as far as possible.
    /// </summary>
    public int MalformedValueCount { get; init; }

    /// <summary>Where the events were read, names of <see cref="DmSource"/>.</summary>
    public DmList<string> Sources { get; init; } = DmList<string>.Empty;

    /// <summary>
    /// X Chat: the number of events that can be read, but whose origin is not proven; see <see cref="DmEvent.IsVerified"/>.
    /// </summary>
    public int UnverifiedCount { get; init; }

    /// <summary>X Chat: the number of events whose content could not be read; see <see cref="DmEvent.ContentState"/>.</summary>
    public int UnreadableCount { get; init; }

    /// <summary>
    /// X Chat: whether there are message requests, which the list of conversations does not contain; null if X did not say, or was not
    /// asked. To read a request, list the one-to-one conversation with its sender.
    /// </summary>
    public bool? HasMessageRequests { get; init; }

    /// <summary>When it began, in local time.</summary>
    public DateTime StartedAt => StartedAtUtc.LocalDateTime;

    /// <summary>How long it took, including all waits and the time that the reader took to process the events.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// The <see cref="DmEventQuery.PageToken"/> of a query that returns exactly the remaining events; null if none remain, or if nothing
    /// was returned yet.
    /// </summary>
    public string? PageToken { get; init; }

    /// <summary>The message of the error that ended it.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// What to know about the list beside the numbers, such as what an archive does not contain; null if there is nothing.
    /// </summary>
    public string? Note { get; init; }

    /// <summary>The full path of the archive that was read; null for a list at X.</summary>
    public string? Path { get; init; }

    /// <summary>The conversation, if the query names one.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The other user of the conversation, if the query names one.</summary>
    public string? ParticipantId { get; init; }

    internal DateTimeOffset? NewestUtc { get; init; }

    internal DateTimeOffset? OldestUtc { get; init; }

    internal DateTimeOffset StartedAtUtc { get; init; }

    /// <summary>The report in one line.</summary>
    public override string ToString()
    {
        var span =
            Events == 0
                ? string.Empty
                : FormattableString.Invariant($" from {TimestampText.Local(OldestUtc)} to {TimestampText.Local(NewestUtc)}");
        var malformed =
            MalformedValueCount == 0
                ? string.Empty
                : FormattableString.Invariant($"{CountText.Of(MalformedValueCount, "malformed value")}, ");
        if (Sources is [nameof(DmSource.Archive)])
        {
            return FormattableString.Invariant(
                $"Read {CountText.Of(Events, "event")}{span} from an archive: {CountText.Of(Pages, "file")}, {Repeated} repeated, {CountText.Of(ProblemCount, "problem")}, {malformed}about {EstimatedCost:0.00} USD; ended: {StopReason}. {Note}");
        }

        return FormattableString.Invariant(
            $"Listed {CountText.Of(Events, "event")}{span}: {CountText.Of(Pages, "page")}, {CountText.Of(Requests, "request")}, {Repeated} repeated, {CountText.Of(ProblemCount, "problem")}, {malformed}about {EstimatedCost:0.00} USD; ended: {StopReason}.");
    }
}
