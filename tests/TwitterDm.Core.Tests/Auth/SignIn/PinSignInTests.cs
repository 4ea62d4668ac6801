using System.Net;
using TwitterDm.Auth.SignIn;
using TwitterDm.Http;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Auth.SignIn;

public sealed class PinSignInTests : IDisposable
{
    private readonly HttpClient _http = SignInClient.Create(transport: null, TimeProvider.System);

    [Fact]
    public async Task The_pin_that_x_shows_signs_in()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Allowing();
        var signIn = await BeginAsync(server);
        var pin = UserAtX.PinOn(await user.VisitAsync(signIn.Address));

        var credential = await signIn.FinishAsync($" {pin[..3]} {pin[3..]}\r\n", CancellationToken.None);

        using var connection = await DmConnection.OpenAsync(new() { ApiBaseUri = server.BaseUri, Credential = credential });
        Assert.Equal("sandbox_admin", connection.User.Username);
    }

    [Theory]
    [InlineData(null, "No PIN")]
    [InlineData("  ", "No PIN")]
    [InlineData("12345a7", "not a valid PIN")]
    [InlineData("١٢٣٤٥٦٧", "not a valid PIN")]
    [InlineData("-1234567", "not a valid PIN")]
    public async Task An_invalid_pin_is_rejected_before_any_request(string? pin, string words)
    {
        await using var server = await SandboxServer.StartAsync();
        var signIn = await BeginAsync(server);
        var before = server.Requests.Count;

        var error = await Assert.ThrowsAsync<DmException>(() => signIn.FinishAsync(pin, CancellationToken.None));

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, server.Requests.Count);
    }

    [Fact]
    public async Task A_wrong_pin_is_reported_without_repeating_it()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Allowing();
        var signIn = await BeginAsync(server);
        var pin = UserAtX.PinOn(await user.VisitAsync(signIn.Address));
        var wrong = string.Concat(pin.Select(digit => (char)('0' + ((digit - '0' + 1) % 10))));

        var error = await Assert.ThrowsAsync<DmException>(() => signIn.FinishAsync(wrong, CancellationToken.None));

        Assert.Equal(DmErrorKind.Authentication, error.Kind);
        Assert.Contains("oauth_verifier", error.Message, StringComparison.Ordinal);
        Assert.Contains("PIN", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, error.ToString(), StringComparison.Ordinal);
        var credential = await signIn.FinishAsync(pin, CancellationToken.None);
        using var connection = await DmConnection.OpenAsync(new() { ApiBaseUri = server.BaseUri, Credential = credential });
        Assert.Equal("sandbox_admin", connection.User.Username);
    }

    [Fact]
    public async Task A_sign_in_that_was_cancelled_at_x_accepts_no_pin()
    {
        await using var server = await SandboxServer.StartAsync();
        using var user = UserAtX.Cancelling();
        var signIn = await BeginAsync(server);
        Assert.Empty(UserAtX.PinOn(await user.VisitAsync(signIn.Address)));

        var error = await Assert.ThrowsAsync<DmException>(() => signIn.FinishAsync("1234567", CancellationToken.None));

        Assert.Equal(DmErrorKind.Authentication, error.Kind);
    }

    [Theory]
    [InlineData("wrong-canary", SandboxCredentials.ConsumerSecret)]
    [InlineData(SandboxCredentials.ConsumerKey, "wrong-canary")]
    public async Task Unknown_keys_are_reported_without_repeating_them(string key, string secret)
    {
        await using var server = await SandboxServer.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(
            () => PinSignIn.BeginAsync(_http, server.BaseUri, key, secret, TimeProvider.System, CancellationToken.None));

        Assert.Equal(DmErrorKind.Authentication, error.Kind);
        Assert.Equal("POST /oauth/request_token", error.Request);
        Assert.Contains("consumer key", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-3, "3 h 0 min slow")]
    [InlineData(49, "2 d 1 h fast")]
    public async Task The_error_names_a_wrong_clock(int hoursAhead, string words)
    {
        var clock = new ManualClock();
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Clock = clock });

        var error = await Assert.ThrowsAsync<DmException>(() => PinSignIn.BeginAsync(
            _http, server.BaseUri, SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret,
            new ManualClock(clock.GetUtcNow().AddHours(hoursAhead)), CancellationToken.None));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(ClockAdvice, error.RecommendedAction);
    }

    [Theory]
    [InlineData("oauth_token=t&oauth_token_secret=canary", "not confirmed")]
    [InlineData("oauth_token=t&oauth_token_secret=canary&oauth_callback_confirmed=false", "not confirmed")]
    [InlineData("oauth_token=canary&oauth_callback_confirmed=true", "no token")]
    [InlineData("<html>canary</html>", "not confirmed")]
    public async Task A_response_without_a_token_is_a_protocol_error(string body, string words)
    {
        using var http = new HttpClient(new Canned(HttpStatusCode.OK, body));

        var error = await BeginToFailAsync(http);

        Assert.Equal(DmErrorKind.Protocol, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        HttpStatusCode.Unauthorized,
        "Failed to validate oauth signature\u001b and token",
        DmErrorKind.Authentication,
        "Failed to validate oauth signature␛ and token (401")]
    [InlineData(
        HttpStatusCode.Forbidden,
        "{\"errors\":[{\"code\":415,\"message\":\"Callback URL not approved\"}]}",
        DmErrorKind.Authentication,
        "Callback URL not approved (code 415)")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "<html>Over capacity</html>", DmErrorKind.Service, "no reason was given (503")]
    [InlineData(HttpStatusCode.TooManyRequests, "", DmErrorKind.RateLimit, "(429")]
    [InlineData(HttpStatusCode.Found, "", DmErrorKind.Protocol, "(302")]
    public async Task Error_messages_from_x_are_reported_in_any_format(HttpStatusCode status, string body, DmErrorKind kind, string words)
    {
        using var http = new HttpClient(new Canned(status, body));

        var error = await BeginToFailAsync(http);

        Assert.Equal(kind, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.RecommendedAction);
    }

    [Fact]
    public async Task A_host_that_does_not_respond_is_a_service_error()
    {
        var unused = Loopback.FreeAddress("127.0.0.1");

        var error = await Assert.ThrowsAsync<DmException>(
            () => PinSignIn.BeginAsync(_http, new Uri(unused, "/"), "key", "secret", TimeProvider.System, CancellationToken.None));

        Assert.Equal(DmErrorKind.Service, error.Kind);
    }

    public void Dispose() => _http.Dispose();

    private static string ClockAdvice => TwitterDm.Auth.ClockCheck.Advice;

    private Task<PinSignIn> BeginAsync(SandboxServer server) => PinSignIn.BeginAsync(
        _http, server.BaseUri, SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret, TimeProvider.System, CancellationToken.None);

    private static Task<DmException> BeginToFailAsync(HttpClient http) => Assert.ThrowsAsync<DmException>(
        () => PinSignIn.BeginAsync(http, DmConnectionOptions.DefaultApiBaseUri, "key", "secret", TimeProvider.System, CancellationToken.None));

    private sealed class Canned(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body), RequestMessage = request });
    }
}
