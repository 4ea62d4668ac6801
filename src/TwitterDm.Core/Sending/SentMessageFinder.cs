using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.Json;

namespace TwitterDm.Sending;

/// <summary>
/// Looks in a conversation for a message whose outcome is unknown: an event sent by this account, not before the request started, with the
/// same text and attachment, that belongs to no other message. X shows a message a moment after accepting it, so the finder looks several
/// times.
/// </summary>
/// <param name="context">The connection.</param>
/// <param name="known">The events that belong to other messages.</param>
internal sealed class SentMessageFinder(SendingContext context, SentEvents known)
{
    private const int PageSize = 10;
    private const int MaxPages = 20;

    // How far our estimate of X's clock can be off: the Date header has whole seconds.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)];

    private readonly record struct Candidate(DmEvent Event, WireEvent Wire);

    /// <summary>Finds the event of a message; null if the conversation does not show it.</summary>
    /// <exception cref="DmException">The conversation could not be read.</exception>
    public Task<DmEvent?> FindMessageAsync(Delivery delivery, DateTimeOffset startedAt, CancellationToken cancellationToken)
        => LookRepeatedlyAsync(
            (page, cancel) =>
                delivery.Recipient is { } user
                    ? context.Client.ListEventsWithAsync(user.Id, page, cancel)
                    : context.Client.ListEventsInAsync(delivery.ConversationId!, page, cancel),
            startedAt,
            [DmEventType.MessageCreate],
            seen => seen.FindLast(candidate => IsMatch(candidate, delivery.Text, delivery.MediaId)).Event,
            cancellationToken);

    /// <summary>Finds the first message of a new group; null if the account's events do not show it.</summary>
    /// <exception cref="DmException">The events could not be read.</exception>
    public Task<DmEvent?> FindGroupAsync(
        IReadOnlyCollection<string> participantIds,
        string? text,
        string? mediaId,
        DateTimeOffset startedAt,
        CancellationToken cancellationToken) =>
        LookRepeatedlyAsync(
            context.Client.ListEventsAsync,
            startedAt,
            [DmEventType.MessageCreate, DmEventType.ParticipantsJoin],
            seen =>
                seen.FindLast(candidate =>
                    candidate.Event.IsInGroup
                    && IsMatch(candidate, text, mediaId)
                    && JoinedIn(seen, candidate.Event.ConversationId).IsSupersetOf(participantIds)).Event,
            cancellationToken);

    // Of several matches, each lookup chooses the oldest: the newer ones can be messages with the same text that were sent later.
    private async Task<DmEvent?> LookRepeatedlyAsync(
        Func<PageRequest, CancellationToken, Task<ApiResponse<WireList<WireEvent>>>> list,
        DateTimeOffset startedAt,
        DmEventType[] types,
        Func<List<Candidate>, DmEvent?> find,
        CancellationToken cancellationToken)
    {
        foreach (var pause in Pauses)
        {
            await Task.Delay(pause, context.Account.Clock, cancellationToken).ConfigureAwait(false);
            try
            {
                var seen = await ReadBackAsync(list, startedAt - Tolerance, types, cancellationToken).ConfigureAwait(false);
                if (find(seen) is { } found && known.Claim(found.Id))
                    return found;
            }
            catch (DmException exception) when (exception.Kind == DmErrorKind.Protocol && pause != Pauses[^1])
            {
                // The next lookup may get a response that can be read.
                context.Client.Operation.Verbose($"The conversation could not be read; looking again. {exception.Message}");
            }
        }

        return null;
    }

    // Back to the start of the request: other messages can have arrived since.
    private async Task<List<Candidate>> ReadBackAsync(
        Func<PageRequest, CancellationToken, Task<ApiResponse<WireList<WireEvent>>>> list,
        DateTimeOffset from,
        DmEventType[] types,
        CancellationToken cancellationToken)
    {
        var seen = new List<Candidate>();
        string? token = null;
        var guard = new PageGuard();
        for (var pages = 0; pages < MaxPages; pages++)
        {
            var response = await list(new PageRequest(PageSize, token, types), cancellationToken).ConfigureAwait(false);
            var wires = response.Data ?? [];
            var events = context.Account.CreateEvents(wires, response.Includes);
            seen.AddRange(
                events.Zip(wires, (item, wire) => new Candidate(item, wire)).Where(candidate => candidate.Event.CreatedAtUtc >= from));
            // An event whose time is unknown does not end the search.
            if (response.Meta?.NextToken is not { Length: > 0 } next
                || (events.LastOrDefault(item => item.HasTime) is { } oldest && oldest.CreatedAtUtc < from))
            {
                break;
            }

            token = guard.Follow(next, events.Count);
        }

        return seen;
    }

    private bool IsMatch(Candidate candidate, string? text, string? mediaId)
        => candidate.Event is { IsOutgoing: true } item && item.Is(DmEventType.MessageCreate)
        && !known.Has(item.Id)
        && (
            mediaId is null
                ? item.Media.Count == 0
                : item.Media.Any(media => media.MediaKey.EndsWith("_" + mediaId, StringComparison.Ordinal)))
        && StoredText.IsSame(text, candidate.Wire);

    private static HashSet<string> JoinedIn(List<Candidate> seen, string? conversationId)
        => seen.Select(candidate => candidate.Event)
            .Where(item =>
                item.Is(DmEventType.ParticipantsJoin) && string.Equals(item.ConversationId, conversationId, StringComparison.Ordinal))
            .SelectMany(item => item.ParticipantIds)
            .ToHashSet(StringComparer.Ordinal);
}
