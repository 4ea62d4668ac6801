using System.Globalization;
using System.Net;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat;

/// <summary>The list of X Chat conversations, and single ones.</summary>
public sealed class ChatConversationTests
{
    private const string Me = "1385551234567890123";
    private const string List = "/2/chat/conversations";
    private const string WithRafael = $"{Me}-1500000000000000001";

    private readonly SandboxApi _api = new(new SandboxOptions { Clock = new ManualClock() });
    private readonly SandboxClient _client;
    private readonly ChatReading _chat;

    public ChatConversationTests()
    {
        _client = SandboxClient.InProcess(_api);
        _chat = new ChatReading(_client, _api.ChatKeyOf());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(100)]
    public async Task Any_page_size_returns_each_conversation_once_newest_first(int size)
    {
        var pages = await _chat.PagesAsync(List, $"max_results={size}&chat_conversation.fields=updated_at");
        var ids = pages.SelectMany(page => page.EventIds).ToList();
        Assert.Equal(11, ids.Count);
        Assert.Distinct(ids);
        Assert.All(pages, page => Assert.Equal(page.NextToken is not null, page.Body.GetProperty("meta").GetProperty("has_more").GetBoolean()));
        Assert.All(pages, page => Assert.Equal(page.Events.Count, page.ResultCount));
        var updated = pages.SelectMany(page => page.Events).Where(item => item.Has("updated_at")).Select(item => item.Text("updated_at")).ToList();
        Assert.Equal(updated.OrderDescending(StringComparer.Ordinal), updated);
    }

    [Fact]
    public async Task All_fields_are_returned_unless_some_are_requested()
    {
        var first = (await _client.GetAsync(List)).Events;
        Assert.Equal(10, first.Count);
        Assert.All(first, item => Assert.Contains("is_muted", item.Names()));
        Assert.All(first, item => Assert.Contains(item.Text("type") is "group" ? "admin_ids" : "participant_ids", item.Names()));
        var muted = (await _client.GetAsync($"{List}?chat_conversation.fields=is_muted,message_ttl_ms&expansions=participant_ids")).Body;
        Assert.Equal(["id", "type", "is_muted", "message_ttl_ms", "participant_ids"], muted.Items("data")[0].Names());
        Assert.Equal(["id", "name", "username"], muted.GetProperty("includes").Items("users")[0].Names());
        Assert.False((await _client.GetAsync(List)).Body.Has("includes"));
    }

    [Fact]
    public async Task Settings_names_members_and_admins_are_shown()
    {
        var all = (await _chat.ConversationsAsync()).ToDictionary(item => item.Text("id"));
        Assert.True(all[$"783214-{Me}"].GetProperty("is_muted").GetBoolean());
        Assert.Equal(86_400_000, all[$"14159265-{Me}"].GetProperty("message_ttl_ms").GetInt64());
        Assert.Equal([$"14159265-{Me}"], all.Where(item => !item.Value.Has("updated_at")).Select(item => item.Key));
        Assert.Equal([Me, "12"], all[$"12-{Me}"].Texts("participant_ids"));
        var operations = all["g1950000000000000101"];
        Assert.Equal([Me, "12", "987654321", "1712345678901234567"], operations.Texts("member_ids"));
        Assert.Equal([Me, "12"], operations.Texts("admin_ids"));
        Assert.Equal("Book club", all["g1950000000000000102"].Text("group_name"));
        Assert.False(all["g1950000000000000103"].Has("group_name"));
        Assert.All(all.Values, item => Assert.Equal(item.Text("id").StartsWith('g') ? "group" : "one_to_one", item.Text("type")));
    }

    [Fact]
    public async Task The_name_and_the_avatar_of_a_group_can_be_encrypted_with_its_newest_key()
    {
        var group = (await _client.GetAsync($"{List}/g1950000000000000101?{ChatReading.AllConversationFields}")).Body.GetProperty("data");
        var pages = await _chat.PagesAsync($"{List}/g1950000000000000101/events", ChatReading.AllEventFields);
        var keys = _chat.KeysOf(pages.SelectMany(page => page.Body.GetProperty("meta").Texts("conversation_key_events"))
            .Concat(pages.SelectMany(page => page.Events).Select(item => item.Text("encoded_event"))));
        var newest = keys.MaxBy(key => long.Parse(key.Key, CultureInfo.InvariantCulture)).Value;
        Assert.Equal("Operations, on call \U0001F6A8", Open(newest, group.Text("group_name")));
        Assert.Equal("https://pbs.example.com/group_avatars/operations.jpg", Open(newest, group.Text("group_avatar_url")));
        Assert.Equal(3, keys.Count);
    }

    [Fact]
    public async Task Times_lie_in_the_last_weeks_and_agree_with_the_events()
    {
        var now = new ManualClock().GetUtcNow();
        foreach (var conversation in await _chat.ConversationsAsync())
        {
            var events = await _chat.EventsAsync(conversation.Text("id"));
            var times = events.Select(item => Time(item.Item.Text("created_at"))).ToList();
            Assert.All(times, time => Assert.InRange(time, now.AddDays(-30), now));
            if (conversation.Has("updated_at"))
                Assert.Equal(times[0], Time(conversation.Text("updated_at")));
            Assert.True(Time(conversation.Text("created_at")) <= times[^1]);
        }

        static DateTimeOffset Time(string text) =>
            DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    [Theory]
    [InlineData("12")]
    [InlineData($"12-{Me}")]
    public async Task A_one_to_one_has_the_id_of_the_pair_or_of_the_other_person(string id)
    {
        var reply = await _client.GetAsync($"{List}/{id}?{ChatReading.AllConversationFields}");
        Assert.Equal($"12-{Me}", reply.Body.GetProperty("data").Text("id"));
        Assert.NotEmpty((await _client.GetAsync($"{List}/{id}/events")).Events);
    }

    [Fact]
    public async Task The_events_of_a_conversation_are_the_same_by_either_id() => Assert.Equal(
        (await _client.GetAsync($"{List}/12/events")).Bytes, (await _client.GetAsync($"{List}/12-{Me}/events")).Bytes);

    [Fact]
    public async Task A_request_is_not_in_the_list_but_can_be_read()
    {
        var list = await _client.GetAsync($"{List}?max_results=100");
        Assert.True(list.Body.GetProperty("meta").GetProperty("has_message_requests").GetBoolean());
        Assert.DoesNotContain(WithRafael, list.EventIds);
        Assert.Equal(WithRafael, (await _client.GetAsync($"{List}/1500000000000000001")).Body.GetProperty("data").Text("id"));
        var events = await _chat.EventsAsync("1500000000000000001");
        Assert.Equal(
            [("Here are the slides: https://slides.example.com/ops", true), ("Hello! We met at the conference. May I write to you?", false)],
            events.Select(item => (item.Text, item.IsVerified)));
    }

    [Theory]
    [InlineData("1385551234567890123-12")]
    [InlineData("12-987654321")]
    [InlineData("g1950000000000000201")]
    [InlineData("g1")]
    public async Task Conversations_of_others_and_unknown_ones_look_the_same(string id)
    {
        foreach (var path in new[] { $"{List}/{id}", $"{List}/{id}/events" })
        {
            var reply = await _client.GetAsync(path);
            Assert.Equal((HttpStatusCode.Forbidden, "Authorization Error"), (reply.Status, reply.Body.Text("title")));
        }
    }

    [Fact]
    public async Task Each_account_has_its_own_conversations()
    {
        var other = new ChatReading(_client, _api.ChatKeyOf(2), $"Bearer {_api.IssueTokens(account: 2).AccessToken}");
        var ids = (await other.ConversationsAsync()).Select(item => item.Text("id")).ToList();
        Assert.Equal(11, ids.Count);
        Assert.Contains("g1950000000000000201", ids);
        Assert.Empty(ids.Intersect((await _chat.ConversationsAsync()).Select(item => item.Text("id"))));
        Assert.All(await other.EventsAsync("12"), item => Assert.True(item.IsVerified && (item.Entry is not null || item.Event!.KeyChange is not null)));
    }

    [Fact]
    public async Task Two_people_without_a_conversation_have_an_empty_list()
    {
        var none = await _client.GetAsync($"{List}/305419896/events");
        Assert.Equal((HttpStatusCode.OK, 0, false), (none.Status, none.ResultCount, none.Body.Has("data")));
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"{List}/305419896")).Status);
        var unknown = await _client.GetAsync($"{List}/4242/events");
        Assert.Equal((HttpStatusCode.NotFound, "user"), (unknown.Status, unknown.Body.Text("resource_type")));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(3, false)]
    [InlineData(40, true)]
    public async Task The_number_of_conversations_can_be_chosen(int count, bool hasRequest)
    {
        var client = SandboxClient.InProcess(new SandboxOptions { ChatConversationCount = count, HasChatRequest = hasRequest });
        var list = await client.GetAsync($"{List}?max_results=100");
        Assert.Equal((count, hasRequest), (list.ResultCount, list.Body.GetProperty("meta").GetProperty("has_message_requests").GetBoolean()));
        Assert.Equal(count > 0, list.Body.Has("data"));
    }

    private static string Open(byte[] key, string text) =>
        System.Text.Encoding.UTF8.GetString(ChatProtocol.Crypto.SecretBox.Open(key, Convert.FromBase64String(text))!);
}
