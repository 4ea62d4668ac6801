using System.Net;
using System.Security;

namespace TwitterDm;

/// <summary>
/// New tokens, for whoever keeps them: a vault, an Automation variable. The secrets are <see cref="SecureString"/>s, so that printing or
/// serializing the object shows none.
/// </summary>
public sealed class DmTokenSet
{
    internal DmTokenSet(string clientId, string accessToken, string? refreshToken, DateTimeOffset? expiresAt, IEnumerable<string> scopes)
    {
        ClientId = clientId;
        AccessToken = Secure(accessToken);
        RefreshToken = refreshToken is null ? null : Secure(refreshToken);
        ExpiresAt = expiresAt;
        Scopes = new(scopes);
    }

    /// <summary>The access token; it lives two hours.</summary>
    public SecureString AccessToken { get; }

    /// <summary>The next refresh token: it works once, and the one before is spent. Null without the scope <c>offline.access</c>.</summary>
    public SecureString? RefreshToken { get; }

    /// <summary>When the access token ends; null where X did not tell.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>What the tokens may do.</summary>
    public DmList<string> Scopes { get; }

    /// <summary>The app that they are for.</summary>
    public string ClientId { get; }

    /// <summary>Whose tokens they are: never a secret.</summary>
    public override string ToString() => $"tokens of the app {ClientId}";

    private static SecureString Secure(string secret) => new NetworkCredential(string.Empty, secret).SecurePassword;
}
