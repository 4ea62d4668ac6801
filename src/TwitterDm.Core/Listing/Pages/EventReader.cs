using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Json;
using TwitterDm.Problems;

namespace TwitterDm.Listing.Pages;

/// <summary>Reads events from the API: a page of a list, or one event by its id.</summary>
/// <param name="account">Maps the events from the account's point of view.</param>
/// <param name="client">Sends the requests.</param>
internal sealed class EventReader(AccountContext account, ApiClient client)
{
    private const int MaxTries = 3;

    /// <summary>Reads one event.</summary>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.NotFound"/>: the event does not exist, or this account cannot see it.
    /// </exception>
    public async Task<DmEvent> ReadEventAsync(string id, CancellationToken cancellationToken)
    {
        var response = await client.GetEventAsync(id, cancellationToken).ConfigureAwait(false);
        foreach (var problem in response.Problems)
            client.Operation.Warn($"X returned event {id} only in part: {ProblemReader.ToProblem(problem)}");
        if (response.MalformedValues > 0)
            client.Operation.Verbose(FormattableString.Invariant($"Event {id} has {response.MalformedValues} malformed values."));
        WireEvent[] events = [response.Data!];
        return account.CreateEvents(events, await IncludesOfAsync(events, response.Includes, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Throws if the connection was closed.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotConnected"/>.</exception>
    public void ThrowIfClosed() => client.ThrowIfClosed();

    /// <summary>Reads one page of a query. A page that lacks events is requested again.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.Protocol"/>: the page stayed empty; or the request failed.</exception>
    public async Task<EventPage> ReadPageAsync(DmEventQuery query, PageRequest request, CancellationToken cancellationToken)
    {
        var start = account.Clock.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var response = await SendAsync(query, request, cancellationToken).ConfigureAwait(false);
            var check = PageCheck.Of(response, request, query.IsStrict);
            if (check.LacksEvents && tries < MaxTries)
                continue;
            DmProblem[] lack = check.LacksEvents ? [check.Accept()] : [];
            var events = response.Data ?? [];
            var includes = await IncludesOfAsync(events, response.Includes, cancellationToken).ConfigureAwait(false);
            return new EventPage(
                account.CreateEvents(events, includes),
                check.NextToken,
                response.Problems.Count == 0 ? lack : [.. response.Problems.Select(ProblemReader.ToProblem), .. lack],
                response.MalformedValues + (response.Meta?.NextToken is { Length: 0 } ? 1 : 0),
                check.LacksEnd,
                check.CanBeLast,
                account.Clock.GetElapsedTime(start));
        }
    }

    private Task<ApiResponse<WireList<WireEvent>>> SendAsync(DmEventQuery query, PageRequest page, CancellationToken cancellationToken)
        => query switch
        {
            { ConversationId: { } id } => client.ListEventsInAsync(id, page, cancellationToken),
            { ParticipantId: { } id } => client.ListEventsWithAsync(id, page, cancellationToken),
            _ => client.ListEventsAsync(page, cancellationToken),
        };

    private ValueTask<WireIncludes?> IncludesOfAsync(
        IReadOnlyList<WireEvent> events,
        WireIncludes? includes,
        CancellationToken cancellationToken) => client.Usage.Limit is null ? new(includes) : new(WithParticipantsAsync(events, includes, cancellationToken));

    // With a spending limit, a response includes the senders, and often only the ids of the other participants (see
    // RequestedFields.WithEventFields). Unknown participants are looked up as long as the limit allows.
    private async Task<WireIncludes?> WithParticipantsAsync(
        IReadOnlyList<WireEvent> events,
        WireIncludes? includes,
        CancellationToken cancellationToken)
    {
        WireList<WireUser> users = [.. includes?.Users ?? []];
        var unknown = events.SelectMany(item => item.ParticipantIds ?? []).Where(id => account.Users.Find(id) is null)
            .Except(users.Select(user => user.Id ?? string.Empty), StringComparer.Ordinal);
        try
        {
            foreach (var batch in unknown.Chunk(UserEndpoints.MaxLookup))
                users = [.. users, .. await LookUpAsync(batch, cancellationToken).ConfigureAwait(false)];
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.SpendingLimit)
        {
            // The events are paid for already, and are useful without the names.
            client.Operation.Warn("Some participants have an id but no name: the rest of the spending limit is too small to look them up.");
        }

        return new() { Users = users, Media = includes?.Media, Posts = includes?.Posts, Tweets = includes?.Tweets };
    }

    // A user who no longer exists is kept with the id alone, so that the next page does not request it again.
    private async Task<IEnumerable<WireUser>> LookUpAsync(string[] ids, CancellationToken cancellationToken)
    {
        var found = (await client.GetUsersAsync(ids, cancellationToken).ConfigureAwait(false)).Users;
        return found.Concat(ids.Except(found.Select(user => user.Id), StringComparer.Ordinal).Select(id => new WireUser { Id = id }));
    }
}
