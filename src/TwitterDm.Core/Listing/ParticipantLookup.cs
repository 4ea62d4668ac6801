using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.Listing;

/// <summary>
/// With a spending limit, events bring along who sent them, and of the other participants the ids alone: see
/// <see cref="RequestedFields.WithEventFields"/>. Those who are not known yet are looked up, as long as that can be paid.
/// </summary>
internal static class ParticipantLookup
{
    /// <summary>What came with events, with the participants besides.</summary>
    /// <param name="includes">What came with the events.</param>
    /// <param name="events">The events.</param>
    /// <param name="known">The users who are known.</param>
    /// <param name="client">Sends the look-ups.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="DmException">A look-up failed; but not for want of money: then the ids have to do.</exception>
    public static async Task<WireIncludes?> WithParticipantsAsync(
        this WireIncludes? includes, IEnumerable<WireEvent> events, KnownUsers known, ApiClient client, CancellationToken cancellationToken)
    {
        if (client.Usage.Limit is null)
            return includes;
        var users = new List<WireUser>(includes?.Users ?? []);
        var unknown = events.SelectMany(item => item.ParticipantIds ?? []).Where(id => known.Find(id) is null)
            .Except(users.Select(user => user.Id ?? string.Empty), StringComparer.Ordinal);
        try
        {
            foreach (var batch in unknown.Chunk(UserEndpoints.MaxLookup))
                users.AddRange(await LookUpAsync(batch, client, cancellationToken).ConfigureAwait(false));
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.SpendingLimit)
        {
            // The events are paid for, and are worth more with ids than not at all.
            client.Operation.Warn("Some participants of the events are told by their ids alone: what is left of the spending limit is not enough for their names.");
        }

        return new() { Users = users, Media = includes?.Media, Posts = includes?.Posts, Tweets = includes?.Tweets };
    }

    // Who is not there any more is kept as an id, not to be asked for with each page.
    private static async Task<IEnumerable<WireUser>> LookUpAsync(string[] ids, ApiClient client, CancellationToken cancellationToken)
    {
        var found = await client.GetUsersAsync(ids, cancellationToken).ConfigureAwait(false);
        return found.Concat(ids.Except(found.Select(user => user.Id), StringComparer.Ordinal).Select(id => new WireUser { Id = id }));
    }
}
