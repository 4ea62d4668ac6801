using TwitterDm.Auth;
using TwitterDm.Auth.SignIn;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Auth.SignIn;

public sealed class PkceSignInTests
{
    private static readonly OAuth2App Public = new() { ClientId = SandboxCredentials.ClientId };
    private static readonly OAuth2App Confidential = new() { ClientId = SandboxCredentials.ConfidentialClientId, ClientSecret = SandboxCredentials.ClientSecret };

    [Theory]
    [InlineData("localhost", false)]
    [InlineData("127.0.0.1", true)]
    public async Task Allowing_the_app_signs_in_and_the_page_confirms_it(string host, bool confidential)
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Allowing();
        using var flow = new Flow(server, confidential ? Confidential : Public, host);

        var tokens = await flow.SignInAsync(user.Open, CancellationToken.None);

        Assert.True(server.Api.IsValidAccessToken(tokens.AccessToken));
        Assert.True(server.Api.IsValidRefreshToken(tokens.RefreshToken!));
        Assert.Equal(PkceSignInOptions.DefaultScopes.Order(), tokens.Scopes.Order());
        Assert.InRange(tokens.ExpiresAt!.Value, DateTimeOffset.UtcNow.AddMinutes(110), DateTimeOffset.UtcNow.AddMinutes(120));
        Assert.Contains("You are signed in", await user.LastPage, StringComparison.Ordinal);
        Assert.True(Loopback.CanListen(flow.RedirectUri.Port));
    }

    [Fact]
    public async Task The_verifier_is_sent_only_to_the_token_endpoint()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Allowing();
        using var flow = new Flow(server);

        await flow.SignInAsync(user.Open, CancellationToken.None);
        await user.LastPage;

        var verifier = Assert.Single(flow.Traffic.Forms)["code_verifier"];
        Assert.Contains(PkceCodes.ChallengeOf(verifier), flow.SignIn.Address.Query, StringComparison.Ordinal);
        Assert.DoesNotContain(user.Visited, address => address.OriginalString.Contains(verifier, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Requests, request => (request.PathAndQuery + string.Join(' ', request.Headers)).Contains(verifier, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Denying_the_app_is_reported_by_the_error_and_the_page()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Denying();
        using var flow = new Flow(server);

        var error = await flow.FailAsync(user.Open);

        Assert.Contains("denied", error.Message, StringComparison.Ordinal);
        Assert.Contains(error.Message, System.Net.WebUtility.HtmlDecode(await user.LastPage), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_scope_is_reported_with_the_message_from_x()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Allowing();
        using var flow = new Flow(server, scopes: ["dm.read", "dm.everything"]);

        var error = await flow.FailAsync(user.Open);

        Assert.Contains("invalid_scope", error.Message, StringComparison.Ordinal);
        Assert.Equal(DmErrorReason.AuthorizationRefused, error.Reason);
    }

    [Theory]
    [InlineData("code=canary-of-a-code&state=guessed")]
    [InlineData("code=canary-of-a-code")]
    [InlineData("error=access_denied&error_description=canary-of-a-code&state=guessed")]
    public async Task A_forged_redirect_is_ignored_and_the_real_one_signs_in(string query)
    {
        await using var server = await SandboxServer.StartAsync();
        using var forger = UserAtX.Allowing();
        using var user = UserAtX.Allowing();
        using var flow = new Flow(server);

        var tokens = await flow.SignInAsync(
            address =>
            {
                forger.VisitAsync(new Uri($"{flow.RedirectUri}?{query}")).GetAwaiter().GetResult();
                user.Open(address);
            },
            CancellationToken.None);

        Assert.True(server.Api.IsValidAccessToken(tokens.AccessToken));
        Assert.Contains("wrong state", await forger.LastPage, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", await forger.LastPage, StringComparison.Ordinal);
        Assert.Single(flow.Notices.Verbose, text => text.Contains("wrong state", StringComparison.Ordinal));
        Assert.DoesNotContain(flow.Notices.Verbose, text => text.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Denying_ends_the_sign_in_only_with_its_state()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Allowing();
        using var flow = new Flow(server);
        var state = FormText.ReadOnce(flow.SignIn.Address.Query[1..])["state"];
        var forged = $"GET /callback?error=access_denied&state=other HTTP/1.1\r\nHost: {flow.RedirectUri.Authority}\r\n\r\n";

        var error = await flow.FailAsync(_ =>
        {
            Assert.StartsWith("HTTP/1.1 400", Loopback.TalkAsync(flow.RedirectUri, forged).GetAwaiter().GetResult(), StringComparison.Ordinal);
            user.Open(new Uri($"{flow.RedirectUri}?error=access_denied&state={state}"));
        });

        Assert.Contains("denied", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pasted_redirect_with_another_state_is_an_error_and_its_code_is_not_used()
    {
        await using var server = await SandboxServer.StartAsync();
        using var flow = new Flow(server);
        var redirect = server.Api.Decide(flow.SignIn.Address).AbsoluteUri;
        var state = FormText.ReadOnce(flow.SignIn.Address.Query[1..])["state"];

        var error = await Assert.ThrowsAsync<DmException>(
            () => flow.SignIn.RedeemAsync(redirect.Replace(state, "other", StringComparison.Ordinal), CancellationToken.None));

        Assert.Contains("wrong state", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
        // The sign-in itself is not spent.
        Assert.NotNull(await flow.SignIn.RedeemAsync(redirect, CancellationToken.None));
    }

    [Fact]
    public async Task A_redirect_without_a_code_is_reported()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Allowing();
        using var flow = new Flow(server);
        var state = FormText.ReadOnce(flow.SignIn.Address.Query[1..])["state"];

        var error = await flow.FailAsync(_ => user.Open(new Uri($"{flow.RedirectUri}?state={state}&code=")));

        Assert.Contains("no code", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_request_from_a_web_page_does_not_end_the_sign_in()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Allowing();
        using var flow = new Flow(server);

        var tokens = await flow.SignInAsync(
            address =>
            {
                var forged = $"GET /callback?code=c&state=s HTTP/1.1\r\nHost: {flow.RedirectUri.Authority}\r\nSec-Fetch-Dest: image\r\n\r\n";
                Assert.StartsWith("HTTP/1.1 403", Loopback.TalkAsync(flow.RedirectUri, forged).GetAwaiter().GetResult(), StringComparison.Ordinal);
                user.Open(address);
            },
            CancellationToken.None);

        Assert.True(server.Api.IsValidAccessToken(tokens.AccessToken));
    }

    [Fact]
    public async Task A_rejected_code_is_reported_without_repeating_it()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Allowing();
        using var flow = new Flow(server, refusal: form => $$"""{"error":"invalid_request","error_description":"[{{form["code"]}}] is not for [{{form["code_verifier"]}}]"}""");

        var error = await flow.FailAsync(user.Open);

        var form = Assert.Single(flow.Traffic.Forms);
        var shown = error.ToString() + error.RecommendedAction + error.Target + await user.LastPage;
        Assert.Contains("invalid_request: [***] is not for [***] (400 for POST /2/oauth2/token)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(form["code"], shown, StringComparison.Ordinal);
        Assert.DoesNotContain(form["code_verifier"], shown, StringComparison.Ordinal);
        Assert.Equal(DmErrorReason.AuthorizationCodeRefused, error.Reason);
    }

    [Fact]
    public async Task A_wrong_client_secret_is_reported()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Allowing();
        using var flow = new Flow(server, new OAuth2App { ClientId = Confidential.ClientId, ClientSecret = "canary-of-a-secret" });

        var error = await flow.FailAsync(user.Open);

        Assert.Equal(DmErrorReason.ClientRejected, error.Reason);
        Assert.Contains("The sign-in failed", await user.LastPage, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_reported_before_the_browser_opens()
    {
        await using var server = await SandboxServer.StartAsync();
        using var flow = new Flow(server);
        using var other = Loopback.Occupy(flow.RedirectUri);
        var opened = false;

        var error = await Assert.ThrowsAsync<DmException>(() => flow.SignInAsync(_ => opened = true, CancellationToken.None));

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.False(opened);
    }

    [Fact]
    public async Task A_sign_in_without_a_user_times_out()
    {
        var halfASecond = TimeSpan.FromSeconds(0.5);
        await using var server = await SandboxServer.StartAsync();
        var clock = new ManualClock();
        using var flow = new Flow(server, clock: clock);
        var opened = new TaskCompletionSource();
        var failing = flow.FailAsync(_ => opened.SetResult());
        await opened.Task.WaitAsync(TimeSpan.FromSeconds(20));

        // Timers fire while the clock advances; the one that ends the wait is still pending. The progress timers are due at other seconds.
        clock.Advance(TimeSpan.FromMinutes(5) - halfASecond);
        Assert.Contains(clock.GetUtcNow() + halfASecond, clock.Dues);
        clock.Advance(halfASecond);

        var error = await failing.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains("within 5 minutes", error.Message, StringComparison.Ordinal);
        Assert.Equal(DmErrorReason.SignInTimedOut, error.Reason);
        Assert.Equal(TimeSpan.FromMinutes(5), flow.Notices.Progress[0].Left);
        Assert.Equal(TimeSpan.Zero, flow.Notices.Progress[^1].Left);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        await using var server = await SandboxServer.StartAsync();
        using var flow = new Flow(server);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flow.SignInAsync(_ => stop.Cancel(), stop.Token));

        Assert.True(Loopback.CanListen(flow.RedirectUri.Port));
        Assert.Equal(TimeSpan.Zero, flow.Notices.Progress[^1].Left);
    }

    [Fact]
    public async Task Cancelling_the_code_exchange_is_reported_in_the_browser()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Allowing();
        using var stop = new CancellationTokenSource();
        using var flow = new Flow(server, refusal: _ =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flow.SignInAsync(user.Open, stop.Token));

        Assert.Contains("stopped", await user.LastPage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_sign_in_can_use_the_port_at_once()
    {
        await using var server = await SandboxServer.StartAsync();
        using var first = new Flow(server);
        using var second = new Flow(server, redirectUri: first.RedirectUri);
        foreach (var flow in new[] { first, second })
        {
            using var user = UserAtX.Allowing();
            Assert.True(server.Api.IsValidAccessToken((await flow.SignInAsync(user.Open, CancellationToken.None)).AccessToken));
        }
    }

    [Fact]
    public async Task If_no_browser_opens_the_user_gets_the_url_to_open()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Allowing();
        var terminal = new Terminal(user);
        using var flow = new Flow(server, notices: terminal);

        var tokens = await flow.SignInAsync(_ => throw new InvalidOperationException("there is no\u001b display"), CancellationToken.None);

        Assert.True(server.Api.IsValidAccessToken(tokens.AccessToken));
        Assert.Contains("there is no␛ display", terminal.Warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_a_pasted_redirect_and_a_bare_code_sign_in(bool wholeAddress)
    {
        await using var server = await SandboxServer.StartAsync();
        using var flow = new Flow(server, Confidential);
        var address = server.Api.Decide(flow.SignIn.Address);

        var credential = await flow.SignIn.RedeemAsync(wholeAddress ? address.AbsoluteUri : FormText.ReadOnce(address.Query[1..])["code"], CancellationToken.None);
        var tokens = ((OAuth2Credential)credential).Tokens;

        Assert.True(server.Api.IsValidAccessToken(tokens.AccessToken));
    }

    [Fact]
    public async Task A_code_of_another_sign_in_is_rejected()
    {
        await using var server = await SandboxServer.StartAsync();
        using var mine = new Flow(server);
        using var theirs = new Flow(server);
        var stolen = FormText.ReadOnce(server.Api.Decide(theirs.SignIn.Address).Query[1..])["code"];

        var error = await Assert.ThrowsAsync<DmException>(() => mine.SignIn.RedeemAsync(stolen, CancellationToken.None));

        Assert.Equal(DmErrorKind.Authentication, error.Kind);
        Assert.DoesNotContain(stolen, error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Shows the warning to a user, who opens the URL that it contains.</summary>
    private sealed class Terminal(UserAtX user) : INoticeSink
    {
        public string Warning { get; private set; } = string.Empty;

        public void Post(DmNotice notice)
        {
            if (notice is not DmWarningNotice)
                return;
            Warning = notice.Text;
            user.Open(new Uri(notice.Text[notice.Text.IndexOf("http://127", StringComparison.Ordinal)..]));
        }
    }

    /// <summary>A sign-in at the sandbox's pages.</summary>
    private sealed class Flow : IDisposable
    {
        private readonly HttpClient _http;
        private Action<Uri> _browser = _ => { };

        public Flow(
            SandboxServer server, OAuth2App? app = null, string host = "localhost", IReadOnlyList<string>? scopes = null,
            TimeProvider? clock = null, Func<IReadOnlyDictionary<string, string>, string>? refusal = null,
            INoticeSink? notices = null, Uri? redirectUri = null)
        {
            RedirectUri = redirectUri ?? Loopback.FreeAddress(host);
            Traffic = new TokenTraffic(refusal);
            _http = new HttpClient(Traffic);
            SignIn = new PkceSignIn(
                new PkceSignInOptions
                {
                    ClientId = (app ?? Public).ClientId,
                    ClientSecret = app?.ClientSecret,
                    AuthorizeUri = new Uri(server.BaseUri, "/i/oauth2/authorize"),
                    RedirectUri = RedirectUri,
                    Scopes = scopes ?? PkceSignInOptions.DefaultScopes,
                    OpenBrowser = address => _browser(address),
                },
                new SignInSetting
                {
                    ApiBaseUri = server.BaseUri,
                    CreateHttpClient = () => _http,
                    Clock = clock ?? TimeProvider.System,
                    Notices = notices ?? Notices,
                });
        }

        public Uri RedirectUri { get; }

        public TokenTraffic Traffic { get; }

        public NoticeRecorder Notices { get; } = new();

        public PkceSignIn SignIn { get; }

        /// <summary>Signs in with a browser.</summary>
        public async Task<TokenSet> SignInAsync(Action<Uri> browser, CancellationToken cancellationToken)
        {
            _browser = browser;
            return ((OAuth2Credential)await SignIn.WithBrowserAsync(cancellationToken)).Tokens;
        }

        /// <summary>Signs in and expects a failure, with advice and without an open port.</summary>
        public async Task<DmException> FailAsync(Action<Uri> browser)
        {
            var error = await Assert.ThrowsAsync<DmException>(() => SignInAsync(browser, CancellationToken.None));
            Assert.Equal(DmErrorKind.Authentication, error.Kind);
            Assert.True(error.Reason != DmErrorReason.None || !string.IsNullOrEmpty(error.RecommendedAction));
            Assert.True(Loopback.CanListen(RedirectUri.Port));
            return error;
        }

        public void Dispose() => _http.Dispose();
    }
}
