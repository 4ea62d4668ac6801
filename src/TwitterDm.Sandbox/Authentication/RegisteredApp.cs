namespace TwitterDm.Sandbox.Authentication;

/// <summary>An app with its OAuth 2.0 client credentials. Public clients have no secret.</summary>
internal sealed record RegisteredApp(string Name, string ClientId, string? ClientSecret)
{
    private const string CallbackPath = "/callback";

    private static readonly string[] LoopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>
    /// Whether a URI is registered as a redirect URI: <c>/callback</c> on a loopback host, with any port, without a query. The text itself
    /// is compared, so that a browser cannot interpret it differently.
    /// </summary>
    public static bool IsRegisteredRedirectUri(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !LoopbackHosts.Contains(uri.Host, StringComparer.Ordinal))
            return false;
        var port = uri.IsDefaultPort ? "" : FormattableString.Invariant($":{uri.Port}");
        return string.Equals(address, $"http://{uri.Host}{port}{CallbackPath}", StringComparison.Ordinal);
    }
}

/// <summary>The apps that can sign users in with OAuth 2.0.</summary>
internal sealed class AppRegistry(params RegisteredApp[] apps)
{
    public RegisteredApp? Find(string clientId) => Array.Find(apps, app => string.Equals(app.ClientId, clientId, StringComparison.Ordinal));
}
