using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Tests.Activity;
using TwitterDm.Sandbox.Tests.Chat.Writing;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Sandbox.Tests.Uploads;
using TwitterDm.Sandbox.Validation;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.OpenApi;

/// <summary>Responses with all fields and expansions match the schemas in X's API description.</summary>
public sealed class ResponsesAgainstDescriptionTests
{
    private static readonly string AllOfEvents = string.Join('&', Words(
        ParameterRules.DmEventFields, ParameterRules.DmEventExpansions, ParameterRules.UserFields, ParameterRules.PostFields, ParameterRules.MediaFields));

    private static readonly string AllOfUsers = string.Join('&', Words(
        ParameterRules.UserFields, ParameterRules.UserExpansions, ParameterRules.PostFields));

    private static readonly string[] OlderProperties = ["referenced_tweets", "tweets", "pinned_tweet_id"];

    private readonly ManualClock _clock = new();
    private readonly SandboxApi _api;
    private readonly SandboxClient _client;

    public ResponsesAgainstDescriptionTests()
    {
        _api = new SandboxApi(new SandboxOptions { PartialErrorEvery = 2, Clock = _clock });
        _client = SandboxClient.InProcess(_api);
    }

    [DescriptionFact]
    public async Task Lists_match_the_schema()
    {
        await AssertFits("/2/dm_events", AllOfEvents);
        await AssertFits("/2/dm_conversations/with/{participant_id}/dm_events", AllOfEvents, "987654321");
        await AssertFits("/2/dm_conversations/with/{participant_id}/dm_events", AllOfEvents, "305419896");
        await AssertFits("/2/dm_conversations/with/{participant_id}/dm_events", AllOfEvents, "5");
        await AssertFits("/2/dm_conversations/{id}/dm_events", AllOfEvents, "1590000000000000001");
    }

    [DescriptionFact]
    public async Task Single_events_of_all_kinds_and_missing_ones_match_the_schema()
    {
        var all = await _client.PagesAsync("/2/dm_events", AllOfEvents);
        foreach (var item in all.SelectMany(page => page.Events).DistinctBy(item => (item.Text("event_type"), item.Has("attachments"), item.Has("referenced_posts"))))
            await AssertFits("/2/dm_events/{event_id}", AllOfEvents, item.Text("id"));
        await AssertFits("/2/dm_events/{event_id}", AllOfEvents, "1");
    }

    [DescriptionFact]
    public async Task Users_match_the_schema()
    {
        await AssertFits("/2/users/me", AllOfUsers);
        await AssertFits("/2/users/by/username/{username}", AllOfUsers, "zoe_muller");
        await AssertFits("/2/users/by/username/{username}", AllOfUsers, "not_there");
        await AssertFits("/2/users", $"ids=12,13,987654321&{AllOfUsers}");
        await AssertFits("/2/users/by", $"usernames=jacqueline,nobody_at_all&{AllOfUsers}");
    }

    [DescriptionFact]
    public async Task Sent_messages_match_the_schema()
    {
        await AssertFitsPost("/2/dm_conversations/with/{participant_id}/messages", "12", new { text = "https://example.com" });
        await AssertFitsPost("/2/dm_conversations/{dm_conversation_id}/messages", "1590000000000000001", new { text = "Hello" });
        await AssertFitsPost(
            "/2/dm_conversations", "", new { conversation_type = "Group", participant_ids = new[] { "12", "1234" }, message = new { text = "Hello" } });
        await AssertFits("/2/dm_events", AllOfEvents);
    }

    [DescriptionFact]
    public async Task Uploads_match_the_schema()
    {
        var steps = new UploadSteps(_client);
        foreach (var (category, type, file) in new[]
            {
                ("dm_image", "image/png", SampleFiles.Png),
                ("dm_video", "video/mp4", SampleFiles.Mp4),
                ("dm_gif", "image/gif", SampleFiles.Text),
            })
        {
            var begun = await steps.InitializeAsync(category, type, file.Length);
            AssertFits("/2/media/upload/initialize", "POST", begun);
            AssertFits("/2/media/upload/{id}/append", "POST", await steps.AppendAsync(UploadSteps.IdOf(begun), 0, file));
            AssertFits("/2/media/upload/{id}/finalize", "POST", await steps.FinalizeAsync(UploadSteps.IdOf(begun)));
            _clock.Advance(TimeSpan.FromSeconds(1));
            AssertFits("/2/media/upload", "GET", await steps.StatusAsync(UploadSteps.IdOf(begun)));
            _clock.Advance(TimeSpan.FromSeconds(1));
            AssertFits("/2/media/upload", "GET", await steps.StatusAsync(UploadSteps.IdOf(begun)));
        }

        var whole = await steps.UploadMediaAsync("dm_image", SampleFiles.Jpeg);
        AssertFits("/2/media/upload", "POST", whole);
        await steps.AttachAsync(UploadSteps.IdOf(whole));
        await AssertFits("/2/dm_events", AllOfEvents);
    }

    [DescriptionFact]
    public async Task Deletions_and_blocks_match_the_schema()
    {
        var id = (await _client.SayAsync("12", "Hello")).SentId;
        for (var time = 1; time <= 2; time++)
            AssertFits("/2/dm_events/{event_id}", "DELETE", await _client.SendAsync(HttpMethod.Delete, $"/2/dm_events/{id}", SandboxClient.AsUser));
        await AssertFitsPost("/2/users/{id}/dm/block", "12", new { });
        await AssertFitsPost("/2/users/{id}/dm/unblock", "12", new { });
    }

    [DescriptionFact]
    public async Task Chats_match_the_schema()
    {
        var conversation = string.Join('&', Words(ChatParameterRules.ConversationFields, ChatParameterRules.ConversationExpansions, ParameterRules.UserFields));
        var list = await _client.PagesAsync("/2/chat/conversations", $"max_results=3&{conversation}");
        Assert.Equal(4, list.Count);
        Assert.All(list, page => AssertFits("/2/chat/conversations", "GET", page));
        foreach (var id in list.SelectMany(page => page.EventIds))
        {
            await AssertFits("/2/chat/conversations/{id}", conversation, id);
            foreach (var page in await _client.PagesAsync($"/2/chat/conversations/{id}/events", string.Join('&', Words(ChatParameterRules.EventFields))))
                AssertFits("/2/chat/conversations/{id}/events", "GET", page);
        }

        await AssertFits("/2/chat/conversations/{id}/events", "", "305419896");
    }

    [DescriptionFact]
    public async Task Written_chats_match_the_schema()
    {
        const string conversation = ChatClient.WithJacqueline;
        const string chats = "/2/chat/conversations";
        var chat = new ChatClient(_api, _client);
        var sent = await chat.SayAsync(conversation, "Hello");
        AssertFits($"{chats}/{{id}}/messages", "POST", sent);
        AssertFits($"{chats}/{{id}}/messages", "POST", await chat.SendAsync(conversation, chat.Message(conversation, ChatEntries.Message("x"), ChatClient.NewKey())));
        await AssertFitsPost($"{chats}/{{id}}/read", "12", new { seen_until_sequence_id = ChatClient.EventOf(sent).SequenceId });
        await AssertFitsPost($"{chats}/{{id}}/typing", "12", new { });
        AssertFits($"{chats}/{{id}}/messages/delete", "POST", await chat.DeleteAsync(conversation, forAll: true, ChatClient.EventOf(sent).SequenceId!));
        AssertFits($"{chats}/{{id}}/keys", "POST", await chat.ChangeKeyAsync(conversation, ChatClient.NewKey(), null, chat.UserId, "12"));
        var begun = await chat.PostAsync($"{chats}/group/initialize", []);
        AssertFits($"{chats}/group/initialize", "POST", begun);
        var group = begun.Body.GetProperty("data").Text("conversation_id");
        AssertFits($"{chats}/group", "POST", await chat.PostAsync($"{chats}/group", await chat.GroupBodyAsync(group, ChatClient.NewKey(), "Team", chat.UserId, "12")));
        AssertFits($"{chats}/{{id}}/members", "POST", await chat.PostAsync(
            $"{chats}/{group}/members", await chat.MembersBodyAsync(group, ChatClient.NewKey(1), ["1234"], [chat.UserId, "12"], [chat.UserId])));
    }

    [DescriptionFact]
    public async Task Chat_uploads_match_the_schema()
    {
        const string uploads = "/2/chat/media/upload";
        var begun = await _client.PostJsonAsync($"{uploads}/initialize", new { conversation_id = "12", total_bytes = 1 });
        AssertFits($"{uploads}/initialize", "POST", begun);
        var (session, hashKey) = (begun.Body.GetProperty("data").Text("session_id"), begun.Body.GetProperty("data").Text("media_hash_key"));
        await AssertFitsPost($"{uploads}/{{id}}/append", session, new { conversation_id = "12", media_hash_key = hashKey, segment_index = 0, media = "AA==" });
        await AssertFitsPost($"{uploads}/{{id}}/finalize", session, new { conversation_id = "12", media_hash_key = hashKey, num_parts = "1" });
    }

    [DescriptionFact]
    public async Task Public_keys_match_the_schema()
    {
        var fields = Words(ChatParameterRules.PublicKeyFields).Single();
        await AssertFits("/2/users/{id}/public_keys", fields, "1385551234567890123");
        AssertFits("/2/users/public_keys", "GET", await _client.GetAsync($"/2/users/public_keys?ids=12,4242&{fields}"), "user_id");
        var key = (await _client.GetAsync("/2/users/12/public_keys")).Body.Items("data")[0].Text("public_key");
        await AssertFitsPost("/2/users/{id}/public_keys", "1385551234567890123", new { public_key = new { public_key = key }, version = "1800000000000" });
    }

    [DescriptionFact]
    public async Task Subscriptions_and_connections_match_the_schema()
    {
        const string subscriptions = "/2/activity/subscriptions";
        const string app = "Bearer " + SandboxCredentials.AppOnlyToken;
        var created = await _client.PostJsonAsync(
            subscriptions,
            new
            {
                event_type = "dm.received",
                filter = new { user_id = "1385551234567890123", direction = "inbound" },
                tag = "x",
            });
        AssertFits(subscriptions, "POST", created);
        AssertFits(subscriptions, "GET", await _client.GetAsync(subscriptions, app));
        var id = created.Body.GetProperty("data").GetProperty("subscription").Text("subscription_id");
        using var change = new HttpRequestMessage(HttpMethod.Put, new Uri($"{subscriptions}/{id}", UriKind.Relative))
        {
            Content = new StringContent("{\"tag\":\"y\"}", mediaType: new("application/json")),
        };
        change.Headers.TryAddWithoutValidation("Authorization", app);
        using var changed = await _client.Http.SendAsync(change);
        AssertFits($"{subscriptions}/{{subscription_id}}", "PUT", await Reply.OfAsync(changed));
        AssertFits(subscriptions, "DELETE", await _client.SendAsync(HttpMethod.Delete, $"{subscriptions}?ids={id},1", app));
        AssertFits($"{subscriptions}/{{subscription_id}}", "DELETE", await DeleteAsync((await _client.PostJsonAsync(
            subscriptions, new { event_type = "chat.sent", filter = new { user_id = "1385551234567890123" } })).Body));

        using (await LineReader.OpenAsync(_client.Http))
            AssertFits("/2/connections", "GET", await _client.GetAsync($"/2/connections?{string.Join('&', Words(ActivityRules.ConnectionFields))}", app));
        AssertFits("/2/connections", "GET", await _client.GetAsync($"/2/connections?status=all&{string.Join('&', Words(ActivityRules.ConnectionFields))}", app));
        using (await LineReader.OpenAsync(_client.Http))
            AssertFits("/2/connections/all", "DELETE", await _client.SendAsync(HttpMethod.Delete, "/2/connections/all", app));
        AssertFits("/2/connections/{endpoint_id}", "DELETE", await _client.SendAsync(HttpMethod.Delete, "/2/connections/filtered_stream", app));

        Task<Reply> DeleteAsync(System.Text.Json.JsonElement body) => _client.SendAsync(
            HttpMethod.Delete, $"{subscriptions}/{body.GetProperty("data").GetProperty("subscription").Text("subscription_id")}", app);
    }

    [DescriptionFact]
    public async Task Responses_with_legacy_names_match_the_schema_otherwise()
    {
        var query = "max_results=100&dm_event.fields=id,sender_id,participant_ids,referenced_tweets&expansions=referenced_tweets.id&tweet.fields=author_id,note_tweet";
        var page = (await _client.PagesAsync("/2/dm_events", query)).First(reply => reply.Body.Has("includes"));
        Assert.NotEmpty(SchemaCheck.FindErrors(new ApiDescription(), page.Body, new ApiDescription().ResponseSchema("/2/dm_events", "GET")));
        Assert.Empty(SchemaCheck.FindErrors(new ApiDescription(), page.Body, new ApiDescription().ResponseSchema("/2/dm_events", "GET"), OlderProperties));
    }

    [DescriptionFact]
    public async Task Errors_match_the_problem_schema()
    {
        var description = new ApiDescription();
        var refused = await _client.GetAsync("/2/dm_conversations/12-987654321/dm_events");
        Assert.Empty(SchemaCheck.FindErrors(description, refused.Body, description.Schema("Problem")));
        Assert.Empty(SchemaCheck.FindErrors(description, (await _client.SayAsync("5", "Hello")).Body, description.Schema("Problem")));
        foreach (var refusedChat in new[] { "/2/chat/conversations/g1", "/2/chat/conversations/305419896", "/2/users/4242/public_keys" })
            Assert.Empty(SchemaCheck.FindErrors(description, (await _client.GetAsync(refusedChat)).Body, description.Schema("Problem")));
        foreach (var invalid in new[] { await _client.GetAsync("/2/dm_events?max_results=0"), await _client.SayAsync("12", "") })
            Assert.Empty(SchemaCheck.FindErrors(description, invalid.Body, description.Schema("InvalidRequestProblem"), "errors"));
    }

    private static string Filled(string template, string value) =>
        System.Text.RegularExpressions.Regex.Replace(template, @"\{\w+\}", value, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static void AssertFits(string template, string method, Reply reply, params string[] alsoAllowed)
    {
        var description = new ApiDescription();
        Assert.Equal(description.SuccessStatus(template, method), (int)reply.Status);
        Assert.Empty(SchemaCheck.FindErrors(description, reply.Body, description.ResponseSchema(template, method), alsoAllowed));
    }

    private async Task AssertFitsPost(string template, string value, object body) =>
        AssertFits(template, "POST", await _client.PostJsonAsync(Filled(template, value), body));

    private static IEnumerable<string> Words(params ParameterRule[] rules) => rules.Select(rule => $"{rule.Name}={string.Join(',', rule.Values!)}");

    private async Task AssertFits(string template, string query, string? value = null)
    {
        var path = Filled(template, value ?? "");
        foreach (var page in template.EndsWith("dm_events", StringComparison.Ordinal)
                ? await _client.PagesAsync(path, query)
                : [await _client.GetAsync($"{path}?{query}")])
        {
            AssertFits(template, "GET", page);
        }
    }
}
