using System.Net;
using System.Text;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Authentication;

/// <summary>Validation of signed requests over HTTP.</summary>
public sealed class SignatureValidatorTests : IAsyncLifetime
{
    private const string NotAuthenticated = """{"errors":[{"code":32,"message":"Could not authenticate you."}]}""";
    private const string InvalidToken = """{"errors":[{"code":89,"message":"Invalid or expired token."}]}""";
    private const string OutOfBounds = """{"errors":[{"code":135,"message":"Timestamp out of bounds."}]}""";

    private RunningSandbox _sandbox = null!;

    private TestSigner Signer => new() { Time = _sandbox.Clock.GetUtcNow() };

    private string Events => new Uri(_sandbox.Server.BaseUri, "/2/dm_events").AbsoluteUri;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_header_signed_by_another_implementation_is_accepted()
    {
        // Created with Python's hmac module for the time of the test's clock.
        const string Header = """
            OAuth realm="", oauth_consumer_key="sandbox-consumer-key", oauth_nonce="a%20b%2Bc%2F%C3%A9", oauth_signature="gV%2Fo6qNYtiN8xmuTwX%2FQK9XbBno%3D", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1768478400", oauth_token="1385551234567890123-sandbox-access-token", oauth_version="1.0"
            """;
        using var client = SandboxClient.InProcess(new SandboxOptions { Clock = new ManualClock() });
        var reply = await client.GetAsync("/2/dm_events?max_results=5&dm_event.fields=created_at%2Csender_id", Header);
        Assert.Equal((HttpStatusCode.OK, 5), (reply.Status, reply.ResultCount));
    }

    [Fact]
    public async Task Queries_are_decoded_before_signing()
    {
        var (fields, size) = (("dm_event.fields", "created_at,sender_id"), ("max_results", "5"));
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync(
            "/2/dm_events?max_results=5&dm_event.fields=created_at,sender_id", Signer.Header("GET", Events, fields, size))).Status);
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync(
            "/2/dm_events?dm_event.fields=created_at%2csender_id&m%61x_results=5", Signer.Header("GET", Events, fields, size))).Status);
    }

    [Fact]
    public async Task Empty_repeated_and_unusual_parameters_are_signed()
    {
        var header = Signer.Header("GET", Events, ("b", ""), ("a", "2"), ("a", "1"), ("ä ö", "=&+%"), ("A", "\U0001F44D"));
        var reply = await _sandbox.GetAsync("/2/dm_events?b&a=2&a=1&%C3%A4+%C3%B6=%3D%26%2B%25&A=%F0%9F%91%8D", header);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(5, reply.Body.Items("errors").Count);
    }

    [Fact]
    public async Task JSON_bodies_are_not_signed()
    {
        var address = new Uri(_sandbox.Server.BaseUri, "/2/dm_conversations/with/12/messages").AbsoluteUri;
        Assert.Equal(HttpStatusCode.Created, (await _sandbox.Client.SayAsync("12", "a=b&c", Signer.Header("POST", address))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _sandbox.Client.SayAsync("12", "a=b&c", Signer.Header("GET", address))).Status);
    }

    [Fact]
    public async Task The_version_is_optional()
    {
        Assert.Equal(HttpStatusCode.OK, (await GetSignedAsync(Signer with { Version = null })).Status);
        await AssertRefusedAsync(Signer with { Version = "1.1" }, NotAuthenticated);
    }

    [Fact]
    public async Task Wrong_keys_secrets_and_methods_are_refused()
    {
        await AssertRefusedAsync(Signer with { ConsumerKey = "other" }, NotAuthenticated);
        await AssertRefusedAsync(Signer with { ConsumerSecret = "other" }, NotAuthenticated);
        await AssertRefusedAsync(Signer with { TokenSecret = "other" }, NotAuthenticated);
        await AssertRefusedAsync(Signer with { Method = "PLAINTEXT" }, NotAuthenticated);
        await AssertRefusedAsync(Signer with { Nonce = "" }, NotAuthenticated);
        await AssertRefusedAsync(Signer with { Token = "other" }, InvalidToken);
    }

    [Fact]
    public async Task The_signature_covers_method_URL_and_query()
    {
        await AssertRefusedAsync(Signer.Header("POST", Events), NotAuthenticated);
        await AssertRefusedAsync(Signer.Header("GET", "https://api.x.com/2/dm_events"), NotAuthenticated);
        await AssertRefusedAsync(Signer.Header("GET", Events + "/"), NotAuthenticated);
        await AssertRefusedAsync(Signer.Header("GET", Events, ("max_results", "5")), NotAuthenticated);
    }

    [Fact]
    public async Task A_nonce_can_be_used_once()
    {
        var header = Signer.Header("GET", Events);
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync("/2/dm_events", header)).Status);
        await AssertRefusedAsync(header, NotAuthenticated);
    }

    [Fact]
    public async Task A_refused_request_does_not_use_up_its_nonce()
    {
        var signer = Signer;
        await AssertRefusedAsync(signer with { TokenSecret = "other" }, NotAuthenticated);
        Assert.Equal(HttpStatusCode.OK, (await GetSignedAsync(signer)).Status);
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public async Task A_timestamp_can_deviate_by_five_minutes(int seconds, bool isTaken)
    {
        var signer = Signer with { Time = Signer.Time.AddSeconds(seconds) };
        if (isTaken)
            Assert.Equal(HttpStatusCode.OK, (await GetSignedAsync(signer)).Status);
        else
            await AssertRefusedAsync(signer, OutOfBounds);
    }

    [Fact]
    public async Task An_error_response_contains_the_time_of_the_server()
    {
        var reply = await GetSignedAsync(Signer with { Time = Signer.Time.AddHours(-2) });
        Assert.Equal(_sandbox.Clock.GetUtcNow(), DateTimeOffset.Parse(reply.Headers["Date"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task OAuth_1_and_OAuth_2_share_the_rate_limits_of_a_user()
    {
        var remaining = (await _sandbox.GetAsync("/2/dm_events")).Number("x-rate-limit-remaining");
        Assert.Equal(remaining - 1, (await GetSignedAsync(Signer)).Number("x-rate-limit-remaining"));
    }

    [Fact]
    public async Task Form_fields_are_signed_and_other_bodies_are_not()
    {
        await AssertBodyAsync("application/x-www-form-urlencoded", "status=a+b%26", [("status", "a b&")]);
        await AssertBodyAsync("application/json", """{"a":1}""", []);
    }

    private async Task AssertBodyAsync(string type, string body, (string Name, string Value)[] signed)
    {
        // A GET with a body shows that the signature was accepted.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Events)) { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.TryAddWithoutValidation("Authorization", Signer.Header("GET", Events, signed));
        using var response = await _sandbox.Client.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private Task<Reply> GetSignedAsync(TestSigner signer) => _sandbox.GetAsync("/2/dm_events", signer.Header("GET", Events));

    private Task AssertRefusedAsync(TestSigner signer, string body) => AssertRefusedAsync(signer.Header("GET", Events), body);

    private async Task AssertRefusedAsync(string header, string body)
    {
        var reply = await _sandbox.GetAsync("/2/dm_events", header);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal(body, Encoding.UTF8.GetString(reply.Bytes));
        Assert.Equal("application/json; charset=utf-8", reply.Headers["Content-Type"]);
    }
}
