using System.Net.Http.Headers;
using TwitterDm.Notices;
using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>An OAuth 2.0 access token of a user.</summary>
public sealed class BearerCredential : DmCredential
{
    private readonly string _accessToken;

    /// <summary>Creates a credential from an existing token.</summary>
    /// <param name="accessToken">The access token, without the word <c>Bearer</c>.</param>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: it is empty, or contains a character that is not valid in a token.
    /// </exception>
    public BearerCredential(string accessToken) => _accessToken = Checked(accessToken, "access token");

    /// <inheritdoc/>
    public override DmAuthenticationMethod Method => DmAuthenticationMethod.OAuth2;

    internal override ValueTask AuthorizeAsync(HttpRequestMessage request, INoticeSink? notices, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _accessToken);
        return ValueTask.CompletedTask;
    }

    internal override StoredProfile ToProfile(DmUser user, Uri apiBaseUri, DateTimeOffset now) => new()
    {
        Method = Method,
        ApiBaseUri = apiBaseUri,
        UserId = user.Id,
        Username = user.Username,
        SavedAt = now,
        AccessToken = _accessToken,
    };
}
