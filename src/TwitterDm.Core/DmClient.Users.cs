using TwitterDm.Api;

namespace TwitterDm;

/// <content>Users.</content>
public sealed partial class DmClient
{
    /// <summary>
    /// The maximum number of users in one request, according to X's description of <c>GET /2/users</c> and <c>GET /2/users/by</c>.
    /// </summary>
    public const int MaxUserLookup = UserEndpoints.MaxLookup;

    /// <summary>
    /// Gets users, also whether they accept messages from the account and how the two are connected: one request for up to 100 ids, and one
    /// for up to 100 names.
    /// </summary>
    /// <param name="references">The users.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>Each user or the error about it, in the order of the references; a user who was given twice is returned twice.</returns>
    /// <exception cref="DmException">A request failed.</exception>
    public async Task<IReadOnlyList<DmUserResult>> GetUsersAsync(
        IReadOnlyCollection<DmUserReference> references,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(references);
        var missing = new Dictionary<string, DmException>(StringComparer.OrdinalIgnoreCase);
        var byId = new Dictionary<string, DmUser>(StringComparer.Ordinal);
        foreach (var ids in references.Select(reference => reference.Id).OfType<string>().Distinct(StringComparer.Ordinal).Chunk(MaxUserLookup))
        {
            Keep(
                await _client.Value.GetUserDetailsByIdAsync(ids, cancellationToken).ConfigureAwait(false),
                ids,
                user => byId[user.Id] = user,
                missing);
        }

        var byName = new Dictionary<string, DmUser>(StringComparer.OrdinalIgnoreCase);
        var names = references.Where(reference => reference.Id is null).Select(reference => reference.Username).OfType<string>();
        foreach (var batch in names.Distinct(StringComparer.OrdinalIgnoreCase).Chunk(MaxUserLookup))
        {
            Keep(
                await _client.Value.GetUserDetailsByNameAsync(batch, cancellationToken).ConfigureAwait(false),
                batch,
                user => byName[user.Username ?? user.Id] = user,
                missing);
        }

        return [
            .. references.Select(reference =>
                Result(
                    reference,
                    reference.Id is { } id ? byId.GetValueOrDefault(id) : byName.GetValueOrDefault(reference.Username ?? string.Empty),
                    missing.GetValueOrDefault(reference.Id ?? reference.Username ?? string.Empty))),
        ];
    }

    private void Keep(UserLookup lookup, string[] requested, Action<DmUser> keep, Dictionary<string, DmException> missing)
    {
        foreach (var wire in lookup.Checked().Users)
            keep(_connection.Account.Keep(wire));
        foreach (var idOrName in requested)
        {
            if (lookup.WhyMissing(idOrName) is { } error)
                missing[idOrName] = error;
        }
    }

    private static DmUserResult Result(DmUserReference reference, DmUser? user, DmException? missing)
    {
        if (user is not null)
            return new() { Reference = reference, User = user };
        try
        {
            reference.Checked();
        }
        catch (DmException exception)
        {
            return new() { Reference = reference, Error = exception };
        }

        return new()
        {
            Reference = reference,
            Error = missing ?? new DmException(DmErrorKind.NotFound, $"There is no user {reference}.")
            {
                RecommendedAction = "Check the name or the id: the user may have changed the name, or the account no longer exists.",
                Target = reference,
            },
        };
    }
}
