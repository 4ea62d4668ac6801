using System.Net;
using System.Security;

namespace TwitterDm;

/// <summary>
/// New tokens, for storage in a vault or an Automation variable. The secrets are <see cref="SecureString"/>s, so that printing or
/// serializing the object does not show them.
/// </summary>
public sealed class DmTokenSet
{
    internal DmTokenSet(string clientId, string accessToken, string? refreshToken, DateTimeOffset? expiresAt, IEnumerable<string> scopes)
    {
        ClientId = clientId;
        AccessToken = Secure(accessToken);
        RefreshToken = refreshToken is null ? null : Secure(refreshToken);
        ExpiresAt = expiresAt?.LocalDateTime;
        Scopes = new(scopes);
    }

    /// <summary>The access token; it is valid for two hours.</summary>
    public SecureString AccessToken { get; }

    /// <summary>
    /// The next refresh token: it works once, and the previous one no longer works. Null without the scope <c>offline.access</c>.
    /// </summary>
    public SecureString? RefreshToken { get; }

    /// <summary>When the access token expires, in local time; null where that is unknown.</summary>
    public DateTime? ExpiresAt { get; }

    /// <summary>The scopes of the tokens.</summary>
    public DmList<string> Scopes { get; }

    /// <summary>The client id of the app that they were issued to.</summary>
    public string ClientId { get; }

    /// <summary>The app that the tokens were issued to, never a secret.</summary>
    public override string ToString() => $"tokens of the app {ClientId}";

    private static SecureString Secure(string secret) => new NetworkCredential(string.Empty, secret).SecurePassword;
}
