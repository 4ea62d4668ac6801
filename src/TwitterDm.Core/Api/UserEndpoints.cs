using TwitterDm.Http;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>The endpoints that read users, and block them.</summary>
internal static class UserEndpoints
{
    /// <summary>The maximum number of users in one look-up, by ids or by names, according to X's description.</summary>
    public const int MaxLookup = 100;

    /// <summary>What to do if X does not change a block.</summary>
    public const string BlockAdvice =
        "Try again later, or change the block at x.com. If that works, check that the token has the scopes dm.write, tweet.read and users.read.";

    /// <summary><c>GET /2/users/me</c>: who is signed in.</summary>
    public static Task<WireUser> GetMeAsync(this ApiClient client, CancellationToken cancellationToken)
        => client.GetUserAsync(ApiRequest.Get("/2/users/me"), cancellationToken);

    /// <summary><c>GET /2/users/by/username/{username}</c>: the user of a name.</summary>
    public static Task<WireUser> GetUserByUsernameAsync(this ApiClient client, string username, CancellationToken cancellationToken)
        => client.GetUserAsync(ApiRequest.Get("/2/users/by/username/{username}", ("username", username)), cancellationToken);

    /// <summary>
    /// <c>GET /2/users/by</c>: the recipients of messages, by up to <see cref="MaxLookup"/> names. With a spending limit, only users whose
    /// message the limit can cover are looked up.
    /// </summary>
    public static Task<UserLookup> GetUsersByUsernamesAsync(
        this ApiClient client, IReadOnlyCollection<string> usernames, CancellationToken cancellationToken)
    {
        var request = ApiRequest
            .Get("/2/users/by")
            .With("usernames", usernames)
            .WithRecipientFields()
            .Costing(Cost.UserAndMessage, usernames.Count);
        return client.ListUsersAsync(request, cancellationToken);
    }

    /// <summary><c>GET /2/users</c>: the users of up to <see cref="MaxLookup"/> ids.</summary>
    public static Task<UserLookup> GetUsersAsync(
        this ApiClient client,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken)
    {
        var request = ApiRequest.Get("/2/users").With("ids", ids).WithUserFields().Costing(Cost.User, ids.Count);
        return client.ListUsersAsync(request, cancellationToken);
    }

    /// <summary><c>GET /2/users</c>: the users of up to <see cref="MaxLookup"/> ids, with their relation to the account.</summary>
    public static Task<UserLookup> GetUserDetailsByIdAsync(
        this ApiClient client, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        => client.GetUserDetailsAsync(ApiRequest.Get("/2/users").With("ids", ids), ids.Count, cancellationToken);

    /// <summary><c>GET /2/users/by</c>: the users of up to <see cref="MaxLookup"/> names, with their relation to the account.</summary>
    public static Task<UserLookup> GetUserDetailsByNameAsync(
        this ApiClient client, IReadOnlyCollection<string> usernames, CancellationToken cancellationToken)
        => client.GetUserDetailsAsync(ApiRequest.Get("/2/users/by").With("usernames", usernames), usernames.Count, cancellationToken);

    /// <summary><c>POST /2/users/{id}/dm/block</c>: stops accepting messages from a user.</summary>
    public static Task<bool> BlockAsync(this ApiClient client, string userId, CancellationToken cancellationToken)
        => client.SetBlockAsync(ApiRequest.Post("/2/users/{id}/dm/block", ("id", userId)), cancellationToken);

    /// <summary><c>POST /2/users/{id}/dm/unblock</c>: accepts messages from a user again.</summary>
    public static Task<bool> UnblockAsync(this ApiClient client, string userId, CancellationToken cancellationToken)
        => client.SetBlockAsync(ApiRequest.Post("/2/users/{id}/dm/unblock", ("id", userId)), cancellationToken);

    private static Task<UserLookup> GetUserDetailsAsync(
        this ApiClient client, ApiRequest request, int count, CancellationToken cancellationToken)
        => client.ListUsersAsync(request.WithRelationFields().Costing(Cost.User, count), cancellationToken);

    // Blocking a user who is already blocked changes nothing.
    private static async Task<bool> SetBlockAsync(this ApiClient client, ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await client
                .SendAsync(request.Repeatable().Costing(Cost.Block), ApiJson.Default.Blocked, cancellationToken)
                .ConfigureAwait(false);
            return response.Data?.Blocked ?? throw ResponseReader.Missing(request, response.Problems);
        }
        catch (DmException exception) when (exception is { Kind: DmErrorKind.Permission, EndsRun: false })
        {
            // The advice for a message does not apply.
            throw new DmException(exception) { RecommendedAction = BlockAdvice };
        }
    }

    private static async Task<WireUser> GetUserAsync(this ApiClient client, ApiRequest request, CancellationToken cancellationToken)
    {
        var response = await client
            .SendAsync(
                request.WithUserFields().Costing(Cost.User),
                ApiJson.OddSingleUser,
                observer: null,
                new IncludesReader(client.Texts).ReadUser,
                cancellationToken)
            .ConfigureAwait(false);
        return response.Data switch
        {
            { HasValidId: true } user => user,
            { IsIdentified: true } => throw ResponseReader.Unfit(request, "The user in the response has no valid id."),
            _ => throw ResponseReader.Missing(request, response.Problems),
        };
    }

    private static async Task<UserLookup> ListUsersAsync(this ApiClient client, ApiRequest request, CancellationToken cancellationToken)
    {
        var response = await client.SendAsync(request, ApiJson.Default.UserList, cancellationToken).ConfigureAwait(false);
        return new(request, response);
    }
}
