using System.Text.Json.Nodes;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;

namespace TwitterDm.Core.Tests.Model;

public sealed class EventTests
{
    private const string Me = "1385551234567890123";

    [Fact]
    public async Task A_message_includes_its_sender_media_links_and_posts()
    {
        var item = await ReadAsync("""
            {"data":[{"id":"1790000000000000001","event_type":"MessageCreate","created_at":"2026-01-15T11:59:00.123Z","dm_conversation_id":"12-1385551234567890123",
              "sender_id":"12","text":"look https://t.co/a","attachments":{"media_keys":["3_7","3_8"]},
              "entities":{"urls":[{"start":5,"end":19,"url":"https://t.co/a","expanded_url":"https://example.com/a"}]},"referenced_posts":[{"id":"99"}]}],
             "includes":{"users":[{"id":"12","username":"ann","name":"Ann"}],"media":[{"media_key":"3_7","type":"photo","url":"https://ton.twitter.com/7.jpg","width":4,"height":3}],
              "posts":[{"id":"99","text":"a post"}]},"meta":{"result_count":1}}
            """);

        Assert.Equal(DmEventType.MessageCreate, item.EventType);
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 11, 59, 0, 123, TimeSpan.Zero), item.CreatedAt);
        Assert.Equal((DmConversationType.OneToOne, DmDirection.Incoming), (item.ConversationType!.Value, item.Direction));
        Assert.Equal(("12", "ann", "@ann"), (item.SenderId!, item.SenderUsername!, item.Sender!.ToString()));
        Assert.Equal("https://example.com/a", item.Urls.ToString());
        Assert.Equal("https://ton.twitter.com/7.jpg; 3_8", item.Media.ToString());
        Assert.Equal("99", item.ReferencedPostIds.ToString());
        Assert.Equal($"12; {Me}", item.ParticipantIds.ToString());
        Assert.Equal("@ann; @sandbox_admin", item.Participants.ToString());
        Assert.Contains("a post", item.AdditionalProperties.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_older_property_names_of_the_live_api_are_read_too()
    {
        var item = await ReadAsync("""
            {"data":[{"id":"1790000000000000001","event_type":"MessageCreate","text":"t","sender_id":"1385551234567890123","participant_ids":["1385551234567890123","5"],
              "referenced_tweets":[{"id":"98"}]}],"includes":{"tweets":[{"id":"98","text":"a tweet"}]}}
            """);

        Assert.Equal("98", item.ReferencedPostIds.ToString());
        Assert.Contains("a tweet", item.AdditionalProperties.ToString(), StringComparison.Ordinal);
        Assert.Equal(DmDirection.Outgoing, item.Direction);
        Assert.Equal("@sandbox_admin; 5", item.Participants.ToString());
        Assert.Null(item.ConversationType);
        Assert.Equal(2024, item.CreatedAt.Year);
    }

    [Fact]
    public async Task A_leave_event_has_no_sender_and_the_direction_of_its_participant()
    {
        var items = await ReadAllAsync("""
            {"data":[{"id":"2","event_type":"ParticipantsLeave","dm_conversation_id":"1590000000000000001","participant_ids":["1385551234567890123"]},
                     {"id":"1","event_type":"ParticipantsLeave","dm_conversation_id":"1590000000000000001","participant_ids":["12"]}]}
            """);

        Assert.All(items, item => Assert.Null(item.SenderId));
        Assert.Equal([DmDirection.Outgoing, DmDirection.Incoming], items.Select(item => item.Direction));
        Assert.All(items, item => Assert.Equal(DmConversationType.Group, item.ConversationType));
    }

    [Fact]
    public async Task Unknown_values_are_kept()
    {
        var item = await ReadAsync("""
            {"data":[{"id":"3","event_type":"ReactionCreate","reaction":{"emoji":"x","count":2,"on":true,"who":["1",null,1.5]},
              "entities":{"hashtags":[{"start":0,"end":2,"tag":"ps"}]},"attachments":{"card_ids":["c1"]}}]}
            """);

        Assert.Equal((DmEventType.Unknown, "ReactionCreate"), (item.EventType, item.EventTypeName));
        var reaction = Assert.IsType<Dictionary<string, object?>>(item.AdditionalProperties["reaction"]);
        Assert.Equal(("x", 2L, true), ((string)reaction["emoji"]!, (long)reaction["count"]!, (bool)reaction["on"]!));
        Assert.Equal(["1", null, 1.5], Assert.IsType<object?[]>(reaction["who"]));
        Assert.Equal(["attachments", "entities", "reaction"], item.AdditionalProperties.Keys.Order());
        Assert.NotNull(JsonNode.Parse(item.AdditionalProperties.ToString()));
    }

    [Fact]
    public async Task A_number_is_not_an_event_type()
        => Assert.Equal(DmEventType.Unknown, (await ReadAsync("""{"data":[{"id":"3","event_type":"1"}]}""")).EventType);

    [Fact]
    public async Task No_property_prints_the_name_of_a_type()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 300 });

        foreach (var item in await api.ListAsync())
        {
            foreach (var property in typeof(DmEvent).GetProperties())
                Assert.DoesNotMatch(@"TwitterDm\.|System\.", property.Name == nameof(DmEvent.Text) ? string.Empty : property.GetValue(item)?.ToString());
        }
    }

    [Fact]
    public async Task Neither_an_event_nor_a_connection_prints_a_text_or_a_token()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 1 });

        var item = (await api.ListAsync())[0];

        Assert.Equal($"{item.EventType} {item.Id}", item.ToString());
        Assert.DoesNotContain(SandboxCredentials.UserToken, System.Text.Json.JsonSerializer.Serialize(api.Connection), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_event_equals_the_one_in_a_list()
    {
        await using var api = await TestApi.StartAsync();
        var listed = (await api.ListAsync(new DmEventQuery { First = 20 }))[^1];

        var single = await api.Client().GetEventAsync(listed.Id);

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(listed), System.Text.Json.JsonSerializer.Serialize(single));
    }

    [Fact]
    public async Task Safe_text_changes_only_texts_and_addresses()
    {
        var item = await ReadAsync("""{"data":[{"id":"3","event_type":"MessageCreate","sender_id":"12","text":"=1+1\u001b[0m","entities":{"urls":[{"url":"=cmd"}]}}]}""");

        var safe = item.WithSafeText();

        Assert.Equal(("'=1+1␛[0m", "'=cmd"), (safe.Text!, safe.Urls.ToString()));
        foreach (var property in typeof(DmEvent).GetProperties().Where(property => property.Name is not (nameof(DmEvent.Text) or nameof(DmEvent.Urls))))
            Assert.Equal(property.GetValue(item), property.GetValue(safe));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"participant_ids\":[]")]
    public async Task The_participants_of_a_one_to_one_conversation_follow_from_its_id(string participants)
    {
        var item = await ReadAsync($$"""{"data":[{"id":"3","event_type":"MessageCreate","sender_id":"12","dm_conversation_id":"12-1385551234567890123"{{participants}}}]}""");

        Assert.Equal(["12", "1385551234567890123"], item.ParticipantIds);
        Assert.Equal("sandbox_admin", item.Participants[1].Username);
    }

    private static async Task<DmEvent> ReadAsync(string json) => Assert.Single(await ReadAllAsync(json));

    private static async Task<List<DmEvent>> ReadAllAsync(string json)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(200, "application/json", json));
        return await api.ListAsync();
    }
}
