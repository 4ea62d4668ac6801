namespace TwitterDm.Sandbox.SignIn;

/// <summary>An app as its developer registered it: a public one has no secret.</summary>
internal sealed record SandboxApp(string Name, string ClientId, string? ClientSecret)
{
    private const string CallbackPath = "/callback";

    private static readonly string[] LoopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

    private static readonly SandboxApp[] All =
    [
        new("Sandbox Public App", SandboxCredentials.ClientId, ClientSecret: null),
        new("Sandbox Confidential App", SandboxCredentials.ConfidentialClientId, SandboxCredentials.ClientSecret),
    ];

    public static SandboxApp Public => All[0];

    public static SandboxApp? Find(string clientId) => Array.Find(All, app => string.Equals(app.ClientId, clientId, StringComparison.Ordinal));

    /// <summary>
    /// Whether an address is registered for the answers of sign-ins: one of this machine alone, of any port, and with nothing but the path.
    /// The text itself is looked at, so that no reading of it by a browser can differ.
    /// </summary>
    public static bool IsCallback(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !LoopbackHosts.Contains(uri.Host, StringComparer.Ordinal))
            return false;
        var port = uri.IsDefaultPort ? "" : FormattableString.Invariant($":{uri.Port}");
        return string.Equals(address, $"http://{uri.Host}{port}{CallbackPath}", StringComparison.Ordinal);
    }
}
