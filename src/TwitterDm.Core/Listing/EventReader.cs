using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Problems;

namespace TwitterDm.Listing;

/// <summary>Reads events from the API: a page of a list, or one event by its id.</summary>
/// <param name="account">Maps the events from the account's point of view.</param>
/// <param name="client">Sends the requests.</param>
internal sealed class EventReader(AccountContext account, ApiClient client)
{
    private const int MaxTries = 3;

    /// <summary>Reads one event.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: the event does not exist, or this account cannot see it.</exception>
    public async Task<DmEvent> ReadEventAsync(string id, CancellationToken cancellationToken)
    {
        var response = await client.GetEventAsync(id, cancellationToken).ConfigureAwait(false);
        foreach (var problem in response.Errors ?? [])
            client.Operation.Warn($"X returned event {id} only in part: {ProblemReader.ToProblem(problem)}");
        var events = await MapAsync([response.Data!], response.Includes, cancellationToken).ConfigureAwait(false);
        return events[0];
    }

    /// <summary>
    /// Reads one page of a query. With a checkpoint, a page that seems incomplete is requested again: the checkpoint would skip the missing
    /// events permanently. Without one, the page is used as it is.
    /// </summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.Protocol"/>: the page stayed incomplete; or the request failed.</exception>
    public async Task<EventPage> ReadPageAsync(DmEventQuery query, PageRequest request, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var response = await SendAsync(query, request, cancellationToken).ConfigureAwait(false);
            var events = await MapAsync(response.Data ?? [], response.Includes, cancellationToken).ConfigureAwait(false);
            var page = new EventPage(events, response.Meta?.NextToken, [.. (response.Errors ?? []).Select(ProblemReader.ToProblem)]);
            if (query.CheckpointPath is null)
                return page;
            var check = new PageCheck(response.Meta, events.Count, request);
            if (!check.LacksEvents && (!check.LacksEnd || query.EndsIn(page)))
                return page;
            if (tries == MaxTries)
                return check.Accept() is { } problem ? page with { Problems = [.. page.Problems, problem] } : page;
        }
    }

    private Task<ApiResponse<IReadOnlyList<WireEvent>>> SendAsync(DmEventQuery query, PageRequest page, CancellationToken cancellationToken) => query switch
    {
        { ConversationId: { } id } => client.ListEventsInAsync(id, page, cancellationToken),
        { ParticipantId: { } id } => client.ListEventsWithAsync(id, page, cancellationToken),
        _ => client.ListEventsAsync(page, cancellationToken),
    };

    private async Task<IReadOnlyList<DmEvent>> MapAsync(IReadOnlyList<WireEvent> events, WireIncludes? includes, CancellationToken cancellationToken)
    {
        if (client.Usage.Limit is not null)
            includes = await WithParticipantsAsync(events, includes, cancellationToken).ConfigureAwait(false);
        return account.CreateEvents(events, includes);
    }

    // With a spending limit, a response includes the senders, and often only the ids of the other participants (see
    // RequestedFields.WithEventFields). Unknown participants are looked up as long as the limit allows.
    private async Task<WireIncludes> WithParticipantsAsync(IReadOnlyList<WireEvent> events, WireIncludes? includes, CancellationToken cancellationToken)
    {
        var users = new List<WireUser>(includes?.Users ?? []);
        var unknown = events.SelectMany(item => item.ParticipantIds ?? []).Where(id => account.Users.Find(id) is null)
            .Except(users.Select(user => user.Id ?? string.Empty), StringComparer.Ordinal);
        try
        {
            foreach (var batch in unknown.Chunk(UserEndpoints.MaxLookup))
                users.AddRange(await LookUpAsync(batch, cancellationToken).ConfigureAwait(false));
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
        var found = await client.GetUsersAsync(ids, cancellationToken).ConfigureAwait(false);
        return found.Concat(ids.Except(found.Select(user => user.Id), StringComparer.Ordinal).Select(id => new WireUser { Id = id }));
    }
}
