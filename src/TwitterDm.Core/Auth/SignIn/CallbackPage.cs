using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Auth.SignIn;

/// <summary>The page that the browser shows at the end: plain, without script, everything in it escaped, and never cached.</summary>
internal static class CallbackPage
{
    private const string Style =
        "body{font:1.1em/1.5 system-ui,sans-serif;max-width:36em;margin:15vh auto;padding:0 1em}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}";

    private const string OnlyForSignIn = "This address only receives the result of a sign-in.";

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    public static byte[] SignedIn()
        => Create(
            HttpStatusCode.OK,
            "You are signed in",
            "TwitterDm can now use Direct Messages on your behalf.",
            "You can close this page and return to the terminal.");

    public static byte[] Failed(DmException error)
        => Create(HttpStatusCode.BadRequest, "The sign-in failed", error.Message, error.RecommendedAction);

    public static byte[] Stopped()
        => Create(HttpStatusCode.BadRequest, "The sign-in was stopped", "It was stopped in the terminal. You are not signed in.", null);

    /// <summary>A response that belongs to another sign-in, or that a web page made up. It is not quoted.</summary>
    public static byte[] WrongState() => Create(
        HttpStatusCode.BadRequest,
        "Not this sign-in",
        "The response does not belong to this sign-in (wrong state); it was ignored.",
        "The sign-in in the terminal is still waiting. Finish it on the page that it opened.");

    /// <summary>A request that does not come from a browser that X sends back.</summary>
    public static byte[] Rejected(HttpStatusCode status)
        => status switch
        {
            HttpStatusCode.NotFound => Create(status, "Not found", OnlyForSignIn, null),
            HttpStatusCode.MethodNotAllowed => Create(status, "Method not allowed", OnlyForSignIn, null, "Allow: GET\r\n"),
            HttpStatusCode.MisdirectedRequest => Create(
                status,
                "Misdirected request",
                "This server is not the host that the request names.",
                null),
            HttpStatusCode.Forbidden => Create(
                status,
                "Forbidden",
                "A web page sent this request. Only a browser that returns from X is accepted.",
                null),
            _ => Create(HttpStatusCode.BadRequest, "Bad request", "This is not a request that a browser sends after a sign-in.", null),
        };

    private static byte[] Create(HttpStatusCode status, string title, string text, string? advice, string headers = "")
    {
        var body = Encoding.UTF8.GetBytes($"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Escape(title)}</title><style>{Style}</style></head>
            <body><h1>{Escape(title)}</h1><p>{Escape(text)}</p>{(advice is null ? string.Empty : $"<p>{Escape(advice)}</p>")}</body>
            </html>

            """);
        var head = $"HTTP/1.1 {(int)status} {status}\r\n"
            + "Content-Type: text/html; charset=utf-8\r\n"
            + $"Content-Length: {body.Length}\r\n"
            + $"Content-Security-Policy: default-src 'none'; style-src 'sha256-{StyleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
            + headers
            + "Cache-Control: no-store\r\n"
            + "Referrer-Policy: no-referrer\r\n"
            + "X-Content-Type-Options: nosniff\r\n"
            + "Connection: close\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
