using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.SignIn.Pages;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.SignIn.OAuth1;

/// <summary>The page of OAuth 1.0a on which a user lets an app in (RFC 5849, section 2.2). It ends at the app's address, or with a PIN to type in.</summary>
internal sealed class AuthorizePinPage(TimeProvider clock, RequestTokens requests, BrowserSession session)
{
    public const string Path = "/oauth/authorize";

    private const string AppName = "Sandbox App";
    private const string Cancel = "cancel";

    private readonly Tickets<Question> _tickets = new(clock);

    public Answer Show(SandboxRequest request)
    {
        if (Find(request.Uri.Query) is not { } asked)
            return Over();
        var browser = BrowserKey.Of(request);
        var question = new Question(asked, session.Account);
        return Page.Asks(
            $"Authorize {AppName} to access your account?", Body(question, _tickets.Issue(question, browser)), asked.Callback, browser);
    }

    public Answer Take(SandboxRequest request)
    {
        var form = DecisionForm.Read(request);
        return _tickets.Take(form.Ticket, BrowserKey.Find(request)) is { } question ? Decide(question, form.Allows) : Over();
    }

    /// <summary>What a user would take from the page to the app, having authorized it: the PIN, or where the browser went. Null where the page refused.</summary>
    public string? Authorize(string query)
    {
        if (Find(query) is not { } asked || requests.Allow(asked, session.Account) is not { } verifier)
            return null;
        return asked.Callback is null ? verifier : Address(asked, verifier);
    }

    private RequestToken? Find(string query)
    {
        if (!QueryString.TryParse(query, out var pairs))
            return null;
        var tokens = pairs.Where(pair => string.Equals(pair.Key, "oauth_token", StringComparison.Ordinal)).ToList();
        return tokens is [var (_, token)] ? requests.FindOpen(token) : null;
    }

    private Answer Decide(Question question, bool allow)
    {
        var asked = question.Asked;
        if (!allow)
        {
            requests.Deny(asked);
            return asked.Callback is null
                ? Page.Says(200, "You have not signed in", $"<p id=\"problem\">You did not let {AppName} in. Nothing has changed.</p>")
                : Page.Redirect($"{asked.Callback}?denied={PercentEncoding.Encode(asked.Token)}");
        }

        if (requests.Allow(asked, question.Account) is not { } verifier)
            return Over();
        return asked.Callback is null
            ? Page.Says(200, "You've granted access", $"<p>Type this PIN into {AppName} to finish:</p><p><code id=\"pin\">{verifier}</code></p>")
            : Page.Redirect(Address(asked, verifier));
    }

    private static string Address(RequestToken asked, string verifier) =>
        $"{asked.Callback}?oauth_token={PercentEncoding.Encode(asked.Token)}&oauth_verifier={PercentEncoding.Encode(verifier)}";

    private static Answer Over() => Page.Says(
        403, "Whoa there!", $"<p id=\"problem\">The request token for this page is invalid: used already, or too old. Go back to the app and start again.</p>");

    private static Html Body(Question question, string ticket) => $"""
        <p>You are signed in as <strong id="account">@{question.Account.Username}</strong>.</p>
        <p><span id="app">{AppName}</span> will be able to read, send and delete your Direct Messages.</p>
        {DecisionForm.Write(Path, ticket, "Authorize app", Cancel, "Cancel")}
        """;

    private sealed record Question(RequestToken Asked, Person Account);
}
