using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.SignIn.Pages;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>The page on which a user allows an app what it asks for, and what becomes of the decision.</summary>
internal sealed class AuthorizePage(TimeProvider clock, AuthorizationCodes codes, BrowserSession session)
{
    public const string Path = "/i/oauth2/authorize";

    private const string Deny = "deny";

    private readonly Tickets<Question> _tickets = new(clock);

    public Answer Show(SandboxRequest request)
    {
        if (AuthorizationRequest.Check(request.Uri.Query, out var refusal) is not { } asked)
            return Refuse(refusal);
        var browser = BrowserKey.Of(request);
        var question = new Question(asked, session.Account);
        return Page.Asks($"{asked.App.Name} wants to access your account", Body(question, _tickets.Issue(question, browser)), asked.RedirectUri, browser);
    }

    public Answer Take(SandboxRequest request)
    {
        var form = DecisionForm.Read(request);
        if (_tickets.Take(form.Ticket, BrowserKey.Find(request)) is not { } question)
            return Page.Says(403, "This page is over", $"<p id=\"problem\">Go back to the app and start again.</p>");
        return Decide(question, form.Allows);
    }

    /// <summary>The answer of a browser in which somebody decided so.</summary>
    public Answer Decide(string query, bool allow) => AuthorizationRequest.Check(query, out var refusal) is { } asked
        ? Decide(new Question(asked, session.Account), allow)
        : Refuse(refusal);

    private Answer Decide(Question question, bool allow)
    {
        var asked = question.Asked;
        var callback = new Callback(asked.RedirectUri, asked.State);
        return allow
            ? callback.Code(codes.Issue(new Grant(asked.App, question.Account, asked.Scopes), asked.RedirectUri, asked.Challenge))
            : callback.Error("access_denied");
    }

    private static Answer Refuse(AuthorizationRequest.Refusal refusal) => refusal.Callback is { } callback
        ? callback.Error(refusal.Error, refusal.Description)
        : Page.Says(400, "Something went wrong", $"<p id=\"problem\">{refusal.Description}</p>");

    private static Html Body(Question question, string ticket) => $"""
        <p>You are signed in as <strong id="account">@{question.Account.Username}</strong>. <span id="app">{question.Asked.App.Name}</span> asks for:</p>
        <ul id="scopes">{Html.Each(question.Asked.Scopes, scope => $"<li>{scope}</li>")}</ul>
        <p>The answer goes to <code id="redirect">{question.Asked.RedirectUri}</code>.</p>
        {DecisionForm.Write(Path, ticket, "Allow", Deny, "Deny")}
        """;

    // Whoever the page named is who decides, whoever is signed in by then.
    private sealed record Question(AuthorizationRequest Asked, Person Account);
}
