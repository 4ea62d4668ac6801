using System.Collections.Specialized;
using System.Net;
using System.Web;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing.Browsers;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>The pages in a real browser, which enforces their content security policies.</summary>
public sealed class BrowserTests : IClassFixture<BrowserTests.OneBrowser>, IAsyncLifetime
{
    private readonly OneBrowser _browser;
    private RunningSandbox _sandbox = null!;

    public BrowserTests(OneBrowser browser) => _browser = browser;

    private Browser Browser => _browser.Browser;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [BrowserFact]
    public async Task Allow_redirects_to_the_app_with_a_valid_code()
    {
        using var app = new LoopbackPage();
        var callback = $"http://localhost:{app.Port}/callback";
        await OpenAsync(callback);
        Assert.Equal("Sandbox Public App wants to access your account", await Browser.TextAsync("h1"));
        Assert.Equal(("@sandbox_admin", callback), (await Browser.TextAsync("#account"), await Browser.TextAsync("#redirect")));
        Assert.Equal("dm.read\ntweet.read\nusers.read\noffline.access", await Browser.TextAsync("#scopes"));
        // The policy allows the page's own style: 34em of 16px.
        Assert.Equal("544px", await Browser.StyleAsync("body", "max-width"));

        await Browser.ClickAsync("#allow");
        var query = await LandAsync(callback);
        Assert.Equal(SignInSteps.State, query["state"]);
        Assert.Single(app.Targets);
        Assert.Equal(HttpStatusCode.OK, (await SignInSteps.ExchangeAsync(_sandbox, query["code"]!, ("redirect_uri", callback))).Status);
        Assert.DoesNotContain(_sandbox.Server.Requests, request => request.PathAndQuery.Contains("favicon", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Deny_redirects_to_the_app_with_an_error()
    {
        using var app = new LoopbackPage();
        var callback = $"http://127.0.0.1:{app.Port}/callback";
        await OpenAsync(callback);
        await Browser.ClickAsync("#deny");
        var query = await LandAsync(callback);
        Assert.Equal(("access_denied", SignInSteps.State, null), (query["error"], query["state"], query["code"]));
        Assert.Single(app.Targets);
    }

    [BrowserFact]
    public async Task A_forged_redirect_uri_is_shown_on_the_page_and_gets_no_response()
    {
        using var thief = new LoopbackPage();
        var localhost = $"http://localhost:{thief.Port}";
        foreach (var forged in new[] { $"{localhost}/stolen", $"{localhost}/callback?x=1", $"http://127.0.0.2:{thief.Port}/callback" })
        {
            await OpenAsync(forged);
            Assert.Equal(_sandbox.Server.BaseUri.Port, (await Browser.AddressAsync()).Port);
            Assert.Contains("redirect_uri", await Browser.TextAsync("#problem"), StringComparison.Ordinal);
        }

        Assert.Empty(thief.Targets);
    }

    [BrowserFact]
    public async Task Other_errors_are_sent_to_the_app()
    {
        using var app = new LoopbackPage();
        var callback = $"http://localhost:{app.Port}/callback";
        await OpenAsync(callback, ("code_challenge_method", "s256"));
        Assert.Equal("invalid_request", (await LandAsync(callback))["error"]);
    }

    [BrowserFact]
    public async Task Another_site_cannot_decide_for_the_user()
    {
        using var app = new LoopbackPage();
        await OpenAsync($"http://localhost:{app.Port}/callback");
        // The other site has requested a page itself, and makes the user's browser submit its form.
        var ticket = SignInSteps.TicketOf(await _sandbox.GetAsync(SignInSteps.AuthorizePath + SignInSteps.Query(), authorization: null));
        var action = new Uri(_sandbox.Server.BaseUri, SignInSteps.AuthorizePath);
        using var site = new LoopbackPage($"""
            <!DOCTYPE html><form method="post" action="{action}"><input type="hidden" name="authenticity_token" value="{ticket}">
            <button id="bait" name="decision" value="allow">Win</button></form>
            """);
        await Browser.OpenAsync(new Uri($"http://localhost:{site.Port}/"));
        await Browser.ClickAsync("#bait");
        await Browser.ArriveAsync(action);
        Assert.Equal("This page has expired", await Browser.TextAsync("h1"));
    }

    [BrowserFact]
    public async Task A_PIN_is_shown_on_the_page()
    {
        var request = await OAuth1SignInSteps.RequestTokenAsync(_sandbox);
        await Browser.OpenAsync(OAuth1SignInSteps.PageOf(_sandbox, request));
        Assert.Equal("@sandbox_admin", await Browser.TextAsync("#account"));
        await Browser.ClickAsync("#allow");
        var form = OAuth1SignInSteps.Form(await OAuth1SignInSteps.AccessAsync(_sandbox, request, await Browser.TextAsync("#pin")));
        Assert.Equal("sandbox_admin", form["screen_name"]);
    }

    private Task OpenAsync(string redirect, params (string Name, string? Value)[] changes) =>
        Browser.OpenAsync(new Uri(_sandbox.Server.BaseUri, SignInSteps.AuthorizePath + SignInSteps.Query([("redirect_uri", redirect), .. changes])));

    private async Task<NameValueCollection> LandAsync(string callback) => HttpUtility.ParseQueryString((await Browser.ArriveAsync(new Uri(callback))).Query);

    /// <summary>A browser that all tests share. It is started only if one is installed.</summary>
    public sealed class OneBrowser : IAsyncLifetime
    {
        public Browser Browser { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            if (BrowserPrograms.Missing is null)
                Browser = await Browser.StartAsync();
        }

        public async Task DisposeAsync()
        {
            if (Browser is not null)
                await Browser.DisposeAsync();
        }
    }
}
