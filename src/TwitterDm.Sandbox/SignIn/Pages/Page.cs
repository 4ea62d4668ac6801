using System.Security.Cryptography;
using System.Text;
using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.SignIn.Pages;

/// <summary>A page of signing in: no script, nothing from elsewhere, in no frame, kept by nobody.</summary>
internal static class Page
{
    // Names no form may be sent to.
    private const string NoTarget = "'none'";

    private const string Style =
        "body{font:16px/1.5 sans-serif;max-width:34em;margin:3em auto;padding:0 1em}button{font:inherit;padding:.4em 1.6em;margin-right:1em}"
        + "#pin{font-size:2em;letter-spacing:.2em}";

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{StyleHash}'; frame-ancestors 'none'; base-uri 'none'; form-action ";

    private static readonly Html StyleMarkup = Markup(Style);

    /// <summary>A page that says something and asks nothing.</summary>
    public static Answer Says(int status, string title, Html body) => Of(status, title, body, NoTarget, []);

    /// <summary>A page that asks for a decision.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="body">Its form.</param>
    /// <param name="callback">Where the decision leads; null: to another page of ours. A browser that obeys form-action asks it of redirects, too.</param>
    /// <param name="browser">Ties the form to the browser that it was given to.</param>
    public static Answer Asks(string title, Html body, string? callback, BrowserKey browser) =>
        Of(200, title, body, callback is null ? "'self'" : $"'self' {SourceOf(callback)}", [browser.Cookie]);

    public static Answer Redirect(string address) => new(302, "text/plain; charset=utf-8", ReadOnlyMemory<byte>.Empty)
    {
        Headers = [new("Location", address), new("Cache-Control", "no-store")],
    };

    private static Answer Of(int status, string title, Html body, string formTargets, KeyValuePair<string, string>[] headers)
    {
        Html page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>{StyleMarkup}</style></head>
            <body>
            <h1>{title}</h1>
            {body}
            <p><small>This is the sandbox of TwitterDm. Nothing here is X, and nothing leaves this machine.</small></p>
            </body>
            </html>

            """;
        return new Answer(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page.ToString()))
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

    // A policy has no way to name an address of IPv6; its scheme has to do.
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
