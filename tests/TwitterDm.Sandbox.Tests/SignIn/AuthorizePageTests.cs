using System.Net;
using System.Text;
using TwitterDm.Sandbox.SignIn.Pages;
using TwitterDm.Sandbox.Tests.Support;
using static TwitterDm.Sandbox.Tests.SignIn.SignInSteps;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>The authorization page: its content, its protection, and the result of a decision.</summary>
public sealed class AuthorizePageTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task It_shows_the_app_the_account_and_all_scopes()
    {
        var page = await ShowAsync();
        Assert.All(
            new[] { "Sandbox Public App", "@sandbox_admin", "<li>dm.read</li>", "<li>offline.access</li>", Redirect, "id=\"allow\"", "id=\"deny\"" },
            words => Assert.Contains(words, page.Text, StringComparison.Ordinal));
        _sandbox.Server.Api.BrowserAccount = 3;
        Assert.Contains("@sandbox_user3", (await ShowAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Allow_redirects_with_a_code_and_the_state()
    {
        var parameters = Redirected(await DecideAsync(_sandbox, await ShowAsync(), "allow"));
        Assert.Equal(["code", "state"], parameters.Keys);
        Assert.Equal(State, parameters["state"]);
    }

    [Theory]
    [InlineData("deny")]
    [InlineData("")]
    [InlineData("ALLOW")]
    public async Task Any_other_decision_denies_access(string decision)
    {
        var parameters = Redirected(await DecideAsync(_sandbox, await ShowAsync(), decision));
        Assert.Equal(["error", "state"], parameters.Keys);
        Assert.Equal(("access_denied", State), (parameters["error"], parameters["state"]));
    }

    [Fact]
    public async Task The_account_on_the_page_is_the_one_that_signs_in()
    {
        _sandbox.Server.Api.BrowserAccount = 2;
        var page = await ShowAsync();
        _sandbox.Server.Api.BrowserAccount = 1;
        var code = Redirected(await DecideAsync(_sandbox, page, "allow"))["code"];
        var token = (await ExchangeAsync(_sandbox, code)).Body.Text("access_token");
        Assert.Equal("sandbox_user2", (await _sandbox.GetAsync("/2/users/me", "Bearer " + token)).Body.GetProperty("data").Text("username"));
    }

    [Fact]
    public async Task A_form_works_once_and_expires()
    {
        var (page, late) = (await ShowAsync(), await ShowAsync());
        await DecideAsync(_sandbox, page, "deny");
        AssertOver(await DecideAsync(_sandbox, page, "allow"));
        _sandbox.Clock.Advance(TimeSpan.FromMinutes(10));
        AssertOver(await DecideAsync(_sandbox, late, "allow"));
    }

    [Fact]
    public async Task A_form_without_a_valid_token_is_refused()
    {
        AssertOver(await _sandbox.PostAsync(AuthorizePath, null, ("decision", "allow")));
        AssertOver(await _sandbox.PostAsync(AuthorizePath, null, ("decision", "allow"), ("authenticity_token", "guess")));
        using var json = new StringContent("""{"decision":"allow"}""", Encoding.UTF8, "application/json");
        AssertOver(await _sandbox.Client.PostAsync(AuthorizePath, null, json));
    }

    [Fact]
    public async Task A_form_works_only_in_its_own_browser()
    {
        var page = await ShowAsync();
        using (var other = new SandboxClient(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _sandbox.Server.BaseUri }))
        {
            await other.GetAsync(AuthorizePath + Query(), authorization: null);
            AssertOver(await other.PostAsync(AuthorizePath, null, ("authenticity_token", TicketOf(page)), ("decision", "allow")));
        }

        Assert.Contains("code", Redirected(await DecideAsync(_sandbox, page, "allow")).Keys);
    }

    [Fact]
    public async Task A_browser_can_open_two_pages()
    {
        var (first, second) = (await ShowAsync(), await ShowAsync());
        Assert.Contains("code", Redirected(await DecideAsync(_sandbox, second, "allow")).Keys);
        Assert.Contains("code", Redirected(await DecideAsync(_sandbox, first, "allow")).Keys);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/callback", "'self' http://127.0.0.1:8080")]
    [InlineData("http://[::1]:8080/callback", "'self' http:")]
    public async Task Headers_forbid_scripts_framing_and_caching(string redirect, string targets)
    {
        var page = await _sandbox.GetAsync(AuthorizePath + Query(("redirect_uri", redirect)), authorization: null);
        var policy = page.Headers["Content-Security-Policy"];
        Assert.All(
            new[] { "default-src 'none';", "frame-ancestors 'none';", "base-uri 'none';" },
            words => Assert.Contains(words, policy, StringComparison.Ordinal));
        Assert.EndsWith($"; form-action {targets}", policy, StringComparison.Ordinal);
        Assert.Equal(("no-store", "nosniff", "DENY"), (page.Headers["Cache-Control"], page.Headers["X-Content-Type-Options"], page.Headers["X-Frame-Options"]));
        Assert.Matches("^sandbox_browser=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax$", page.Headers["Set-Cookie"]);
        Assert.DoesNotContain("script", page.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_foreign_cookie_is_not_echoed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(AuthorizePath + Query(), UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Cookie", "other=1; sandbox_browser=x, Domain=evil.example");
        using var response = await _sandbox.Client.Http.SendAsync(request);
        Assert.DoesNotContain("evil", string.Join(' ', response.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_in_the_page_are_escaped()
    {
        Html page = $"<p title=\"{"\" onclick=\"x"}\">{"<script>&'"}{Html.Each(["<b>", "c"], item => $"<li>{item}</li>")}</p>";
        Assert.Equal("<p title=\"&quot; onclick=&quot;x\">&lt;script&gt;&amp;&#39;<li>&lt;b&gt;</li><li>c</li></p>", page.ToString());
    }

    [Fact]
    public async Task Decide_works_without_a_browser()
    {
        var address = new Uri(_sandbox.Server.BaseUri, AuthorizePath + Query());
        var allowed = _sandbox.Server.Api.Decide(address);
        Assert.StartsWith(Redirect + "?code=", allowed.OriginalString, StringComparison.Ordinal);
        var code = System.Web.HttpUtility.ParseQueryString(allowed.Query)["code"]!;
        Assert.Equal(HttpStatusCode.OK, (await ExchangeAsync(_sandbox, code)).Status);
        Assert.Contains("error=access_denied", _sandbox.Server.Api.Decide(address, allow: false).Query, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => _sandbox.Server.Api.Decide(new Uri(_sandbox.Server.BaseUri, AuthorizePath)));
    }

    private static void AssertOver(Reply reply)
    {
        Assert.Equal((HttpStatusCode.Forbidden, false), (reply.Status, reply.Headers.ContainsKey("Location")));
        Assert.Contains("start again", reply.Text, StringComparison.Ordinal);
    }

    private Task<Reply> ShowAsync() => _sandbox.GetAsync(AuthorizePath + Query(), authorization: null);
}
