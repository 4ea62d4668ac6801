using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Http;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Http;

/// <summary>A problem with the account or the app ends a run after the request that showed it; one about a recipient does not.</summary>
public sealed class AccountProblemTests
{
    public static TheoryData<string, DmErrorKind, DmErrorReason, string> Problems => new()
    {
        { "no-credit", DmErrorKind.Credit, DmErrorReason.None, "Add credit" },
        { "status=402", DmErrorKind.Credit, DmErrorReason.None, "Add credit" },
        { "status=401", DmErrorKind.Authentication, DmErrorReason.CredentialsRejected, "" },
        { "locked", DmErrorKind.Permission, DmErrorReason.AccountLocked, "unlock" },
        { "suspended", DmErrorKind.Permission, DmErrorReason.AccountSuspended, "suspended" },
        { "client-forbidden", DmErrorKind.Permission, DmErrorReason.AppForbidden, "project" },
        { "missing-scope", DmErrorKind.Permission, DmErrorReason.MissingScope, "dm.write" },
        { "429-cap", DmErrorKind.RateLimit, DmErrorReason.UsageCapReached, "no wait lifts" },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task Twenty_messages_make_one_request(string fault, DmErrorKind kind, DmErrorReason reason, string advice)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.Every(1, Fault.Parse(fault));

        var results = await api.SendAllAsync(null, [.. Enumerable.Range(1, 20).Select(number => new DmOutgoingMessage { To = new("12"), Text = $"Message {number}" })]);

        var error = results[0].Error!;
        Assert.Equal((kind, reason), (error.Kind, error.Reason));
        Assert.Contains(advice, error.RecommendedAction ?? string.Empty, StringComparison.Ordinal);
        Assert.True(error.EndsRun);
        Assert.Equal([true, .. Enumerable.Repeat(false, 19)], results.Select(result => result.EndsRun));
        Assert.All(results.Skip(1), result => Assert.True(result.Error!.IsNotTried));
        Assert.All(results.Skip(1), result => Assert.Same(error, result.Error!.InnerException));
        Assert.Single(api.Calls);
        Assert.Empty(api.Server.Api.SentMessages);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task A_listing_ends_without_a_wait_and_says_where(string fault, DmErrorKind kind, DmErrorReason reason, string advice)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        api.Server.Faults.When(request => request.Number > 1, Fault.Parse(fault), times: int.MaxValue);
        var start = api.Clock.GetUtcNow();

        var (events, error) = await api.ListUntilErrorAsync();

        Assert.Equal(100, events.Count);
        Assert.Equal((kind, reason), (error.Kind, error.Reason));
        Assert.Contains(advice, error.RecommendedAction ?? string.Empty, StringComparison.Ordinal);
        Assert.NotNull(Assert.IsType<DmResumePoint>(error.Target).PageToken);
        Assert.Equal(2, api.ListRequests.Count);
        Assert.Equal(start, api.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData("""{"title":"Forbidden","detail":"You are not permitted to perform this action.","type":"about:blank","status":403}""")]
    [InlineData("""{"title":"Forbidden","detail":"Forbidden","type":"about:blank","status":403}""")]
    [InlineData("""{"errors":[{"code":349,"message":"You cannot send messages to this user."}]}""")]
    [InlineData("""{"title":"Forbidden","detail":"User has been suspended: [12].","resource_id":"12","resource_type":"user","type":"https://api.x.com/2/problems/resource-unavailable"}""")]
    [InlineData("")]
    public async Task A_refusal_about_one_recipient_does_not_end_the_run(string body)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(403, "application/json", body));

        var results = await api.SendAllAsync(null, new() { To = new("783214"), Text = "one" }, new() { To = new("12"), Text = "two" });

        Assert.Equal(DmErrorKind.Permission, results[0].Error!.Kind);
        Assert.False(results[0].EndsRun);
        Assert.NotNull(results[1].Sent);
    }

    [Theory]
    [InlineData(403, """{"title":"Forbidden","detail":"Your account is temporarily locked. Please log in to https://x.com to unlock it.","type":"about:blank"}""", DmErrorReason.AccountLocked)]
    [InlineData(403, """{"title":"Forbidden","detail":"Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.","type":"https://api.twitter.com/2/problems/oauth1-permissions"}""", DmErrorReason.MissingScope)]
    [InlineData(403, """{"errors":[{"code":453,"message":"You currently have access to a subset of X API V2 endpoints and limited v1.1 endpoints."}]}""", DmErrorReason.AppForbidden)]
    [InlineData(403, """{"errors":[{"code":93,"message":"This application is not allowed to access or delete your direct messages."}]}""", DmErrorReason.MissingScope)]
    [InlineData(429, """{"title":"UsageCapExceeded","detail":"Usage cap exceeded: Monthly product cap"}""", DmErrorReason.UsageCapReached)]
    public async Task X_names_a_problem_in_different_ways(int status, string body, DmErrorReason reason)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.Every(1, Fault.Status(status, "application/json", body));

        var (_, error) = await api.ListUntilErrorAsync();

        Assert.Equal(reason, error.Reason);
        Assert.True(error.EndsRun);
        Assert.Single(api.Calls);
    }

    [Fact]
    public async Task A_scope_that_the_response_names_in_its_challenge_is_missing()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.Every(1, Fault.Status(403, headers: [new("WWW-Authenticate", "Bearer error=\"insufficient_scope\"")]));

        Assert.Equal(DmErrorReason.MissingScope, (await api.ListUntilErrorAsync()).Error.Reason);
    }

    [Theory]
    [InlineData("dm.read tweet.read users.read", true)]
    [InlineData("dm.read dm.write tweet.read users.read", false)]
    [InlineData("", false)]
    public async Task A_plain_refusal_ends_the_run_if_the_token_is_known_to_lack_the_scope(string scopes, bool endsRun)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await api.OpenAsync(new OAuth2Credential(
            new TokenSet { AccessToken = SandboxCredentials.UserToken, Scopes = scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
            new OAuth2App { ClientId = SandboxCredentials.ClientId },
            new SignInSetting { ApiBaseUri = api.Server.BaseUri, CreateHttpClient = () => SignInClient.Create(transport: null, api.Clock), Clock = api.Clock }));
        api.Server.Faults.Every(1, Fault.Status(403, "application/json", """{"title":"Forbidden","detail":"Forbidden","type":"about:blank","status":403}"""));
        DmOutgoingMessage[] messages = [new() { To = new("783214"), Text = "one" }, new() { To = new("12"), Text = "two" }];

        var results = new List<DmSendResult>();
        await foreach (var result in new DmClient(connection).SendMessages(messages))
            results.Add(result);

        Assert.Equal(endsRun, results[0].EndsRun);
        Assert.Equal(endsRun ? DmErrorReason.MissingScope : DmErrorReason.None, results[0].Error!.Reason);
        Assert.Equal(endsRun, results[1].Error!.IsNotTried);
    }

    [Theory]
    [InlineData(401, 32, "Could not authenticate you.")]
    [InlineData(401, 89, "Invalid or expired token.")]
    [InlineData(400, 215, "Bad Authentication data.")]
    public async Task Wrong_keys_of_OAuth_1_are_named(int status, int code, string message)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await api.OpenAsync(new OAuth1Credential(
            SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret, api.Clock));
        api.Server.Faults.Every(1, Fault.Status(status, "application/json", $$"""{"errors":[{"code":{{code}},"message":"{{message}}"}]}"""));

        var (_, error) = await api.ListUntilErrorAsync(client: new DmClient(connection));

        Assert.Equal((DmErrorKind.Authentication, DmErrorReason.KeysRejected), (error.Kind, error.Reason));
        Assert.Single(api.ListRequests);
    }

    [Fact]
    public async Task After_a_cap_the_next_command_does_not_wait_either()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.UsageCap);
        var start = api.Clock.GetUtcNow();
        var (_, error) = await api.ListUntilErrorAsync();

        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }));

        Assert.Contains("UsageCapExceeded: Usage cap exceeded: Monthly product cap", error.Message, StringComparison.Ordinal);
        Assert.Equal(start, api.Clock.GetUtcNow());
    }

    [Fact]
    public async Task What_X_says_with_a_429_is_shown_in_the_wait_and_in_the_error()
    {
        await using var api = await TestApi.StartAsync();
        const string body = """{"title":"Slow Down","detail":"Far too many requests.","type":"about:blank","status":429}""";
        api.Server.Faults.At(1, Fault.Status(429, body: body, headers: [new("x-transaction-id", "abc123")]));
        await api.ListAsync(new DmEventQuery { First = 1 });
        api.Server.Faults.Every(1, Fault.Status(429, body: body, headers: [new("x-transaction-id", "abc123")]));

        var (_, error) = await api.ListUntilErrorAsync(client: api.Client(DmRateLimitAction.Stop));

        Assert.Contains(api.Notices.Progress, notice => notice.Text.Contains("Slow Down: Far too many requests.", StringComparison.Ordinal));
        Assert.Contains(api.Notices.Verbose, text => text.Contains("Slow Down: Far too many requests.", StringComparison.Ordinal));
        Assert.Contains("Slow Down: Far too many requests.", error.Message, StringComparison.Ordinal);
        Assert.Equal(("Slow Down", 429, "abc123"), (error.Problem?.Title, (int)error.StatusCode!, error.TransactionId));
        Assert.NotNull(error.ResetsAt);
    }
}
