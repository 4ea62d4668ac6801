using TwitterDm.Http;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>The endpoints that read users, and block them.</summary>
internal static class UserEndpoints
{
    /// <summary>The most users of one look-up, by ids or by names, as X's description of both has it.</summary>
    public const int MaxLookup = 100;

    /// <summary><c>GET /2/users/me</c>: who is signed in.</summary>
    public static Task<WireUser> GetMeAsync(this ApiClient sender, CancellationToken cancellationToken)
        => sender.GetUserAsync(ApiRequest.Get($"/2/users/me"), cancellationToken);

    /// <summary><c>GET /2/users/by/username/{username}</c>: the user of a name.</summary>
    public static Task<WireUser> GetUserByUsernameAsync(this ApiClient sender, string username, CancellationToken cancellationToken)
        => sender.GetUserAsync(ApiRequest.Get($"/2/users/by/username/{username}", "username"), cancellationToken);

    /// <summary>
    /// <c>GET /2/users/by</c>: the users of up to <see cref="MaxLookup"/> names, who are to get a message; who is missing in the answer does
    /// not exist. With a spending limit, nobody is looked up to whom the message could not be paid.
    /// </summary>
    public static async Task<IReadOnlyList<WireUser>> GetUsersByUsernamesAsync(
        this ApiClient sender, IReadOnlyCollection<string> usernames, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Get($"/2/users/by").With("usernames", usernames).WithRecipientFields().Costing(Cost.UserAndMessage, usernames.Count);
        var answer = await sender.SendAsync(request, ApiJson.Default.UserList, cancellationToken).ConfigureAwait(false);
        return answer.Data ?? [];
    }

    /// <summary><c>GET /2/users</c>: the users of up to <see cref="MaxLookup"/> ids; who is missing in the answer does not exist any more.</summary>
    public static async Task<IReadOnlyList<WireUser>> GetUsersAsync(this ApiClient sender, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Get($"/2/users").With("ids", ids).WithUserFields().Costing(Cost.User, ids.Count);
        var answer = await sender.SendAsync(request, ApiJson.Default.UserList, cancellationToken).ConfigureAwait(false);
        return answer.Data ?? [];
    }

    /// <summary><c>POST /2/users/{id}/dm/block</c>: takes no more messages from a user.</summary>
    public static Task<bool> BlockAsync(this ApiClient sender, string userId, CancellationToken cancellationToken)
        => sender.SetBlockAsync(ApiRequest.Post($"/2/users/{userId}/dm/block", "id"), cancellationToken);

    /// <summary><c>POST /2/users/{id}/dm/unblock</c>: takes messages from a user again.</summary>
    public static Task<bool> UnblockAsync(this ApiClient sender, string userId, CancellationToken cancellationToken)
        => sender.SetBlockAsync(ApiRequest.Post($"/2/users/{userId}/dm/unblock", "id"), cancellationToken);

    // Who is blocked can be blocked again: nothing changes.
    private static async Task<bool> SetBlockAsync(this ApiClient sender, ApiRequest request, CancellationToken cancellationToken)
    {
        var answer = await sender.SendAsync(request.Repeatable(), ApiJson.Default.Blocked, cancellationToken).ConfigureAwait(false);
        return answer.Data?.Blocked ?? throw ResponseReader.Missing(request, answer.Errors);
    }

    private static async Task<WireUser> GetUserAsync(this ApiClient sender, ApiRequest request, CancellationToken cancellationToken)
    {
        var answer = await sender.SendAsync(request.WithUserFields().Costing(Cost.User), ApiJson.Default.SingleUser, cancellationToken).ConfigureAwait(false);
        return answer.Data ?? throw ResponseReader.Missing(request, answer.Errors);
    }
}
