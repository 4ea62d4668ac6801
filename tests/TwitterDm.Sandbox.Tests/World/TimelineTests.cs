using System.Globalization;
using System.Text.Json;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.World;

/// <summary>The times of events, and the lists that contain them.</summary>
public sealed class TimelineTests
{
    private const string Fields = "dm_event.fields=created_at,dm_conversation_id";
    private const string OldGroup = "1590000000000000001";
    private const string OldOneToOne = "987654321-1385551234567890123";
    private const string QuietOneToOne = "1234-1385551234567890123";

    private static readonly DateTimeOffset Now = new ManualClock().GetUtcNow();
    private static readonly DateTimeOffset WindowStart = Now.AddDays(-30);

    private readonly SandboxClient _client = SandboxClient.InProcess(new SandboxOptions { Clock = new ManualClock(), RequestsPerWindow = 10_000 });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(500)]
    [InlineData(1234)]
    public async Task The_list_of_all_events_has_the_requested_length(int count)
    {
        var client = SandboxClient.InProcess(new SandboxOptions { EventCount = count });
        Assert.Equal(count, (await client.AllIdsAsync("/2/dm_events")).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_list_of_all_events_covers_the_last_30_days_until_a_minute_ago()
    {
        var times = (await EventsAsync("/2/dm_events")).Select(TimeOf).ToList();
        Assert.All(times, time => Assert.InRange(time, WindowStart, Now));
        Assert.Equal(Now.AddMinutes(-1), times[0]);
        Assert.True(times[^1] < Now.AddDays(-20));
    }

    [Fact]
    public async Task Ids_decrease_numerically_and_contain_the_time()
    {
        foreach (var path in new[] { "/2/dm_events", $"/2/dm_conversations/{OldGroup}/dm_events" })
        {
            var events = await EventsAsync(path);
            var ids = events.Select(item => long.Parse(item.Text("id"), CultureInfo.InvariantCulture)).ToList();
            Assert.All(ids.Zip(ids.Skip(1)), pair => Assert.True(pair.First > pair.Second));
            Assert.All(events.Zip(ids), pair => Assert.Equal(TimeOf(pair.First).ToUnixTimeMilliseconds(), (pair.Second >> 22) + 1288834974657));
        }
    }

    [Fact]
    public async Task Times_are_in_UTC_with_milliseconds() =>
        Assert.All(await EventsAsync("/2/dm_events"), item => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", item.Text("created_at")));

    [Theory]
    [InlineData(OldGroup)]
    [InlineData(OldOneToOne)]
    public async Task Some_conversations_have_events_older_than_30_days(string conversation)
    {
        var own = await EventsAsync($"/2/dm_conversations/{conversation}/dm_events");
        var recent = (await EventsAsync("/2/dm_events")).Where(item => conversation == item.Text("dm_conversation_id")).ToList();
        Assert.Equal(recent.Select(item => item.Text("id")), own.Take(recent.Count).Select(item => item.Text("id")));
        var older = own.Skip(recent.Count).Select(TimeOf).ToList();
        Assert.Equal(25, older.Count);
        Assert.All(older, time => Assert.InRange(time, Now.AddDays(-120), WindowStart));
    }

    [Fact]
    public async Task One_conversation_has_only_events_older_than_30_days()
    {
        var own = await EventsAsync($"/2/dm_conversations/{QuietOneToOne}/dm_events");
        Assert.Equal(25, own.Count);
        Assert.DoesNotContain(await EventsAsync("/2/dm_events"), item => QuietOneToOne == item.Text("dm_conversation_id"));
        Assert.Equal(own.Select(item => item.Text("id")), await _client.AllIdsAsync("/2/dm_conversations/with/1234/dm_events"));
    }

    [Fact]
    public async Task Each_conversation_contains_its_part_of_all_events()
    {
        foreach (var group in (await EventsAsync("/2/dm_events")).GroupBy(item => item.Text("dm_conversation_id"), StringComparer.Ordinal))
        {
            var own = await EventsAsync($"/2/dm_conversations/{group.Key}/dm_events");
            Assert.Equal(
                group.Select(item => item.Text("id")),
                own.Where(item => TimeOf(item) >= WindowStart).Select(item => item.Text("id")));
        }
    }

    [Fact]
    public async Task Events_of_any_age_are_found_by_id()
    {
        var all = (await EventsAsync("/2/dm_events"))
            .Concat(await EventsAsync($"/2/dm_conversations/{OldGroup}/dm_events"))
            .Concat(await EventsAsync($"/2/dm_conversations/{QuietOneToOne}/dm_events"));
        foreach (var item in all)
        {
            var found = await _client.GetAsync($"/2/dm_events/{item.Text("id")}?{Fields}");
            Assert.Equal(item.GetRawText(), found.Body.GetProperty("data").GetRawText());
        }
    }

    private static DateTimeOffset TimeOf(JsonElement item) => item.GetProperty("created_at").GetDateTimeOffset();

    private async Task<IReadOnlyList<JsonElement>> EventsAsync(string path) =>
        [.. (await _client.PagesAsync(path, Fields)).SelectMany(page => page.Events)];
}
