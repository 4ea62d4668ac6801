using TwitterDm.Http;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>The endpoints that read users, and block them.</summary>
internal static class UserEndpoints
{
    /// <summary>The most users of one look-up, by ids or by names, as X's description of both has it.</summary>
    public const int MaxLookup = 100;

    /// <summary><c>GET /2/users/me</c>: who is signed in.</summary>
    public static Task<WireUser> GetMeAsync(this ApiClient client, CancellationToken cancellationToken)
        => client.GetUserAsync(ApiRequest.Get("/2/users/me"), cancellationToken);

    /// <summary><c>GET /2/users/by/username/{username}</c>: the user of a name.</summary>
    public static Task<WireUser> GetUserByUsernameAsync(this ApiClient client, string username, CancellationToken cancellationToken)
        => client.GetUserAsync(ApiRequest.Get("/2/users/by/username/{username}", ("username", username)), cancellationToken);

    /// <summary>
    /// <c>GET /2/users/by</c>: the users of up to <see cref="MaxLookup"/> names, who are to get a message; who is missing in the response does
    /// not exist. With a spending limit, only users whose message can be paid for are looked up.
    /// </summary>
    public static async Task<IReadOnlyList<WireUser>> GetUsersByUsernamesAsync(
        this ApiClient client, IReadOnlyCollection<string> usernames, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Get("/2/users/by").With("usernames", usernames).WithRecipientFields().Costing(Cost.UserAndMessage, usernames.Count);
        var response = await client.SendAsync(request, ApiJson.Default.UserList, cancellationToken).ConfigureAwait(false);
        return response.Data ?? [];
    }

    /// <summary><c>GET /2/users</c>: the users of up to <see cref="MaxLookup"/> ids; who is missing in the response does not exist any more.</summary>
    public static async Task<IReadOnlyList<WireUser>> GetUsersAsync(this ApiClient client, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Get("/2/users").With("ids", ids).WithUserFields().Costing(Cost.User, ids.Count);
        var response = await client.SendAsync(request, ApiJson.Default.UserList, cancellationToken).ConfigureAwait(false);
        return response.Data ?? [];
    }

    /// <summary><c>POST /2/users/{id}/dm/block</c>: takes no more messages from a user.</summary>
    public static Task<bool> BlockAsync(this ApiClient client, string userId, CancellationToken cancellationToken)
        => client.SetBlockAsync(ApiRequest.Post("/2/users/{id}/dm/block", ("id", userId)), cancellationToken);

    /// <summary><c>POST /2/users/{id}/dm/unblock</c>: takes messages from a user again.</summary>
    public static Task<bool> UnblockAsync(this ApiClient client, string userId, CancellationToken cancellationToken)
        => client.SetBlockAsync(ApiRequest.Post("/2/users/{id}/dm/unblock", ("id", userId)), cancellationToken);

    // Who is blocked can be blocked again: nothing changes.
    private static async Task<bool> SetBlockAsync(this ApiClient client, ApiRequest request, CancellationToken cancellationToken)
    {
        var response = await client.SendAsync(request.Repeatable(), ApiJson.Default.Blocked, cancellationToken).ConfigureAwait(false);
        return response.Data?.Blocked ?? throw ResponseReader.Missing(request, response.Errors);
    }

    private static async Task<WireUser> GetUserAsync(this ApiClient client, ApiRequest request, CancellationToken cancellationToken)
    {
        var response = await client.SendAsync(request.WithUserFields().Costing(Cost.User), ApiJson.Default.SingleUser, cancellationToken).ConfigureAwait(false);
        return response.Data ?? throw ResponseReader.Missing(request, response.Errors);
    }
}
