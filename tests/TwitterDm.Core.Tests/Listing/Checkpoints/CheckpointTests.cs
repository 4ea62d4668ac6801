using TwitterDm.Auth;
using TwitterDm.Core.Tests.Auth.Store;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Listing.Checkpoints;

/// <summary>Run after run, every event comes at least once; and without an accident, once.</summary>
public sealed class CheckpointTests
{
    [Fact]
    public async Task The_first_run_reads_everything_and_says_in_the_file_how_far()
    {
        await using var runs = await CheckpointRuns.StartAsync();

        var events = await runs.RunAsync();

        Assert.Equal(250, events.Count);
        Assert.Equal(3, runs.Api.ListRequests.Count);
        var saved = runs.Saved;
        Assert.Equal("TwitterDm checkpoint", saved.GetProperty("format").GetString());
        Assert.Equal(1, saved.GetProperty("version").GetInt32());
        Assert.Equal(runs.Api.Connection.User.Id, saved.GetProperty("account").GetString());
        Assert.Equal(runs.Api.Server.BaseUri.Authority, saved.GetProperty("api").GetString());
        Assert.Equal("all conversations", saved.GetProperty("query").GetString());
        Assert.Equal(events[0].Id, saved.GetProperty("newestEventId").GetString());
        Assert.Equal(events[0].CreatedAt, saved.GetProperty("newestEventAt").GetDateTimeOffset());
        Assert.Equal(runs.Api.Clock.GetUtcNow(), saved.GetProperty("savedAt").GetDateTimeOffset());
        Assert.Equal([runs.File], Directory.GetFiles(runs.Folder));
    }

    [UnixFact]
    public async Task Only_its_owner_can_read_it()
    {
        await using var runs = await CheckpointRuns.StartAsync();

        await runs.RunAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(runs.File));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    [InlineData(11, 2)]
    [InlineData(69, 3)]
    [InlineData(70, 4)]
    [InlineData(71, 4)]
    [InlineData(150, 5)]
    public async Task The_next_run_reads_what_is_new_in_pages_that_grow(int fresh, int requests)
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        var sent = await runs.SendAsync(fresh);
        var (asked, read) = (runs.Api.ListRequests.Count, runs.Api.Connection.Usage.EventsRead);

        var events = await runs.RunAsync();

        Assert.Equal(sent, events.Select(item => item.Id));
        Assert.Equal(requests, runs.Api.ListRequests.Count - asked);
        Assert.InRange(runs.Api.Connection.Usage.EventsRead - read, fresh, (2 * fresh) + 10);
        Assert.Empty(await runs.RunAsync());
    }

    [Fact]
    public async Task A_run_without_anything_new_leaves_the_file_as_it_is()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        var (content, time) = (await File.ReadAllBytesAsync(runs.File), File.GetLastWriteTimeUtc(runs.File));
        runs.Api.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Empty(await runs.RunAsync());

        Assert.Equal(content, await File.ReadAllBytesAsync(runs.File));
        Assert.Equal(time, File.GetLastWriteTimeUtc(runs.File));
    }

    [Fact]
    public async Task A_known_event_that_was_deleted_ends_the_run_all_the_same()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var all = await runs.RunAsync();
        foreach (var known in all.Take(3))
            await runs.Api.Clock.RunAsync(runs.Api.Client().DeleteEventAsync(known.Id));
        var sent = await runs.SendAsync(2);

        var listing = runs.Api.Client().ListEvents(new DmEventQuery { CheckpointPath = runs.File });
        var events = await runs.Api.Clock.RunAsync(Api.CollectAsync(listing));

        Assert.Equal(sent, events.Select(item => item.Id));
        Assert.Equal((DmStopReason.Checkpoint, 1), (listing.Report!.StopReason, listing.Report.Pages));
    }

    [Fact]
    public async Task It_advances_when_the_event_after_the_last_one_is_asked_for_and_not_before()
    {
        await using var runs = await CheckpointRuns.StartAsync(eventCount: 3);
        await using var events = runs.Api.Client().ListEvents(new DmEventQuery { CheckpointPath = runs.File }).GetAsyncEnumerator();
        for (var index = 0; index < 3; index++)
        {
            Assert.True(await runs.Api.Clock.RunAsync(events.MoveNextAsync().AsTask()));
            Assert.False(File.Exists(runs.File));
        }

        Assert.False(await runs.Api.Clock.RunAsync(events.MoveNextAsync().AsTask()));

        Assert.True(File.Exists(runs.File));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(150)]
    [InlineData(250)]
    public async Task A_reader_who_stops_leaves_it_where_it_was(int taken)
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await foreach (var item in runs.Api.Client().ListEvents(new DmEventQuery { CheckpointPath = runs.File }).WithinBoundsAsync(runs.Api.Clock))
        {
            Assert.NotNull(item);
            if (--taken == 0)
                break;
        }

        Assert.Empty(Directory.GetFiles(runs.Folder));
        Assert.Equal(250, (await runs.RunAsync()).Count);
    }

    public static TheoryData<string, Fault> Accidents => new()
    {
        { "HTML", Fault.Html },
        { "no data", Fault.WithoutData },
        { "no end", Fault.WithoutMeta },
        { "nothing", Fault.Rewrite(_ => new System.Text.Json.Nodes.JsonObject()) },
        { "a circle", Fault.SameTokenAgain },
    };

    [Theory]
    [MemberData(nameof(Accidents), DisableDiscoveryEnumeration = true)]
    public async Task An_answer_that_is_not_whole_leaves_it_where_it_was(string kind, Fault fault)
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        var (before, sent) = (runs.NewestId, await runs.SendAsync(120));
        runs.Api.Server.Faults.Reset();
        runs.Api.Server.Faults.When(request => request.Number >= 2, fault, times: 3);

        var error = await Assert.ThrowsAsync<DmException>(() => runs.RunAsync());

        Assert.True(error.Kind == DmErrorKind.Protocol, kind);
        Assert.DoesNotContain("-PageToken", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(before, runs.NewestId);
        runs.Api.Server.Faults.Reset();
        Assert.Equal(sent, (await runs.RunAsync()).Select(item => item.Id));
    }

    [Theory]
    [MemberData(nameof(Accidents), DisableDiscoveryEnumeration = true)]
    public async Task An_answer_that_is_whole_when_it_is_asked_for_again_is_no_accident(string kind, Fault fault)
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        var sent = await runs.SendAsync(120);
        runs.Api.Server.Faults.Reset();
        runs.Api.Server.Faults.When(request => request.Number >= 2 && kind != "HTML", fault, times: 2);

        Assert.Equal(sent, (await runs.RunAsync()).Select(item => item.Id));
        Assert.Equal(sent[0], runs.NewestId);
    }

    [Fact]
    public async Task A_last_page_that_never_tells_its_end_is_the_end_when_it_is_not_full()
    {
        await using var runs = await CheckpointRuns.StartAsync(eventCount: 120);
        runs.Api.Server.Faults.When(request => request.PathAndQuery.Contains("pagination_token", StringComparison.Ordinal), Fault.WithoutMeta, int.MaxValue);

        Assert.Equal(120, (await runs.RunAsync()).Count);
        Assert.NotNull(runs.NewestId);
    }

    [Fact]
    public async Task An_event_that_X_counts_and_does_not_show_is_told_and_holds_nothing_up()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        var sent = await runs.SendAsync(3);
        runs.Api.Server.Faults.When(_ => true, Fault.Rewrite(body =>
        {
            body["data"]!.AsArray().RemoveAt(1);
            return body;
        }), times: 3);
        var listing = runs.Api.Client().ListEvents(new DmEventQuery { CheckpointPath = runs.File });

        var events = await runs.Api.Clock.RunAsync(Api.CollectAsync(listing));

        Assert.Equal([sent[0], sent[2]], events.Select(item => item.Id));
        Assert.Equal((3, 1), (listing.Report!.Requests, listing.Report.ProblemCount));
        Assert.Contains(runs.Api.Notices.Warnings, text => text.Contains("tells of 10 events and shows 9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Since_counts_for_the_first_run_alone()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var all = await runs.Api.ListAsync();

        Assert.Equal(41, (await runs.RunAsync(new DmEventQuery { Since = all[40].CreatedAt })).Count);

        var sent = await runs.SendAsync(3);
        runs.Api.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(sent, (await runs.RunAsync(new DmEventQuery { Since = runs.Api.Clock.GetUtcNow() })).Select(item => item.Id));
    }

    [Fact]
    public async Task A_first_run_that_finds_nothing_since_then_leaves_no_gap_before_the_next()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        Assert.Empty(await runs.RunAsync(new DmEventQuery { Since = runs.Api.Clock.GetUtcNow().AddMinutes(1) }));
        runs.Api.Clock.Advance(TimeSpan.FromMinutes(2));
        var sent = await runs.SendAsync(3);
        runs.Api.Clock.Advance(TimeSpan.FromHours(1));

        var events = await runs.RunAsync(new DmEventQuery { Since = runs.Api.Clock.GetUtcNow() });

        Assert.Equal(sent, events.Select(item => item.Id));
        Assert.Equal(sent[0], runs.NewestId);
    }

    [Fact]
    public async Task Two_runs_at_once_give_everything_and_none_moves_the_other_back()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        var older = await runs.SendAsync(2);
        await using var slow = runs.Api.Client().ListEvents(new DmEventQuery { CheckpointPath = runs.File }).GetAsyncEnumerator();
        Assert.True(await runs.Api.Clock.RunAsync(slow.MoveNextAsync().AsTask()));
        var newer = await runs.SendAsync(2);

        var fast = await runs.RunAsync();
        var fromSlow = new List<string> { slow.Current.Id };
        while (await runs.Api.Clock.RunAsync(slow.MoveNextAsync().AsTask()))
            fromSlow.Add(slow.Current.Id);

        Assert.Equal(newer.Concat(older), fast.Select(item => item.Id));
        Assert.Equal(older, fromSlow);
        Assert.Equal(newer[0], runs.NewestId);
        Assert.Equal([runs.File], Directory.GetFiles(runs.Folder));
    }

    [Fact]
    public async Task A_checkpoint_from_before_the_window_names_the_gap_where_there_is_one()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var newest = (await runs.RunAsync())[0];
        var talk = Path.Combine(runs.Folder, "one.checkpoint");
        await runs.RunAsync(new DmEventQuery { ParticipantId = "12", CheckpointPath = talk });
        runs.Api.Clock.Advance(TimeSpan.FromDays(29));
        await runs.RunAsync();
        Assert.DoesNotContain(runs.Api.Notices.Warnings, text => text.Contains("older than", StringComparison.Ordinal));
        runs.Api.Clock.Advance(TimeSpan.FromDays(11));

        await runs.RunAsync(new DmEventQuery { ParticipantId = "12", CheckpointPath = talk });
        await runs.RunAsync();

        var warning = Assert.Single(runs.Api.Notices.Warnings, text => text.Contains("older than", StringComparison.Ordinal));
        Assert.Contains($"between {newest.CreatedAt:u} and {runs.Api.Clock.GetUtcNow().AddDays(-30):u}", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_conversation_with_a_user_is_one_query_by_either_name()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var first = await runs.RunAsync(new DmEventQuery { ParticipantId = "12", EventTypes = [DmEventType.MessageCreate] });
        Assert.NotEmpty(first);

        Assert.Empty(await runs.RunAsync(new DmEventQuery { ConversationId = $"12-{runs.Api.Connection.User.Id}", EventTypes = [DmEventType.MessageCreate] }));

        var error = await runs.RefuseAsync(new DmEventQuery { ParticipantId = "12" });
        Assert.Contains($"is of conversation 12-{runs.Api.Connection.User.Id}, only MessageCreate, and this one is of conversation 12-{runs.Api.Connection.User.Id}.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_account_or_api_is_refused_and_both_are_named()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        using var other = await runs.Api.OpenAsync(new BearerCredential(runs.Api.Server.Api.IssueTokens(account: 2).AccessToken));

        var error = await runs.RefuseAsync(client: new DmClient(other));

        Assert.Contains(runs.Api.Connection.User.Id, error.Message, StringComparison.Ordinal);
        Assert.Contains("@sandbox_user2", error.Message, StringComparison.Ordinal);

        await using var elsewhere = await CheckpointRuns.StartAsync();
        error = await elsewhere.RefuseAsync(new DmEventQuery { CheckpointPath = runs.File });
        Assert.Contains(runs.Api.Server.BaseUri.Authority, error.Message, StringComparison.Ordinal);
        Assert.Contains(elsewhere.Api.Server.BaseUri.Authority, error.Message, StringComparison.Ordinal);
    }
}
