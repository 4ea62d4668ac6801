using System.Globalization;
using System.Net;
using TwitterDm.Sandbox.Tests.Support;
using static TwitterDm.Sandbox.Tests.SignIn.OAuth1SignInSteps;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>Signing in with OAuth 1.0a (RFC 5849, section 2), with X's errors.</summary>
public sealed class OAuth1SignInTests : IAsyncLifetime
{
    private const string NotAuthenticated = "Could not authenticate you.";
    private const string InvalidToken = "Invalid or expired token.";
    private const string InvalidVerifier = "Error processing your OAuth request: Invalid oauth_verifier parameter";
    private const string NotApproved =
        "Callback URL not approved for this client application. Approved callback URLs can be adjusted in your application settings";

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Theory]
    [InlineData(1, "1385551234567890123", "sandbox_admin")]
    [InlineData(2, "1440000000000000002", "sandbox_user2")]
    public async Task A_PIN_gives_a_token_for_its_account(int account, string id, string name)
    {
        _sandbox.Server.Api.BrowserAccount = account;
        var request = await RequestTokenAsync(_sandbox);
        var pin = Authorize(_sandbox, request);
        Assert.Matches("^[0-9]{7}$", pin);
        var form = Form(await AccessAsync(_sandbox, request, pin));
        Assert.Equal(["oauth_token", "oauth_token_secret", "user_id", "screen_name"], form.Keys);
        Assert.Equal((id, name), (form["user_id"], form["screen_name"]));
        Assert.StartsWith(id + "-", form["oauth_token"], StringComparison.Ordinal);

        var signer = Signer(_sandbox) with { Token = form["oauth_token"], TokenSecret = form["oauth_token_secret"] };
        var me = await _sandbox.GetAsync("/2/users/me", signer.Header("GET", new Uri(_sandbox.Server.BaseUri, "/2/users/me").AbsoluteUri));
        Assert.Equal((HttpStatusCode.OK, name), (me.Status, me.Body.GetProperty("data").Text("username")));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/callback")]
    [InlineData("http://localhost:9/callback")]
    public async Task An_app_with_a_callback_URL_gets_the_verifier_there(string callback)
    {
        var request = await RequestTokenAsync(_sandbox, callback);
        var sent = new Uri(Authorize(_sandbox, request));
        Assert.Equal(callback, sent.GetLeftPart(UriPartial.Path));
        var query = System.Web.HttpUtility.ParseQueryString(sent.Query);
        Assert.Equal(request.Token, query["oauth_token"]);
        Assert.Equal(HttpStatusCode.OK, (await AccessAsync(_sandbox, request, query["oauth_verifier"])).Status);
    }

    [Fact]
    public async Task Callback_and_verifier_can_be_in_the_form_or_the_query()
    {
        var address = new Uri(_sandbox.Server.BaseUri, RequestPath).AbsoluteUri;
        (string, string) callback = ("oauth_callback", "oob");
        var form = await _sandbox.PostAsync(RequestPath, App(_sandbox, null).Header("POST", address, callback), callback);
        var query = await _sandbox.PostAsync(RequestPath + "?oauth_callback=oob", App(_sandbox, null).Header("POST", address, callback));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (form.Status, query.Status));
    }

    [Fact]
    public async Task A_registered_callback_is_required()
    {
        AssertRefused(await RequestAsync(_sandbox, App(_sandbox, null)), 403, 38, "oauth_callback parameter is missing.");
        AssertRefused(await RequestAsync(_sandbox, App(_sandbox, "")), 403, 38, "oauth_callback parameter is missing.");
        foreach (var callback in new[] { "https://evil.example/callback", "http://localhost:1/other", "OOB" })
            AssertRefused(await RequestAsync(_sandbox, App(_sandbox, callback)), 403, 415, NotApproved);
    }

    [Fact]
    public async Task Invalid_signatures_are_refused()
    {
        AssertRefused(await _sandbox.PostAsync(RequestPath, authorization: null), 400, 215, "Bad Authentication data.");
        AssertRefused(await _sandbox.PostAsync(RequestPath, SandboxClient.AsUser), 400, 215, "Bad Authentication data.");
        AssertRefused(await RequestAsync(_sandbox, App(_sandbox) with { ConsumerKey = "other" }), 401, 32, NotAuthenticated);
        AssertRefused(await RequestAsync(_sandbox, App(_sandbox) with { ConsumerSecret = "other" }), 401, 32, NotAuthenticated);
        AssertRefused(await RequestAsync(_sandbox, App(_sandbox) with { TokenSecret = "other" }), 401, 32, NotAuthenticated);
        AssertRefused(await RequestAsync(_sandbox, App(_sandbox) with { Token = SandboxCredentials.AccessToken }), 401, 89, InvalidToken);
    }

    [Theory]
    [InlineData(RequestPath)]
    [InlineData(AccessPath)]
    public async Task The_error_for_a_wrong_clock_contains_the_right_time(string path)
    {
        var request = await RequestTokenAsync(_sandbox);
        var signer = path == RequestPath ? App(_sandbox) : Signer(_sandbox) with { Token = request.Token, TokenSecret = request.Secret };
        foreach (var minutes in new[] { -6, 6 })
        {
            var late = signer with { Time = signer.Time.AddMinutes(minutes) };
            var reply = await _sandbox.PostAsync(path, late.Header("POST", new Uri(_sandbox.Server.BaseUri, path).AbsoluteUri));
            AssertRefused(reply, 401, 135, "Timestamp out of bounds.");
            Assert.Equal(_sandbox.Clock.GetUtcNow(), DateTimeOffset.Parse(reply.Headers["Date"], CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_request_token_can_be_exchanged_once_after_authorization()
    {
        var request = await RequestTokenAsync(_sandbox);
        AssertRefused(await AccessAsync(_sandbox, request, "1234567"), 401, 32, InvalidVerifier);
        var pin = Authorize(_sandbox, request);
        AssertRefused(await AccessAsync(_sandbox, request, null), 403, 38, "oauth_verifier parameter is missing.");
        AssertRefused(await AccessAsync(_sandbox, (request.Token, "other"), pin), 401, 32, NotAuthenticated);
        Assert.Equal(HttpStatusCode.OK, (await AccessAsync(_sandbox, request, pin)).Status);
        AssertRefused(await AccessAsync(_sandbox, request, pin), 401, 89, InvalidToken);
    }

    [Fact]
    public async Task A_request_token_is_not_valid_for_the_API()
    {
        var request = await RequestTokenAsync(_sandbox);
        Authorize(_sandbox, request);
        var signer = Signer(_sandbox) with { Token = request.Token, TokenSecret = request.Secret };
        var reply = await _sandbox.GetAsync("/2/users/me", signer.Header("GET", new Uri(_sandbox.Server.BaseUri, "/2/users/me").AbsoluteUri));
        AssertRefused(reply, 401, 89, InvalidToken);
        AssertRefused(await AccessAsync(_sandbox, (SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret), "1234567"), 401, 89, InvalidToken);
    }

    [Fact]
    public async Task A_mistyped_PIN_can_be_corrected_but_not_guessed()
    {
        var (typed, guessed) = (await RequestTokenAsync(_sandbox), await RequestTokenAsync(_sandbox));
        var (pin, other) = (Authorize(_sandbox, typed), Authorize(_sandbox, guessed));
        AssertRefused(await AccessAsync(_sandbox, typed, "x" + pin), 401, 32, InvalidVerifier);
        Assert.Equal(HttpStatusCode.OK, (await AccessAsync(_sandbox, typed, pin)).Status);
        for (var i = 0; i < 5; i++)
            AssertRefused(await AccessAsync(_sandbox, guessed, "wrong"), 401, 32, InvalidVerifier);
        AssertRefused(await AccessAsync(_sandbox, guessed, other), 401, 89, InvalidToken);
    }

    [Fact]
    public async Task A_request_token_expires_after_five_minutes()
    {
        var request = await RequestTokenAsync(_sandbox);
        var pin = Authorize(_sandbox, request);
        _sandbox.Clock.Advance(TimeSpan.FromMinutes(5));
        AssertRefused(await AccessAsync(_sandbox, request, pin), 401, 89, InvalidToken);
    }
}
