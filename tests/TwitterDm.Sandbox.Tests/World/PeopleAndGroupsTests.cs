using System.Globalization;
using System.Text.Json;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.World;

/// <summary>Participants of conversations, and the consistent history of each group.</summary>
public sealed class PeopleAndGroupsTests
{
    private const string Account = "1385551234567890123";
    private const string Fields = "dm_event.fields=dm_conversation_id,sender_id,participant_ids";

    private readonly SandboxClient _client = SandboxClient.InProcess(new SandboxOptions { EventCount = 2000 });

    [Fact]
    public async Task One_to_one_conversation_ids_contain_the_smaller_id_first()
    {
        var oneToOne = await ConversationsAsync(isGroup: false);
        Assert.True(oneToOne.Count >= 8);
        Assert.Contains(oneToOne, id => id.StartsWith("12-", StringComparison.Ordinal));
        Assert.Contains(oneToOne, id => id.StartsWith("987654321-", StringComparison.Ordinal));
        Assert.Contains(oneToOne, id => id.StartsWith(Account, StringComparison.Ordinal));
        Assert.All(oneToOne, id =>
        {
            var numbers = id.Split('-').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToList();
            Assert.True(numbers[0] < numbers[1]);
        });
    }

    [Fact]
    public async Task Group_ids_are_numbers_of_15_to_19_digits()
    {
        var groups = await ConversationsAsync(isGroup: true);
        Assert.Equal([15, 17, 19], groups.Select(id => id.Length).Order());
    }

    [Fact]
    public async Task A_conversation_is_found_by_its_other_participant()
    {
        foreach (var id in await ConversationsAsync(isGroup: false))
        {
            var other = id.Split('-').Single(part => part != Account);
            Assert.Equal(
                await _client.AllIdsAsync($"/2/dm_conversations/{id}/dm_events"),
                await _client.AllIdsAsync($"/2/dm_conversations/with/{other}/dm_events"));
        }
    }

    [Fact]
    public async Task Join_events_have_a_sender_and_leave_events_do_not()
    {
        var all = await EventsAsync("/2/dm_events");
        var joins = all.Where(item => item.Text("event_type") is "ParticipantsJoin").ToList();
        var leaves = all.Where(item => item.Text("event_type") is "ParticipantsLeave").ToList();
        Assert.NotEmpty(joins);
        Assert.NotEmpty(leaves);
        Assert.All(joins, item => Assert.True(item.Has("sender_id") && item.Texts("participant_ids").Count > 0 && !item.Has("text")));
        Assert.All(leaves, item => Assert.True(!item.Has("sender_id") && item.Texts("participant_ids").Count == 1 && !item.Has("text")));
    }

    [Fact]
    public async Task Both_participants_write_and_no_message_lists_the_participants()
    {
        var messages = (await EventsAsync("/2/dm_events")).Where(item => item.Text("event_type") is "MessageCreate").ToList();
        Assert.Contains(messages, item => item.Text("sender_id") == Account);
        Assert.Contains(messages, item => item.Text("sender_id") != Account);
        Assert.DoesNotContain(messages, item => item.Has("participant_ids"));
        Assert.All(messages, item => Assert.True(item.Has("text")));
    }

    [Fact]
    public async Task Participants_join_before_they_write_or_leave()
    {
        foreach (var group in await ConversationsAsync(isGroup: true))
        {
            var present = new HashSet<string>([Account], StringComparer.Ordinal);
            foreach (var item in (await EventsAsync($"/2/dm_conversations/{group}/dm_events")).Reverse())
                AssertFollows(item, present);
        }
    }

    private static void AssertFollows(JsonElement item, HashSet<string> present)
    {
        var participants = item.Texts("participant_ids");
        switch (item.Text("event_type"))
        {
            case "ParticipantsJoin":
                Assert.Contains(item.Text("sender_id"), present);
                Assert.All(participants, id => Assert.True(present.Add(id), "joined twice"));
                break;
            case "ParticipantsLeave":
                Assert.All(participants, id => Assert.True(present.Remove(id), "left without being there"));
                break;
            default:
                Assert.Contains(item.Text("sender_id"), present);
                break;
        }
    }

    private async Task<IReadOnlyList<JsonElement>> EventsAsync(string path) =>
        [.. (await _client.PagesAsync(path, Fields)).SelectMany(page => page.Events)];

    private async Task<IReadOnlyList<string>> ConversationsAsync(bool isGroup) =>
    [
        .. (await EventsAsync("/2/dm_events")).Select(item => item.Text("dm_conversation_id"))
            .Distinct(StringComparer.Ordinal).Where(id => isGroup != id.Contains('-', StringComparison.Ordinal)),
    ];
}
