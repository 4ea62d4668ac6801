using System.Net;
using TwitterDm.Sandbox.Tests.Authentication;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>The steps of signing in with OAuth 1.0a, from the app's view.</summary>
internal static class OAuth1SignInSteps
{
    public const string RequestPath = "/oauth/request_token";
    public const string PagePath = "/oauth/authorize";
    public const string AccessPath = "/oauth/access_token";

    public static TestSigner Signer(RunningSandbox sandbox) => new() { Time = sandbox.Clock.GetUtcNow() };

    /// <summary>Returns a signer without a token, for the first step.</summary>
    public static TestSigner App(RunningSandbox sandbox, string? callback = "oob") =>
        Signer(sandbox) with { Token = null, TokenSecret = "", More = callback is null ? [] : [("oauth_callback", callback)] };

    public static Task<Reply> RequestAsync(RunningSandbox sandbox, TestSigner signer) => PostAsync(sandbox, RequestPath, signer);

    public static async Task<(string Token, string Secret)> RequestTokenAsync(RunningSandbox sandbox, string callback = "oob")
    {
        var form = Form(await RequestAsync(sandbox, App(sandbox, callback)));
        Assert.Equal("true", form["oauth_callback_confirmed"]);
        return (form["oauth_token"], form["oauth_token_secret"]);
    }

    public static Task<Reply> AccessAsync(RunningSandbox sandbox, (string Token, string Secret) request, string? verifier) =>
        PostAsync(sandbox, AccessPath, Signer(sandbox) with
        {
            Token = request.Token,
            TokenSecret = request.Secret,
            More = verifier is null ? [] : [("oauth_verifier", verifier)],
        });

    /// <summary>Returns the verifier of a request token that the user has just authorized.</summary>
    public static string Authorize(RunningSandbox sandbox, (string Token, string Secret) request) =>
        sandbox.Server.Api.Authorize(PageOf(sandbox, request));

    public static Uri PageOf(RunningSandbox sandbox, (string Token, string Secret) request) =>
        new(sandbox.Server.BaseUri, $"{PagePath}?oauth_token={request.Token}");

    public static IReadOnlyDictionary<string, string> Form(Reply reply)
    {
        Assert.Equal((HttpStatusCode.OK, "application/x-www-form-urlencoded; charset=utf-8"), (reply.Status, reply.Headers["Content-Type"]));
        Assert.Equal("no-store", reply.Headers["Cache-Control"]);
        return reply.Text.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
    }

    public static void AssertRefused(Reply reply, int status, int code, string message)
    {
        Assert.Equal((status, $$"""{"errors":[{"code":{{code}},"message":"{{message}}"}]}"""), ((int)reply.Status, reply.Text));
        Assert.Equal("application/json; charset=utf-8", reply.Headers["Content-Type"]);
    }

    private static Task<Reply> PostAsync(RunningSandbox sandbox, string path, TestSigner signer) =>
        sandbox.PostAsync(path, signer.Header("POST", new Uri(sandbox.Server.BaseUri, path).AbsoluteUri));
}
