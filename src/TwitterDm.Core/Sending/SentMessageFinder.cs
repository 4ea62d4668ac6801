using TwitterDm.Api;
using TwitterDm.Http;

namespace TwitterDm.Sending;

/// <summary>
/// Looks in a conversation for a message of which nobody knows whether it was sent: by us, not before it left, with the same text and
/// attachment, and no other message's. X shows a message a moment after it took it, so that it is looked for several times.
/// </summary>
/// <param name="context">Whose messages they are, and what sends the requests.</param>
/// <param name="taken">The events that are other messages'.</param>
internal sealed class SentMessageFinder(SendingContext context, SentEvents taken)
{
    private const int PageSize = 10;
    private const int MaxPages = 20;

    // What X's clock and ours can differ by, with the whole seconds of the Date header.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)];

    private readonly record struct Candidate(DmEvent Event, WireEvent Wire);

    /// <summary>The event of a message; null when no look has shown it.</summary>
    /// <exception cref="DmException">The conversation could not be read.</exception>
    public Task<DmEvent?> FindAsync(Delivery delivery, DateTimeOffset leftAt, CancellationToken cancellationToken) => LookAsync(
        (page, cancel) => delivery.Recipient is { } user
            ? context.Client.ListEventsWithAsync(user.Id, page, cancel)
            : context.Client.ListEventsInAsync(delivery.ConversationId!, page, cancel),
        leftAt,
        [DmEventType.MessageCreate],
        seen => seen.Find(candidate => IsIt(candidate, delivery.Text, delivery.MediaId)).Event,
        cancellationToken);

    /// <summary>The first message of a group that was created; null when no look has shown it.</summary>
    /// <exception cref="DmException">The events could not be read.</exception>
    public Task<DmEvent?> FindGroupAsync(
        IReadOnlyCollection<string> participantIds, string? text, string? mediaId, DateTimeOffset leftAt, CancellationToken cancellationToken) => LookAsync(
        context.Client.ListEventsAsync,
        leftAt,
        [DmEventType.MessageCreate, DmEventType.ParticipantsJoin],
        seen => seen.Find(candidate => candidate.Event.ConversationType == DmConversationType.Group && IsIt(candidate, text, mediaId)
            && JoinedIn(seen, candidate.Event.ConversationId).IsSupersetOf(participantIds)).Event,
        cancellationToken);

    private async Task<DmEvent?> LookAsync(
        Func<PageRequest, CancellationToken, Task<ApiResponse<IReadOnlyList<WireEvent>>>> list,
        DateTimeOffset leftAt,
        DmEventType[] types,
        Func<List<Candidate>, DmEvent?> find,
        CancellationToken cancellationToken)
    {
        foreach (var pause in Pauses)
        {
            await Task.Delay(pause, context.Account.Clock, cancellationToken).ConfigureAwait(false);
            var seen = await ReadBackAsync(list, leftAt - Tolerance, types, cancellationToken).ConfigureAwait(false);
            if (find(seen) is { } found && taken.Claim(found.Id))
                return found;
        }

        return null;
    }

    // Back to the moment at which it left: other messages can have come since.
    private async Task<List<Candidate>> ReadBackAsync(
        Func<PageRequest, CancellationToken, Task<ApiResponse<IReadOnlyList<WireEvent>>>> list, DateTimeOffset from, DmEventType[] types, CancellationToken cancellationToken)
    {
        var seen = new List<Candidate>();
        string? token = null;
        for (var pages = 0; pages < MaxPages; pages++)
        {
            var answer = await list(new PageRequest(PageSize, token, types), cancellationToken).ConfigureAwait(false);
            var wires = answer.Data ?? [];
            var events = context.Account.CreateEvents(wires, answer.Includes);
            seen.AddRange(events.Zip(wires, (item, wire) => new Candidate(item, wire)).Where(candidate => candidate.Event.CreatedAt >= from));
            token = answer.Meta?.NextToken;
            if (token is null || events is [.., var oldest] && oldest.CreatedAt < from)
                break;
        }

        return seen;
    }

    private bool IsIt(Candidate candidate, string? text, string? mediaId)
        => candidate.Event is { EventType: DmEventType.MessageCreate, Direction: DmDirection.Outgoing } item
        && !taken.Has(item.Id)
        && (mediaId is null ? item.Media.Count == 0 : item.Media.Any(media => media.MediaKey.EndsWith("_" + mediaId, StringComparison.Ordinal)))
        && StoredText.IsSame(text, candidate.Wire);

    private static HashSet<string> JoinedIn(List<Candidate> seen, string? conversationId) => seen
        .Select(candidate => candidate.Event)
        .Where(item => item.EventType == DmEventType.ParticipantsJoin && string.Equals(item.ConversationId, conversationId, StringComparison.Ordinal))
        .SelectMany(item => item.ParticipantIds)
        .ToHashSet(StringComparer.Ordinal);
}
