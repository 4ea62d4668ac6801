using System.Text.Json;
using TwitterDm.Api;
using TwitterDm.Http;

namespace TwitterDm.Chat;

/// <summary>
/// Requests the public keys of users: a hundred at once, if the rows of the response say to whom they belong. X's description has no member
/// for that; a row that cannot be attributed is worthless, since the key of one user must never verify the message of another. Then each
/// user is requested alone, and so are all others on this connection.
/// </summary>
internal sealed class PublicKeyRequest
{
    private const int MaxConcurrent = 4;

    private static readonly string[] OwnerNames = ["user_id", "id", "userId"];

    private volatile bool _isBatchUsable = true;

    /// <summary>Requests the keys of users.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="users">The users.</param>
    /// <param name="keep">Receives the keys of each user.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>Why the keys of some users could not be read.</returns>
    /// <exception cref="DmException">Something is wrong with the account, the connection or a limit.</exception>
    public async Task<IReadOnlyList<KeyFailure>> SendAsync(
        ApiClient client,
        IReadOnlyCollection<string> users,
        Action<string, IReadOnlyList<RegisteredKey>> keep,
        CancellationToken cancellationToken)
    {
        var single = new List<string>();
        foreach (var batch in users.Chunk(ChatEndpoints.MaxKeyLookup))
            single.AddRange(await SendBatchAsync(client, batch, keep, cancellationToken).ConfigureAwait(false));
        return await SendEachAsync(client, single, keep, cancellationToken).ConfigureAwait(false);
    }

    // Returns the users whose keys are still unknown.
    private async Task<IReadOnlyCollection<string>> SendBatchAsync(
        ApiClient client, string[] users, Action<string, IReadOnlyList<RegisteredKey>> keep, CancellationToken cancellationToken)
    {
        if (users.Length == 1 || !_isBatchUsable)
            return users;
        IReadOnlyList<WirePublicKey> rows;
        try
        {
            rows = await client.GetPublicKeysAsync(users, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (!exception.IsAboutAccount)
        {
            _isBatchUsable = false;
            return users;
        }

        // That several people who signed something all have no keys is less likely than that the server does not answer for several.
        if (rows.Count == 0)
            return users;
        var byUser = rows.ToLookup(row => OwnerOf(row, users), StringComparer.Ordinal);
        var isWhole = !byUser.Contains(null);
        _isBatchUsable = isWhole || byUser.Count > 1;
        // A row without an owner can belong to anyone who has none.
        var known = Array.FindAll(users, user => isWhole || byUser.Contains(user));
        foreach (var user in known)
            keep(user, RegisteredKey.ListOf(byUser[user]));
        return users.Except(known, StringComparer.Ordinal).ToArray();
    }

    private static async Task<IReadOnlyList<KeyFailure>> SendEachAsync(
        ApiClient client, List<string> users, Action<string, IReadOnlyList<RegisteredKey>> keep, CancellationToken cancellationToken)
    {
        var failures = new List<KeyFailure>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrent, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(users, options, async (user, cancel) =>
        {
            try
            {
                keep(user, RegisteredKey.ListOf(await client.GetPublicKeysAsync(user, cancel).ConfigureAwait(false)));
            }
            catch (DmException exception) when (exception.Kind == DmErrorKind.NotFound)
            {
                keep(user, []);
            }
            catch (DmException exception) when (!exception.IsAboutAccount)
            {
                lock (failures)
                    failures.Add(new(user, exception));
            }
        }).ConfigureAwait(false);
        return failures;
    }

    // Only a member that X uses for the id of a user: others hold what users wrote themselves, and that can be the id of somebody else.
    private static string? OwnerOf(WirePublicKey row, string[] users)
    {
        var ids = OwnerNames
            .Where(name => row.Unknown?.ContainsKey(name) == true)
            .Select(name => IdOf(row.Unknown![name]))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return ids is [{ } id] && Array.IndexOf(users, id) >= 0 ? id : null;
    }

    private static string? IdOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}

/// <summary>The public keys of a user that could not be read.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Error">Why not.</param>
internal sealed record KeyFailure(string UserId, DmException Error);
