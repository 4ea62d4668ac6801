using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Auth;

public sealed class OAuth1Tests
{
    [Fact]
    public async Task The_server_accepts_the_signature_of_every_kind_of_request()
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await api.OpenAsync(Credential(api.Clock));
        var client = new DmClient(connection);

        Assert.Equal(nameof(DmAuthenticationMethod.OAuth1), connection.AuthenticationMethod);
        Assert.Equal("sandbox_admin", connection.User.Username);
        var all = await api.ListAsync(new DmEventQuery { EventTypes = [DmEventType.MessageCreate, DmEventType.ParticipantsJoin] }, client);
        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { ConversationId = all[0].ConversationId }, client));
        Assert.Equal(all[0].Id, (await client.GetEventAsync(all[0].Id)).Id);
        Assert.Equal("12", await client.ResolveAsync(new DmUserReference("@jacqueline")));
    }

    [Theory]
    [InlineData("pagination_token=%C3%A9t%C3%A9%2C%20%E6%97%A5%E6%9C%AC%F0%9F%98%80")]
    [InlineData("b=2&a=1%2C2&a=&c=~%2D._%21%2A%27%28%29")]
    [InlineData("z=%2B%20%25&Z=1&z=%20")]
    public async Task Commas_and_non_ascii_letters_in_the_query_are_signed_as_the_server_reads_them(string query)
    {
        await using var api = await TestApi.StartAsync();
        using var http = new HttpClient { BaseAddress = api.Server.BaseUri };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api.Server.BaseUri, "/2/dm_events?" + query));
        Credential(api.Clock).Authorize(request);

        using var response = await http.SendAsync(request);

        // The server checks the signature first, so a later error is about the query itself.
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("wrong", SandboxCredentials.AccessTokenSecret)]
    [InlineData(SandboxCredentials.ConsumerSecret, "wrong")]
    public async Task A_wrong_secret_is_an_authentication_error(string consumerSecret, string tokenSecret)
    {
        await using var api = await TestApi.StartAsync();
        var credential = new OAuth1Credential(
            SandboxCredentials.ConsumerKey, consumerSecret, SandboxCredentials.AccessToken, tokenSecret, api.Clock);

        var error = await Assert.ThrowsAsync<DmException>(() => api.OpenAsync(credential));

        Assert.Equal(DmErrorKind.Authentication, error.Kind);
        Assert.Equal(32, error.Problem?.Code);
    }

    [Fact]
    public async Task A_wrong_clock_is_recognized_and_reported()
    {
        await using var api = await TestApi.StartAsync();
        var fast = new ManualClock(api.Clock.GetUtcNow().AddHours(1));
        var options = new DmConnectionOptions { ApiBaseUri = api.Server.BaseUri, Credential = Credential(fast), Clock = fast };

        var error = await Assert.ThrowsAsync<DmException>(() => fast.RunAsync(DmConnection.OpenAsync(options)));

        Assert.Equal(DmErrorKind.Authentication, error.Kind);
        Assert.Contains("clock is 1 h 0 min fast", error.Message, StringComparison.Ordinal);
        Assert.Contains("Set this computer's clock", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_has_a_new_signature()
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await api.OpenAsync(Credential(api.Clock));
        api.Server.Faults.Reset();
        api.Server.Faults.At(1, TwitterDm.Sandbox.Faults.Fault.ResetAfterHandling);

        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 5 }, new DmClient(connection)));

        var signatures = api.Server.Requests.TakeLast(2).Select(request => request.Headers["Authorization"]).ToArray();
        Assert.NotEqual(signatures[0], signatures[1]);
    }

    // The example of RFC 5849, section 1.2: a photo is fetched with a token.
    [Fact]
    public void The_example_of_the_rfc_has_the_expected_signature()
    {
        var protocol = new Dictionary<string, string>
        {
            ["oauth_consumer_key"] = "dpf43f3p2l4k3l03",
            ["oauth_token"] = "nnch734d00sl2jdk",
            ["oauth_signature_method"] = "HMAC-SHA1",
            ["oauth_timestamp"] = "137131202",
            ["oauth_nonce"] = "chapoH",
        };

        var signature = OAuth1Signature.Compute(
            HttpMethod.Get, new Uri("http://photos.example.net/photos?file=vacation.jpg&size=original"), protocol, "kd94hf93k423kf44", "pfkkdhi9sl3r4s00");

        Assert.Equal("MdpQcU8iPSUjWoN/UDMsK2sui9I=", signature);
    }

    [Theory]
    [InlineData("Ladies + Gentlemen", "Ladies%20%2B%20Gentlemen")]
    [InlineData("An encoded string!", "An%20encoded%20string%21")]
    [InlineData("Dogs, Cats & Mice", "Dogs%2C%20Cats%20%26%20Mice")]
    [InlineData("☃", "%E2%98%83")]
    [InlineData("-._~*'()", "-._~%2A%27%28%29")]
    public void Escaping_is_strict(string text, string escaped) => Assert.Equal(escaped, OAuth1Signature.Escape(text));

    private static OAuth1Credential Credential(ManualClock clock) => new(
        SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret, clock);
}
