using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>The steps of signing in, from the app's and the user's view. Tests can pass invalid values.</summary>
internal static partial class SignInSteps
{
    public const string TokenPath = "/2/oauth2/token";
    public const string RevokePath = "/2/oauth2/revoke";
    public const string AuthorizePath = "/i/oauth2/authorize";
    public const string Redirect = "http://127.0.0.1:8080/callback";
    public const string State = "a state/with+signs&é";

    // RFC 7636, appendix B.
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    public static (string Name, string Value) PublicApp => ("client_id", SandboxCredentials.ClientId);

    public static string Basic(string id = SandboxCredentials.ConfidentialClientId, string secret = SandboxCredentials.ClientSecret) =>
        RawBasic($"{HttpUtility.UrlEncode(id)}:{HttpUtility.UrlEncode(secret)}");

    public static string RawBasic(string joined) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(joined));

    /// <summary>Returns the query of the authorization page. A null value omits a parameter.</summary>
    public static string Query(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = SandboxCredentials.ClientId,
            ["redirect_uri"] = Redirect,
            ["scope"] = "dm.read tweet.read users.read offline.access",
            ["state"] = State,
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
            parameters[name] = value;
        return "?" + string.Join('&', parameters.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}"));
    }

    /// <summary>Returns the query parameters of the URL that a response redirects to.</summary>
    public static IReadOnlyDictionary<string, string> Redirected(Reply reply, string expectedAddress = Redirect)
    {
        Assert.Equal(HttpStatusCode.Redirect, reply.Status);
        Assert.Equal("no-store", reply.Headers["Cache-Control"]);
        var parts = reply.Headers["Location"].Split('?');
        Assert.Equal((2, expectedAddress), (parts.Length, parts[0]));
        return parts[1].Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
    }

    public static string TicketOf(Reply page)
    {
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return TicketPattern().Match(page.Text).Groups["ticket"].Value;
    }

    public static Task<Reply> DecideAsync(RunningSandbox sandbox, Reply page, string decision, string path = AuthorizePath) =>
        sandbox.PostAsync(path, authorization: null, ("authenticity_token", TicketOf(page)), ("decision", decision));

    /// <summary>Returns a code that a user has just authorized.</summary>
    public static async Task<string> CodeAsync(RunningSandbox sandbox, params (string Name, string? Value)[] changes)
    {
        var page = await sandbox.GetAsync(AuthorizePath + Query(changes), authorization: null);
        return Redirected(await DecideAsync(sandbox, page, "allow"), changes.FirstOrDefault(pair => pair.Name == "redirect_uri").Value ?? Redirect)["code"];
    }

    public static Task<Reply> ExchangeAsync(RunningSandbox sandbox, string code, params (string Name, string Value)[] changes)
    {
        (string Name, string Value)[] usual =
            [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Redirect), ("code_verifier", Verifier), PublicApp];
        return sandbox.PostAsync(TokenPath, authorization: null, [.. usual.Where(pair => !changes.Any(change => change.Name == pair.Name)), .. changes]);
    }

    public static Task<Reply> RefreshAsync(RunningSandbox sandbox, string token) =>
        sandbox.PostAsync(TokenPath, authorization: null, ("grant_type", "refresh_token"), ("refresh_token", token), PublicApp);

    public static async Task<HttpStatusCode> UseAsync(RunningSandbox sandbox, string accessToken) =>
        (await sandbox.GetAsync("/2/users/me", "Bearer " + accessToken)).Status;

    public static void AssertRefused(Reply reply, int status, string error, string description)
    {
        Assert.Equal((status, error, description), ((int)reply.Status, reply.Body.Text("error"), reply.Body.Text("error_description")));
        Assert.Equal(["error", "error_description"], reply.Body.Names());
        Assert.Equal(("application/json; charset=utf-8", "no-store"), (reply.Headers["Content-Type"], reply.Headers["Cache-Control"]));
    }

    [GeneratedRegex("name=\"authenticity_token\" value=\"(?<ticket>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TicketPattern();
}
