using TwitterDm.Core.Tests.Profiles;

namespace TwitterDm.Core.Tests.Listing.Merging;

/// <summary>Checkpoints over X Chat: a position for each conversation.</summary>
public sealed class MergedCheckpointTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly DmSource[] All = [DmSource.Classic, DmSource.Chat];

    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Root, "all.checkpoint");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_run_returns_what_is_new_and_asks_only_for_conversations_that_were_updated()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 6, eventsEach: 8, classic: 12);
        Assert.Equal(server.AllIds(), await ListAsync(server, All));
        server.ForgetRequests();
        Assert.Empty(await ListAsync(server, null));
        Assert.Empty(server.Opened);
        var added = server.Add("g1004", Now.AddMinutes(1));
        var classic = server.Add(string.Empty, Now.AddMinutes(2));
        Assert.Equal([classic, added], await ListAsync(server, null));
        Assert.Equal(["g1004"], server.Opened);
        Assert.Empty(await ListAsync(server, null));
    }

    [Fact]
    public async Task A_conversation_that_is_new_is_read_from_its_beginning()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 2, eventsEach: 3, classic: 0);
        await ListAsync(server, [DmSource.Chat]);
        string[] added = [server.Add("g5000", Now.AddMinutes(1)), server.Add("g5000", Now.AddMinutes(2))];
        Assert.Equal(added.AsEnumerable().Reverse(), await ListAsync(server, [DmSource.Chat]));
    }

    [Fact]
    public async Task The_start_of_the_first_run_counts_for_each_conversation()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 6, eventsEach: 8, classic: 0);
        var since = Now.AddMinutes(-40);
        Assert.Equal(server.AllIds().Where(id => Ids.TimeOf(id) >= since), await ListAsync(server, [DmSource.Chat], since));
        // Updated since, in a conversation that had no event in the first run's period.
        var added = server.Add("g1006", Now.AddMinutes(1));
        Assert.Equal([added], await ListAsync(server, [DmSource.Chat]));
    }

    [Fact]
    public async Task A_file_that_knows_classic_messages_only_starts_X_Chat_at_its_newest_event_with_a_warning()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 4, eventsEach: 5, classic: 6);
        await ListAsync(server, [DmSource.Classic]);
        Assert.Contains("\"version\": 1", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
        var newest = Ids.TimeOf(server.Lists[string.Empty][0]);
        var added = server.Add("g1002", Now.AddMinutes(1));
        Assert.Equal(server.AllIds(list => list.Length > 0).Where(id => Ids.TimeOf(id) >= newest), await ListAsync(server, All));
        Assert.Contains(server.Notices.Warnings, text => text.Contains("no position in X Chat yet", StringComparison.Ordinal));
        var next = server.Add("g1001", Now.AddMinutes(2));
        Assert.Equal([next], await ListAsync(server, null));
        Assert.True(Ids.Compare(added, next) < 0);
    }

    [Fact]
    public async Task A_file_that_knows_X_Chat_only_starts_classic_messages_at_its_newest_event_with_a_warning()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 2, eventsEach: 3, classic: 6);
        await ListAsync(server, [DmSource.Chat]);
        var newest = server.AllIds(list => list.Length > 0).Max(Ids.TimeOf);
        Assert.Equal(server.AllIds(list => list.Length == 0).Where(id => Ids.TimeOf(id) >= newest), await ListAsync(server, All));
        Assert.Contains(server.Notices.Warnings, text => text.Contains("no position in classic messages yet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_over_classic_messages_keeps_the_positions_in_X_Chat()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 2, eventsEach: 3, classic: 6);
        await ListAsync(server, All);
        var classic = server.Add(string.Empty, Now.AddMinutes(1));
        Assert.Equal([classic], await ListAsync(server, [DmSource.Classic]));
        var chat = server.Add("g1001", Now.AddMinutes(2));
        Assert.Equal([chat], await ListAsync(server, null));
    }

    [Fact]
    public async Task A_run_that_fails_does_not_move_any_position()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 5, eventsEach: 5, classic: 6);
        server.Refuse = path => path.Contains("g1005", StringComparison.Ordinal) ? 402 : null;
        await Assert.ThrowsAsync<DmException>(() => ListAsync(server, All));
        Assert.False(System.IO.File.Exists(File));
        server.Refuse = _ => null;
        Assert.Equal(server.AllIds(), await ListAsync(server, All));
    }

    [Fact]
    public async Task Two_runs_at_once_keep_the_position_that_is_ahead_in_each_conversation()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 3, eventsEach: 2, classic: 2);
        await ListAsync(server, All);
        server.Add("g1001", Now.AddMinutes(1));
        using var slow = server.Client.CreateCheckpointSession(File);
        var listing = server.Client.ListEvents(DmClient.CheckQuery(new DmEventQuery { CheckpointPath = File }), slow);
        Assert.Single(await Support.TestApi.CollectAsync(listing));
        var later = server.Add("g1002", Now.AddMinutes(2));
        Assert.Equal(2, (await ListAsync(server, null)).Count);
        slow.Commit();
        Assert.Empty(await ListAsync(server, null));
        Assert.NotNull(later);
    }

    [Fact]
    public async Task A_time_of_an_update_in_the_future_is_not_believed()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 1, eventsEach: 2, classic: 0);
        server.UpdatedAt["g1001"] = Now.AddYears(70);
        await ListAsync(server, [DmSource.Chat]);
        server.UpdatedAt.Remove("g1001");
        var added = server.Add("g1001", Now.AddMinutes(1));
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([added], await ListAsync(server, null));
    }

    [Fact]
    public async Task An_event_in_the_second_of_the_last_update_is_not_missed()
    {
        await using var server = await ChatServer.StartAsync();
        server.Add("g1001", Now.AddMilliseconds(-900));
        server.UpdatedAt["g1001"] = Now.AddSeconds(-1);
        Assert.Single(await ListAsync(server, [DmSource.Chat]));
        var added = server.Add("g1001", Now.AddMilliseconds(-100));
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([added], await ListAsync(server, null));
        Assert.Empty(await ListAsync(server, null));
    }

    [Fact]
    public async Task A_conversation_with_an_odd_id_has_a_position_too()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 1, eventsEach: 2, classic: 0);
        server.Add("odd:id", Now.AddMinutes(-1));
        Assert.Equal(3, (await ListAsync(server, [DmSource.Chat])).Count);
        Assert.Empty(await ListAsync(server, null));
        var listing = server.Client.ListEvents(new DmEventQuery { Sources = [DmSource.Chat], First = 1 });
        await Support.TestApi.CollectAsync(listing);
        Assert.Equal(2, (await MergedListingTests.ListAsync(server, new() { Sources = [DmSource.Chat], PageToken = listing.Report!.PageToken })).Count);
    }

    [Theory]
    [InlineData("""{"newestEventId":"x"}""")]
    [InlineData("null")]
    public async Task A_damaged_position_is_rejected(string position)
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 1, eventsEach: 2, classic: 2);
        await ListAsync(server, All);
        var text = await System.IO.File.ReadAllTextAsync(File);
        var start = text.IndexOf("\"g1001\": {", StringComparison.Ordinal);
        var end = text.IndexOf('}', start) + 1;
        var damaged = text[..start] + "\"g1001\": " + position + text[end..];
        await System.IO.File.WriteAllTextAsync(File, damaged);
        var error = await Assert.ThrowsAsync<DmException>(() => ListAsync(server, null));
        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.Equal(damaged, await System.IO.File.ReadAllTextAsync(File));
    }

    [Theory]
    [InlineData(404, null)]
    [InlineData(410, null)]
    [InlineData(200, "{}")]
    [InlineData(200, """{"meta":{}}""")]
    [InlineData(200, """{"errors":[{"title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found","detail":"gone"}]}""")]
    public async Task A_conversation_that_was_left_out_once_is_read_by_the_next_run(int status, string? answer)
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 3, eventsEach: 4, classic: 2);
        await ListAsync(server, All);
        string[] added = [server.Add("g1001", Now.AddMinutes(1)), server.Add("g1002", Now.AddMinutes(2)), server.Add("g1001", Now.AddMinutes(3))];
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        if (answer is null)
            server.Refuse = path => path.EndsWith("g1001/events", StringComparison.Ordinal) ? status : null;
        else
            server.Answer = path => path.EndsWith("g1001/events", StringComparison.Ordinal) ? answer : null;
        Assert.Equal([added[1]], await ListAsync(server, null));
        Assert.Contains(server.Notices.Warnings, text =>
            text.Contains("g1001", StringComparison.Ordinal) && text.Contains("A later run asks for it again", StringComparison.Ordinal));
        (server.Refuse, server.Answer) = (_ => null, _ => null);
        Assert.Equal([added[2], added[0]], await ListAsync(server, null));
        server.ForgetRequests();
        Assert.Empty(await ListAsync(server, null));
        Assert.Empty(server.Opened);
    }

    [Fact]
    public async Task A_conversation_that_is_gone_is_given_up_after_days_until_something_is_new_in_it()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 2, eventsEach: 2, classic: 0);
        await ListAsync(server, [DmSource.Chat]);
        var lost = server.Add("g1001", Now.AddMinutes(1));
        server.Refuse = path => path.EndsWith("g1001/events", StringComparison.Ordinal) ? 404 : null;
        server.ForgetRequests();
        for (var hour = 1; hour <= 100; hour++)
        {
            server.Clock.Advance(TimeSpan.FromHours(1));
            Assert.Empty(await ListAsync(server, null));
        }

        Assert.InRange(server.Opened.Count, 3, 20);
        Assert.Single(server.Notices.Warnings, text => text.Contains("skipped until it has new events", StringComparison.Ordinal));
        server.Refuse = _ => null;
        server.ForgetRequests();
        Assert.Empty(await ListAsync(server, null));
        Assert.Empty(server.Opened);
        var added = server.Add("g1001", Now.AddHours(100).AddSeconds(-10));
        Assert.Equal([added, lost], await ListAsync(server, null));
    }

    [Fact]
    public async Task A_conversation_without_events_is_not_asked_for_again()
    {
        await using var server = await MergedListingTests.StartAsync(conversations: 2, eventsEach: 2, classic: 0);
        server.Answer = path => path.EndsWith("g1001/events", StringComparison.Ordinal) ? """{"meta":{"result_count":0}}""" : null;
        Assert.Equal(2, (await ListAsync(server, [DmSource.Chat])).Count);
        server.ForgetRequests();
        Assert.Empty(await ListAsync(server, null));
        Assert.Empty(server.Opened);
    }

    private async Task<List<string>> ListAsync(ChatServer server, DmSource[]? sources, DateTimeOffset? since = null)
        => [.. (await MergedListingTests.ListAsync(server, new() { Sources = sources, Since = since, CheckpointPath = File })).Select(item => item.Id)];
}
