using System.Text.Json.Nodes;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

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

        Assert.Equal("MessageCreate", item.EventType);
        Assert.Equal((new DateTime(2026, 1, 15, 11, 59, 0, 123, DateTimeKind.Utc).ToLocalTime(), DateTimeKind.Local), (item.CreatedAt, item.CreatedAt.Kind));
        Assert.Equal("2026-01-15T11:59:00.123Z", item.Timestamp);
        Assert.Equal(("OneToOne", "Incoming", "Classic", "Readable"), (item.ConversationType, item.Direction, item.Source, item.ContentState));
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
        Assert.Equal("Outgoing", item.Direction);
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
        Assert.Equal(["Outgoing", "Incoming"], items.Select(item => item.Direction));
        Assert.All(items, item => Assert.Equal("Group", item.ConversationType));
    }

    [Fact]
    public async Task Unknown_values_are_kept()
    {
        var item = await ReadAsync("""
            {"data":[{"id":"3","event_type":"ReactionCreate","reaction":{"emoji":"x","count":2,"on":true,"who":["1",null,1.5]},
              "entities":{"hashtags":[{"start":0,"end":2,"tag":"ps"}]},"attachments":{"card_ids":["c1"]}}]}
            """);

        Assert.Equal(("Unknown", "ReactionCreate"), (item.EventType, item.EventTypeName));
        var reaction = Assert.IsType<Dictionary<string, object?>>(item.AdditionalProperties["reaction"]);
        Assert.Equal(("x", 2L, true), ((string)reaction["emoji"]!, (long)reaction["count"]!, (bool)reaction["on"]!));
        Assert.Equal(["1", null, 1.5], Assert.IsType<object?[]>(reaction["who"]));
        Assert.Equal(["attachments", "entities", "reaction"], item.AdditionalProperties.Keys.Order());
        Assert.NotNull(JsonNode.Parse(item.AdditionalProperties.ToString()));
    }

    [Fact]
    public async Task A_number_is_not_an_event_type()
        => Assert.Equal("Unknown", (await ReadAsync("""{"data":[{"id":"3","event_type":"1"}]}""")).EventType);

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
    public async Task Safe_text_protects_every_cell_of_a_spreadsheet()
    {
        var item = await ReadAsync("""
            {"data":[{"id":"3","event_type":"=Type","sender_id":"12","participant_ids":["12"],"dm_conversation_id":"=5","text":"=1+1\u001b[0m",
              "entities":{"urls":[{"url":"=cmd"}]},"attachments":{"media_keys":["3_1"]},"new_field":{"a\u202e":["=2"]}}],
             "includes":{"users":[{"id":"12","username":"=eve","name":"+eve"}],"media":[{"media_key":"3_1","url":"=url","alt_text":"@alt"}]}}
            """);

        var safe = item.WithSafeText();

        Assert.Equal(("'=1+1␛[0m", "'=cmd", "'=eve", "'=5"), (safe.Text!, safe.Urls.ToString(), safe.SenderUsername!, safe.ConversationId!));
        Assert.Equal(("'+eve", "'@alt", "'=Type"), (safe.Sender!.Name!, safe.Media[0].AltText!, safe.EventTypeName!));
        foreach (var property in typeof(DmEvent).GetProperties())
            Assert.DoesNotMatch("^[=+@-]|\\e|\u202e", property.GetValue(safe)?.ToString() ?? string.Empty);
    }

    [Fact]
    public async Task Safe_text_keeps_what_is_safe()
    {
        await using var api = await TestApi.StartAsync();
        var item = (await api.ListAsync()).First(item => item.SenderUsername is not null && item.EventType == "MessageCreate");

        var safe = item.WithSafeText();

        Assert.Equal("'" + item.Sender, safe.Sender!.ToString());
        foreach (var property in typeof(DmEvent)
                .GetProperties()
                .Where(property => property.Name is not (nameof(DmEvent.Sender) or nameof(DmEvent.Participants) or nameof(DmEvent.Text))))
        {
            Assert.Equal(property.GetValue(item)?.ToString(), property.GetValue(safe)?.ToString());
        }
    }

    [Fact]
    public async Task Attachments_and_lists_print_without_control_characters()
    {
        var item = await ReadAsync("""
            {"data":[{"id":"3","event_type":"MessageCreate","sender_id":"12","attachments":{"media_keys":["3_1"]},"entities":{"urls":[{"url":"https://a\u001b[0m"}]},"x":"\u202e"}],
             "includes":{"media":[{"media_key":"3_1","variants":[{"url":"https://b\u001b[0m"}]}]}}
            """);

        Assert.Equal(("https://a␛[0m", "https://b␛[0m", "https://b␛[0m"), (item.Urls.ToString(), item.Media.ToString(), item.Media[0].Variants.ToString()));
        Assert.Equal("{\"x\":\"\\u202e\"}", item.AdditionalProperties.ToString());
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
