using System.Net;
using System.Text.RegularExpressions;
using TwitterDm.Sandbox.Tests.Support;
using static TwitterDm.Sandbox.Tests.SignIn.OAuth1SignInSteps;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>The authorization page of OAuth 1.0a.</summary>
public sealed class AuthorizePinPageTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task It_shows_the_account_and_a_valid_PIN()
    {
        var request = await RequestTokenAsync(_sandbox);
        var page = await ShowAsync(request);
        Assert.All(new[] { "@sandbox_admin", "id=\"allow\"", "id=\"cancel\"" }, words => Assert.Contains(words, page.Text, StringComparison.Ordinal));
        Assert.EndsWith("form-action 'self'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);

        var granted = await DecideAsync(page, "allow");
        var pin = Regex.Match(granted.Text, "<code id=\"pin\">(?<pin>[0-9]{7})</code>", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)).Groups["pin"].Value;
        Assert.Equal(("no-store", HttpStatusCode.OK), (granted.Headers["Cache-Control"], (await AccessAsync(_sandbox, request, pin)).Status));
    }

    [Fact]
    public async Task An_app_with_a_callback_URL_gets_the_verifier_or_the_denial()
    {
        const string Callback = "http://localhost:8080/callback";
        var (allowed, denied) = (await RequestTokenAsync(_sandbox, Callback), await RequestTokenAsync(_sandbox, Callback));
        var page = await ShowAsync(allowed);
        Assert.EndsWith("form-action 'self' http://localhost:8080", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        var parameters = SignInSteps.Redirected(await DecideAsync(page, "allow"), Callback);
        Assert.Equal(["oauth_token", "oauth_verifier"], parameters.Keys);
        Assert.Equal(HttpStatusCode.OK, (await AccessAsync(_sandbox, allowed, parameters["oauth_verifier"])).Status);

        parameters = SignInSteps.Redirected(await DecideAsync(await ShowAsync(denied), "cancel"), Callback);
        Assert.Equal([KeyValuePair.Create("denied", denied.Token)], parameters);
    }

    [Fact]
    public async Task Cancel_invalidates_the_request_token()
    {
        var request = await RequestTokenAsync(_sandbox);
        var reply = await DecideAsync(await ShowAsync(request), "cancel");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.DoesNotContain("id=\"pin\"", reply.Text, StringComparison.Ordinal);
        AssertOver(await ShowAsync(request));
        AssertRefused(await AccessAsync(_sandbox, request, "1234567"), 401, 89, "Invalid or expired token.");
    }

    [Fact]
    public async Task A_decision_can_be_made_once_and_before_the_token_expires()
    {
        var request = await RequestTokenAsync(_sandbox);
        var (first, second) = (await ShowAsync(request), await ShowAsync(request));
        await DecideAsync(first, "allow");
        AssertOver(await DecideAsync(first, "allow"));
        AssertOver(await DecideAsync(second, "allow"));
        AssertOver(await ShowAsync(request));

        var late = await ShowAsync(await RequestTokenAsync(_sandbox));
        _sandbox.Clock.Advance(TimeSpan.FromMinutes(5));
        AssertOver(await DecideAsync(late, "allow"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?oauth_token=")]
    [InlineData("?oauth_token=unknown")]
    [InlineData("?oauth_token=a&oauth_token=b")]
    [InlineData("?oauth_token=%3Cscript%3E")]
    [InlineData("?oauth_token=" + SandboxCredentials.AccessToken)]
    public async Task Invalid_request_tokens_are_refused(string query) => AssertOver(await _sandbox.GetAsync(PagePath + query, authorization: null));

    [Fact]
    public async Task The_page_is_also_at_the_address_for_logging_in()
    {
        var request = await RequestTokenAsync(_sandbox);
        var page = await _sandbox.GetAsync("/oauth/authenticate?oauth_token=" + request.Token, authorization: null);
        Assert.NotEmpty(SignInSteps.TicketOf(page));
    }

    private static void AssertOver(Reply reply)
    {
        Assert.Equal((HttpStatusCode.Forbidden, false), (reply.Status, reply.Headers.ContainsKey("Location")));
        Assert.Contains("The request token for this page is invalid", reply.Text, StringComparison.Ordinal);
    }

    private Task<Reply> ShowAsync((string Token, string Secret) request) =>
        _sandbox.GetAsync(PageOf(_sandbox, request).PathAndQuery, authorization: null);

    private Task<Reply> DecideAsync(Reply page, string decision) => SignInSteps.DecideAsync(_sandbox, page, decision, PagePath);
}
