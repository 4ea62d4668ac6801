using System.Security.Cryptography;
using System.Text;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.SignIn.Pages;

/// <summary>Builds HTML pages without scripts and external content, which cannot be framed and are not cached.</summary>
internal static class Page
{
    // The page has no form.
    private const string NoFormTarget = "'none'";

    private const string Style =
        "body{font:16px/1.5 sans-serif;max-width:34em;margin:3em auto;padding:0 1em}button{font:inherit;padding:.4em 1.6em;margin-right:1em}"
        + "#pin{font-size:2em;letter-spacing:.2em}";

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{StyleHash}'; frame-ancestors 'none'; base-uri 'none'; form-action ";

    private static readonly Html StyleMarkup = Markup(Style);

    /// <summary>A page with a message.</summary>
    public static ApiResponse Message(int status, string title, Html body) => Of(status, title, body, NoFormTarget, []);

    /// <summary>A page with a consent form.</summary>
    /// <param name="title">The title.</param>
    /// <param name="body">The content with the form.</param>
    /// <param name="callback">
    /// The URL that the browser is redirected to after submitting, or null if the sandbox shows a page. Some browsers apply form-action to
    /// redirects as well.
    /// </param>
    /// <param name="browser">The cookie of the browser that requested the page.</param>
    public static ApiResponse Consent(string title, Html body, string? callback, BrowserCookie browser) =>
        Of(200, title, body, callback is null ? "'self'" : $"'self' {SourceOf(callback)}", [browser.SetCookieHeader]);

    public static ApiResponse Redirect(string address) => new(302, "text/plain; charset=utf-8", ReadOnlyMemory<byte>.Empty)
    {
        Headers = [new("Location", address), new("Cache-Control", "no-store")],
    };

    private static ApiResponse Of(int status, string title, Html body, string formTargets, KeyValuePair<string, string>[] headers)
    {
        Html page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>{StyleMarkup}</style></head>
            <body>
            <h1>{title}</h1>
            {body}
            <p><small>This is the TwitterDm sandbox, not X. Nothing leaves this machine.</small></p>
            </body>
            </html>

            """;
        return new ApiResponse(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page.ToString()))
        {
            Headers =
            [
                new("Cache-Control", "no-store"),
                new("Content-Security-Policy", Policy + formTargets),
                new("X-Content-Type-Options", "nosniff"),
                new("X-Frame-Options", "DENY"),
                new("Referrer-Policy", "no-referrer"),
                .. headers,
            ],
        };
    }

    // A content security policy cannot name IPv6 addresses, so allow the scheme.
    private static string SourceOf(string callback)
    {
        var uri = new Uri(callback);
        return uri.HostNameType == UriHostNameType.IPv6 ? "http:" : uri.GetLeftPart(UriPartial.Authority);
    }

    private static Html Markup(string text)
    {
        Html markup = $"";
        markup.AppendLiteral(text);
        return markup;
    }
}
