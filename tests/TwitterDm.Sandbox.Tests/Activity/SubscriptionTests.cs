using System.Globalization;
using System.Net;
using System.Text.Json;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Activity;

/// <summary>Subscriptions to live events: who may do what, and what is refused.</summary>
public sealed class SubscriptionTests : IDisposable
{
    private const string Path = "/2/activity/subscriptions";
    private const string Me = "1385551234567890123";
    private const string AsApp = "Bearer " + SandboxCredentials.AppOnlyToken;

    private readonly ManualClock _clock = new();
    private readonly SandboxApi _api;
    private readonly SandboxClient _client;

    public SubscriptionTests()
    {
        _api = new SandboxApi(new SandboxOptions { Clock = _clock });
        _client = SandboxClient.InProcess(_api);
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_subscription_is_created_listed_changed_and_deleted()
    {
        var created = (await CreateAsync("dm.received", Me, tag: "one")).Body.GetProperty("data").GetProperty("subscription");
        Assert.Equal(["subscription_id", "event_type", "filter", "tag", "created_at", "updated_at"], created.Names());
        Assert.Equal(created.GetRawText(), Assert.Single((await _client.GetAsync(Path, AsApp)).Body.Items("data")).GetRawText());

        _clock.Advance(TimeSpan.FromMinutes(1));
        var id = created.Text("subscription_id");
        var changed = (await SendAsync(HttpMethod.Put, $"{Path}/{id}", new { tag = "two" })).Body.GetProperty("data");
        Assert.Equal("two", changed.GetProperty("subscription").Text("tag"));
        Assert.NotEqual(changed.GetProperty("subscription").Text("created_at"), changed.GetProperty("subscription").Text("updated_at"));
        Assert.Equal(1, changed.GetProperty("total_subscriptions").GetInt32());

        Assert.True((await _client.SendAsync(HttpMethod.Delete, $"{Path}/{id}", AsApp)).Body.GetProperty("data").GetProperty("deleted").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await _client.SendAsync(HttpMethod.Delete, $"{Path}/{id}", AsApp)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Put, $"{Path}/{id}", new { tag = "x" })).Status);
        Assert.Empty((await _client.GetAsync(Path, AsApp)).Body.Items("data"));
    }

    [Fact]
    public async Task Several_are_deleted_at_once_and_missing_ones_are_reported()
    {
        var ids = new[] { await IdOfNewAsync("dm.received"), await IdOfNewAsync("dm.sent") };
        var body = (await _client.SendAsync(HttpMethod.Delete, $"{Path}?ids={ids[0]},77", AsApp)).Body;
        Assert.Equal(ids[0], Assert.Single(body.Items("data")).Text("subscription_id"));
        Assert.Equal("77", Assert.Single(body.Items("errors")).Text("subscription_id"));
        Assert.Equal(1, body.GetProperty("meta").GetProperty("total_subscriptions").GetInt32());
    }

    [Fact]
    public async Task The_alias_of_an_event_type_becomes_its_canonical_name() =>
        Assert.Equal("chat.conversation.join", (await CreateAsync("chat.conversation_join", Me)).Body.GetProperty("data").GetProperty("subscription").Text("event_type"));

    [Fact]
    public async Task A_user_can_watch_only_the_own_messages_and_needs_the_scope()
    {
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync("chat.sent", Me)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await CreateAsync("dm.received", "987654321")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await CreateAsync("dm.received", Me, authorization: "Bearer " + SandboxCredentials.TokenWithoutDmRead)).Status);
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync("profile.update.bio", "987654321", authorization: "Bearer " + SandboxCredentials.TokenWithoutDmRead)).Status);
        var other = _api.IssueTokens(account: 2);
        Assert.Equal(HttpStatusCode.Forbidden, (await CreateAsync("dm.received", Me, authorization: $"Bearer {other.AccessToken}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync("dm.received", other.UserId, authorization: $"Bearer {other.AccessToken}")).Status);
    }

    [Fact]
    public async Task An_app_can_watch_the_accounts_that_allowed_it()
    {
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync("dm.received", Me, authorization: AsApp)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await CreateAsync("dm.received", "987654321", authorization: AsApp)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await CreateAsync("dm.received", "5", authorization: AsApp)).Status);
    }

    [Fact]
    public async Task Only_an_app_changes_deletes_and_sees_connections()
    {
        var id = await IdOfNewAsync("dm.received");
        foreach (var path in new[] { $"{Path}/{id}", $"{Path}?ids={id}", "/2/connections/all" })
            Assert.Equal(HttpStatusCode.Forbidden, (await _client.SendAsync(HttpMethod.Delete, path, SandboxClient.AsUser)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.GetAsync("/2/connections")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/2/connections", authorization: null)).Status);
    }

    [Fact]
    public async Task Listing_needs_other_scopes_with_a_user_token()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.GetAsync(Path)).Status);
        var reader = _api.IssueTokens(account: 1, scopes: ["like.read", "tweet.read"]);
        await CreateAsync("dm.received", Me);
        var other = _api.IssueTokens(account: 2);
        await CreateAsync("dm.received", other.UserId, authorization: $"Bearer {other.AccessToken}");
        Assert.Single((await _client.GetAsync(Path, $"Bearer {reader.AccessToken}")).Body.Items("data"));
        Assert.Equal(2, (await _client.GetAsync(Path, AsApp)).Body.Items("data").Count);
    }

    [Theory]
    [InlineData("""{"event_type":"dm.unknown","filter":{"user_id":"1385551234567890123"}}""")]
    [InlineData("""{"event_type":"dm.received"}""")]
    [InlineData("""{"event_type":"dm.received","filter":{}}""")]
    [InlineData("""{"event_type":"dm.received","filter":{"user_id":"1385551234567890123","direction":"sideways"}}""")]
    [InlineData("""{"event_type":"dm.received","filter":{"user_id":"1385551234567890123"},"tag":""}""")]
    [InlineData("""{"event_type":"dm.received","filter":{"user_id":"1385551234567890123"},"name":"x"}""")]
    [InlineData("""{"event_type":"mute.mute","filter":{"user_id":"1385551234567890123","direction":"inbound"}}""")]
    public async Task Invalid_subscriptions_are_refused(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.PostJsonAsync(Path, body, AsApp)).Status);

    [Fact]
    public async Task A_tag_has_at_most_200_characters_and_there_are_no_webhooks()
    {
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync("dm.received", Me, tag: new string('x', 200))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CreateAsync("dm.received", Me, tag: new string('x', 201))).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await _client.PostJsonAsync(
                    Path,
                    new
                    {
                        event_type = "dm.sent",
                        filter = new { user_id = Me },
                        webhook_id = "12",
                    })).Status);
    }

    [Fact]
    public async Task An_app_has_at_most_1500_subscriptions_in_pages_of_1000()
    {
        // The limit of requests is 500 in 15 minutes.
        for (var number = 0; number < 1500; number++)
        {
            if (number % 400 == 0)
                _clock.Advance(TimeSpan.FromMinutes(16));
            Assert.Equal(HttpStatusCode.OK, (await CreateAsync("dm.received", Me, tag: number.ToString(CultureInfo.InvariantCulture))).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await CreateAsync("dm.sent", Me)).Status);
        var first = await _client.GetAsync(Path, AsApp);
        var second = await _client.GetAsync($"{Path}?pagination_token={first.NextToken}", AsApp);
        Assert.Equal((1000, 500), (first.Events.Count, second.Events.Count));
        Assert.Equal(1500, first.Events.Concat(second.Events).Select(item => item.Text("subscription_id")).Distinct(StringComparer.Ordinal).Count());
        Assert.False(second.Body.Has("meta"));
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.GetAsync($"{Path}?pagination_token=aaaaaaaaaaaaaaaa", AsApp)).Status);
    }

    [Fact]
    public async Task The_consumer_key_and_secret_give_the_app_only_token()
    {
        var basic = Basic(SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret);
        var issued = await _client.PostAsync("/oauth2/token", basic, ("grant_type", "client_credentials"));
        Assert.Equal(("bearer", SandboxCredentials.AppOnlyToken), (issued.Body.Text("token_type"), issued.Body.Text("access_token")));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/2/connections", $"Bearer {issued.Body.Text("access_token")}")).Status);
        foreach (var refused in new[]
        {
            await _client.PostAsync("/oauth2/token", Basic(SandboxCredentials.ConsumerKey, "wrong"), ("grant_type", "client_credentials")),
            await _client.PostAsync("/oauth2/token", authorization: null, ("grant_type", "client_credentials")),
            await _client.PostAsync("/oauth2/token", basic),
            await _client.PostAsync("/oauth2/token", basic, ("grant_type", "password")),
        })
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
            Assert.True(Assert.Single(refused.Body.Items("errors")).Has("code"));
        }
    }

    private static string Basic(string key, string secret) =>
        "Basic " + Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(key)}:{Uri.EscapeDataString(secret)}"));

    private Task<Reply> CreateAsync(string kind, string user, string? tag = null, string authorization = SandboxClient.AsUser) => _client.PostJsonAsync(
        Path,
        tag is null ? new { event_type = kind, filter = new { user_id = user } } : (object)new { event_type = kind, filter = new { user_id = user }, tag },
        authorization);

    private async Task<string> IdOfNewAsync(string kind) => (await CreateAsync(kind, Me)).Body.GetProperty("data").GetProperty("subscription").Text("subscription_id");

    private async Task<Reply> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(JsonSerializer.Serialize(body), mediaType: new("application/json")),
        };
        request.Headers.TryAddWithoutValidation("Authorization", AsApp);
        using var response = await _client.Http.SendAsync(request);
        return await Reply.OfAsync(response);
    }
}
