using TwitterDm.Endpoints;
using TwitterDm.Http;
using TwitterDm.Wire;

namespace TwitterDm.Listing;

/// <summary>
/// With a spending limit, events bring along who sent them, and of the other participants the ids alone: see
/// <see cref="RequestedFields.WithEventFields"/>. Those who are not known yet are looked up, as long as that can be paid.
/// </summary>
internal static class ParticipantLookup
{
    private const int LargestBatch = 100;

    /// <summary>What came with the events, with the participants besides.</summary>
    /// <exception cref="DmException">The look-up failed; but not for want of money: then the ids have to do.</exception>
    public static async Task<WireIncludes?> WithParticipantsAsync(
        this WireIncludes? includes, IEnumerable<WireEvent> events, DmConnection connection, DmSender sender, CancellationToken cancellationToken)
    {
        if (connection.SpendingLimit is null)
            return includes;
        var users = new List<WireUser>(includes?.Users ?? []);
        var unknown = events.SelectMany(item => item.ParticipantIds ?? []).Where(id => connection.Users.Find(id) is null)
            .Except(users.Select(user => user.Id ?? string.Empty), StringComparer.Ordinal);
        try
        {
            foreach (var batch in unknown.Chunk(LargestBatch))
                users.AddRange(await LookUpAsync(batch, sender, cancellationToken).ConfigureAwait(false));
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.SpendingLimit)
        {
            // The events are paid for, and are worth more with ids than not at all.
        }

        return new() { Users = users, Media = includes?.Media, Posts = includes?.Posts, Tweets = includes?.Tweets };
    }

    // Who is not there any more is kept as an id, not to be asked for with each page.
    private static async Task<IEnumerable<WireUser>> LookUpAsync(string[] ids, DmSender sender, CancellationToken cancellationToken)
    {
        var found = await sender.GetUsersAsync(ids, cancellationToken).ConfigureAwait(false);
        return found.Concat(ids.Except(found.Select(user => user.Id), StringComparer.Ordinal).Select(id => new WireUser { Id = id }));
    }
}
