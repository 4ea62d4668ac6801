namespace TwitterDm.Sandbox.SignIn.Pages;

/// <summary>
/// A cookie that tells one browser from another. A form is good only in the browser that got its page: another site that fetched one itself
/// cannot have the user's browser send it, since the cookie stays away from requests that other sites make.
/// </summary>
internal sealed record BrowserKey(string Value)
{
    private const string Name = "sandbox_browser";

    public KeyValuePair<string, string> Cookie => new("Set-Cookie", $"{Name}={Value}; Path=/; HttpOnly; SameSite=Lax");

    /// <summary>The key that the browser has, or a new one. It is kept, so that several pages can be open.</summary>
    public static BrowserKey Of(SandboxRequest request) => Find(request) ?? new BrowserKey(Secrets.New(""));

    public static BrowserKey? Find(SandboxRequest request)
    {
        foreach (var cookie in (request.Headers.GetValueOrDefault("Cookie") ?? "").Split(';', StringSplitOptions.TrimEntries))
        {
            // What came from elsewhere under this name goes out again in a header: only our own letters may.
            if (cookie.StartsWith(Name + "=", StringComparison.Ordinal) && Secrets.HasForm(cookie[(Name.Length + 1)..]))
                return new BrowserKey(cookie[(Name.Length + 1)..]);
        }

        return null;
    }
}
