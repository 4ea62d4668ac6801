using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.SignIn.Pages;

/// <summary>
/// A cookie that identifies a browser. A form works only in the browser that requested its page. This prevents cross-site request forgery:
/// another site can fetch a form itself, but the user's browser does not send the cookie with requests from other sites.
/// </summary>
internal sealed record BrowserCookie(string Value)
{
    private const string Name = "sandbox_browser";

    public KeyValuePair<string, string> SetCookieHeader => new("Set-Cookie", $"{Name}={Value}; Path=/; HttpOnly; SameSite=Lax");

    /// <summary>Returns the cookie of the request, or a new one. Keeping the existing one allows several open pages.</summary>
    public static BrowserCookie FindOrCreate(SandboxRequest request) => Find(request) ?? new BrowserCookie(Secrets.New(""));

    public static BrowserCookie? Find(SandboxRequest request)
    {
        foreach (var cookie in (request.Headers.GetValueOrDefault("Cookie") ?? "").Split(';', StringSplitOptions.TrimEntries))
        {
            // The value is echoed in a header, so only values that the sandbox could have created are accepted.
            if (cookie.StartsWith(Name + "=", StringComparison.Ordinal) && Secrets.HasForm(cookie[(Name.Length + 1)..]))
                return new BrowserCookie(cookie[(Name.Length + 1)..]);
        }

        return null;
    }
}
