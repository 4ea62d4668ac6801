using System.Text.Json;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Core.Tests.Api;

/// <summary>Servers that accept the names of only one of X's API descriptions.</summary>
public sealed class VocabularyTests
{
    private const string Group = "1590000000000000001";
    private const int NoLimit = 0;

    public static TheoryData<SandboxVocabulary, int> Servers
    {
        get
        {
            var data = new TheoryData<SandboxVocabulary, int>();
            foreach (var vocabulary in Enum.GetValues<SandboxVocabulary>())
            {
                foreach (var limit in new[] { NoLimit, 1000, 20 })
                    data.Add(vocabulary, limit);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Every_endpoint_returns_the_same_events_at_the_same_cost(SandboxVocabulary vocabulary, int limit)
    {
        await using var usual = await TestApi.StartAsync(Options(SandboxVocabulary.Both));
        await using var api = await TestApi.StartAsync(Options(vocabulary));
        using var connection = await OpenAsync(api, limit);
        using var other = await OpenAsync(usual, NoLimit);

        var events = await ReadAllAsync(api, connection);

        Assert.Equal((await ReadAllAsync(usual, other)).Select(item => Describe(item, usual)), events.Select(item => Describe(item, api)));
        Assert.All(events.Where(item => item.EventType is nameof(DmEventType.ParticipantsJoin) or nameof(DmEventType.ParticipantsLeave)), item =>
        {
            Assert.NotEmpty(item.ParticipantIds);
            Assert.All(item.Participants, user => Assert.NotNull(user.Username));
        });
        Assert.Contains(events, item => item.ReferencedPostIds.Count > 0);
        Assert.Equal(other.Usage.EstimatedCost, connection.Usage.EstimatedCost);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_connection_learns_the_names_with_one_request_that_is_not_billed(SandboxVocabulary vocabulary, int limit)
    {
        await using var api = await TestApi.StartAsync(Options(vocabulary));
        using var connection = await OpenAsync(api, limit);
        var (before, refusals) = (api.Server.Requests.Count, 0);
        api.Server.ResponseStarted = (_, response) => refusals += response.StatusCode == 400 ? 1 : 0;

        var events = await ReadAllAsync(api, connection);

        var needsOther = vocabulary == SandboxVocabulary.V2166 || (vocabulary == SandboxVocabulary.V2167 && limit != NoLimit);
        Assert.Equal(needsOther ? 1 : 0, refusals);
        Assert.Equal(api.Server.Requests.Count - before + 1, connection.Usage.Requests);
        Assert.Equal(events.DistinctBy(item => item.Id).Count(), connection.Usage.EventsRead);
        Assert.Contains("post.fields=", api.ListRequests[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SandboxVocabulary.Both, 1000, 5)]
    [InlineData(SandboxVocabulary.V2166, 1000, 6)]
    [InlineData(SandboxVocabulary.V2167, NoLimit, 5)]
    // The first request, and one more for each page with joins or leaves.
    [InlineData(SandboxVocabulary.V2167, 1000, 11)]
    public async Task A_listing_takes_no_other_additional_requests(SandboxVocabulary vocabulary, int limit, int requests)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { Vocabulary = vocabulary });
        using var connection = await OpenAsync(api, limit);

        await api.ListAsync(client: new DmClient(connection));

        Assert.Equal(requests, api.ListRequests.Count);
    }

    [Fact]
    public async Task The_limit_is_kept_while_the_participants_are_read_one_by_one_and_those_beyond_it_are_missing_with_a_warning()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { Vocabulary = SandboxVocabulary.V2167 });
        using var connection = await OpenAsync(api, 2);
        var client = new DmClient(connection, new DmCallOptions { Notices = api.Notices });

        var (events, error) = await api.ListUntilErrorAsync(client: client);

        var joins = events.Where(item => item.EventType is nameof(DmEventType.ParticipantsJoin) or nameof(DmEventType.ParticipantsLeave)).ToArray();
        Assert.Equal(DmErrorKind.SpendingLimit, error.Kind);
        Assert.InRange(connection.Usage.EstimatedCost, 1.9m, 2m);
        Assert.NotEmpty(joins[0].ParticipantIds);
        Assert.Empty(joins[^1].ParticipantIds);
        Assert.Contains(api.Server.Requests, request => request.PathAndQuery.StartsWith($"/2/dm_events/{joins[0].Id}?", StringComparison.Ordinal));
        Assert.Contains(api.Notices.Warnings, text => text.Contains("lack the participants", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_remembered_names_are_refused_the_other_ones_are_used_once()
    {
        await using var api = await TestApi.StartAsync(Options(SandboxVocabulary.Both));
        api.Server.Faults.At(1, Refusing("expansions", "referenced_posts"));
        await api.ListAsync(new DmEventQuery { First = 1 });
        await api.ListAsync(new DmEventQuery { First = 1 });
        api.Server.Faults.Reset();
        api.Server.Faults.At(1, Refusing("tweet.fields", "id"));
        await api.ListAsync(new DmEventQuery { First = 1 });
        await api.ListAsync(new DmEventQuery { First = 1 });

        Assert.Equal(
            ["post.fields", "tweet.fields", "tweet.fields", "tweet.fields", "post.fields", "post.fields"],
            api.ListRequests.Select(path => path.Contains("post.fields", StringComparison.Ordinal) ? "post.fields" : "tweet.fields"));
    }

    [Fact]
    public async Task If_both_vocabularies_are_refused_the_error_is_the_first_refusal()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Refusing("post.fields", "first"));
        api.Server.Faults.At(2, Refusing("tweet.fields", "second"));

        var (_, error) = await api.ListUntilErrorAsync();

        Assert.Equal((DmErrorKind.InvalidRequest, "post.fields", 2), (error.Kind, error.Problem!.Parameter, api.ListRequests.Count));
    }

    [Theory]
    [InlineData("""{"errors":[{"parameters":{"user.fields":["x"]},"message":"The `user.fields` query parameter value [x] is not one of [id,expansions]"}],"title":"Invalid Request"}""")]
    [InlineData("""{"errors":[{"parameters":{"pagination_token":["x"]},"message":"The `pagination_token` query parameter value [x] is not valid"}],"title":"Invalid Request"}""")]
    [InlineData("""{"title":"Bad Request","detail":"Something else","type":"about:blank","status":400}""")]
    public async Task A_refusal_of_something_else_is_not_repeated(string problem)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(400, body: problem));

        var (_, error) = await api.ListUntilErrorAsync();

        Assert.Equal((DmErrorKind.InvalidRequest, 1), (error.Kind, api.ListRequests.Count));
    }

    [Theory]
    [InlineData("""{"title":"Invalid Request","detail":"One or more parameters to your request was invalid.","parameter":"expansions","value":"referenced_posts","status":400}""")]
    [InlineData("""{"title":"Invalid Request","detail":"The query parameter [post.fields] is not one of [id,tweet.fields]","status":400}""")]
    [InlineData("""{"errors":[{"parameters":{"max_results":["x"]},"message":"x"},{"parameters":{"post.fields":["id"]},"message":"y"}],"title":"Invalid Request"}""")]
    public async Task A_refusal_is_recognized_in_each_form(string problem)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(400, body: problem));

        await api.ListAsync(new DmEventQuery { First = 1 });

        Assert.Equal(2, api.ListRequests.Count);
    }

    [Fact]
    public async Task An_event_type_that_is_named_twice_is_requested_once()
    {
        await using var api = await TestApi.StartAsync();

        var events = await api.ListAsync(new DmEventQuery { EventTypes = [DmEventType.ParticipantsJoin, DmEventType.ParticipantsJoin] });

        Assert.NotEmpty(events);
    }

    private static SandboxOptions Options(SandboxVocabulary vocabulary) => new() { Vocabulary = vocabulary, EventCount = 250 };

    private static Task<DmConnection> OpenAsync(TestApi api, int limit) => api.OpenAsync(limit == NoLimit ? null : limit);

    private static Fault Refusing(string parameter, string value) => Fault.Status(
        400, body: $$"""{"errors":[{"parameters":{"{{parameter}}":["{{value}}"]},"message":"{{value}}"}],"title":"Invalid Request","type":"https://api.x.com/2/problems/invalid-request"}""");

    private static async Task<List<DmEvent>> ReadAllAsync(TestApi api, DmConnection connection)
    {
        var events = await api.ListAsync(client: new DmClient(connection));
        events.AddRange(await api.ListAsync(new DmEventQuery { ConversationId = Group }, new DmClient(connection)));
        events.AddRange(await api.ListAsync(new DmEventQuery { ParticipantId = "987654321" }, new DmClient(connection)));
        foreach (var item in events.Where(item => item.Is(DmEventType.ParticipantsJoin)).Take(2).ToArray())
            events.Add(await api.Clock.RunAsync(new DmClient(connection).GetEventAsync(item.Id)));
        return events;
    }

    // In 2.166, a post has one field more.
    // A server on a port offers attachments at its own address.
    private static string Describe(DmEvent item, TestApi api) => JsonSerializer.Serialize(item)
        .Replace($",\"edit_history_tweet_ids\":[\"{(item.ReferencedPostIds.Count > 0 ? item.ReferencedPostIds[0] : null)}\"]", string.Empty, StringComparison.Ordinal)
        .Replace(api.Server.BaseUri.AbsoluteUri, "/", StringComparison.Ordinal);
}
