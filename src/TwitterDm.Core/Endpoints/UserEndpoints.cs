using TwitterDm.Http;
using TwitterDm.Wire;

namespace TwitterDm.Endpoints;

/// <summary>The endpoints that read users.</summary>
internal static class UserEndpoints
{
    /// <summary><c>GET /2/users/me</c>: who is signed in.</summary>
    public static Task<WireUser> GetMeAsync(this DmSender sender, CancellationToken cancellationToken)
        => sender.GetUserAsync(DmRequest.Get($"/2/users/me"), cancellationToken);

    /// <summary><c>GET /2/users/by/username/{username}</c>: the user of a name.</summary>
    public static Task<WireUser> GetUserByUsernameAsync(this DmSender sender, string username, CancellationToken cancellationToken)
        => sender.GetUserAsync(DmRequest.Get($"/2/users/by/username/{username}", "username"), cancellationToken);

    private static async Task<WireUser> GetUserAsync(this DmSender sender, DmRequest request, CancellationToken cancellationToken)
    {
        var answer = await sender.SendAsync(request.WithUserFields(), WireJson.Default.SingleUser, cancellationToken).ConfigureAwait(false);
        return answer.Data ?? throw AnswerReader.Missing(request, answer.Errors);
    }
}
