using TwitterDm.Auth;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Listing.Checkpoints;

/// <summary>Over successive runs, every event is returned at least once; without failures, exactly once.</summary>
public sealed class CheckpointTests
{
    [Fact]
    public async Task The_first_run_reads_everything_and_saves_the_position()
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
        Assert.Equal(events[0].CreatedAtUtc, saved.GetProperty("newestEventAt").GetDateTimeOffset());
        Assert.Equal(runs.Api.Clock.GetUtcNow(), saved.GetProperty("savedAt").GetDateTimeOffset());
        Assert.Equal([runs.File], Directory.GetFiles(runs.Folder));
    }

    [UnixFact]
    public async Task Only_the_owner_can_read_the_file()
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
    public async Task The_next_run_reads_new_events_in_growing_pages(int fresh, int requests)
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
    public async Task A_run_without_new_events_does_not_change_the_file()
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
    public async Task A_known_event_that_was_deleted_still_ends_the_run()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var own = await runs.SendAsync(3);
        await runs.RunAsync();
        foreach (var known in own)
            await runs.Api.Clock.RunAsync(runs.Api.Client().DeleteEventAsync(known));
        var sent = await runs.SendAsync(2);

        var listing = runs.Api.Client().ListEvents(new DmEventQuery { CheckpointPath = runs.File });
        var events = await runs.Api.Clock.RunAsync(TestApi.CollectAsync(listing));

        Assert.Equal(sent, events.Select(item => item.Id));
        Assert.Equal((nameof(DmStopReason.Checkpoint), 1), (listing.Report!.StopReason, listing.Report.Pages));
    }

    [Fact]
    public async Task The_checkpoint_advances_only_when_another_event_is_requested_after_the_last_one()
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
    public async Task A_reader_that_stops_early_does_not_advance_the_checkpoint(int taken)
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

    public static TheoryData<string, Fault> Accidents
        => new()
        {
            { "HTML", Fault.Html },
            { "no data", Fault.WithoutData },
            { "no end", Fault.WithoutMeta },
            { "nothing", Fault.Rewrite(_ => new System.Text.Json.Nodes.JsonObject()) },
            { "a circle", Fault.SameTokenAgain },
            {
                "a token alone",
                Fault.Rewrite(body => new System.Text.Json.Nodes.JsonObject
                {
                    ["meta"] = new System.Text.Json.Nodes.JsonObject { ["next_token"] = (string?)body["meta"]?["next_token"] },
                })
            },
        };

    [Theory]
    [MemberData(nameof(Accidents), DisableDiscoveryEnumeration = true)]
    public async Task An_incomplete_response_does_not_advance_the_checkpoint(string kind, Fault fault)
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        var (before, sent) = (runs.NewestId, await runs.SendAsync(120));
        runs.Api.Server.Faults.Reset();
        runs.Api.Server.Faults.When(request => request.Number >= 2, fault, times: 3);

        var error = await Assert.ThrowsAsync<DmException>(() => runs.RunAsync());

        Assert.True(error.Kind == DmErrorKind.Protocol, kind);
        Assert.Equal(runs.File, Assert.IsType<DmResumePoint>(error.Target).CheckpointPath);
        Assert.Equal(before, runs.NewestId);
        runs.Api.Server.Faults.Reset();
        Assert.Equal(sent, (await runs.RunAsync()).Select(item => item.Id));
    }

    [Theory]
    [MemberData(nameof(Accidents), DisableDiscoveryEnumeration = true)]
    public async Task A_response_that_is_complete_when_requested_again_is_accepted(string kind, Fault fault)
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
    public async Task A_last_page_without_meta_is_accepted_when_it_is_not_full()
    {
        await using var runs = await CheckpointRuns.StartAsync(eventCount: 120);
        runs.Api.Server.Faults.When(request => request.PathAndQuery.Contains("pagination_token", StringComparison.Ordinal), Fault.WithoutMeta, int.MaxValue);

        Assert.Equal(120, (await runs.RunAsync()).Count);
        Assert.NotNull(runs.NewestId);
    }

    [Fact]
    public async Task An_event_that_x_counts_but_withholds_is_reported_and_blocks_nothing()
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

        var events = await runs.Api.Clock.RunAsync(TestApi.CollectAsync(listing));

        Assert.Equal([sent[0], sent[2]], events.Select(item => item.Id));
        Assert.Equal((3, 1), (listing.Report!.Requests, listing.Report.ProblemCount));
        Assert.Contains(runs.Api.Notices.Warnings, text => text.Contains("reports 10 events but contains 9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Since_applies_to_the_first_run_only()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var all = await runs.Api.ListAsync();

        Assert.Equal(41, (await runs.RunAsync(new DmEventQuery { Since = all[40].CreatedAtUtc })).Count);

        var sent = await runs.SendAsync(3);
        runs.Api.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(sent, (await runs.RunAsync(new DmEventQuery { Since = runs.Api.Clock.GetUtcNow() })).Select(item => item.Id));
    }

    [Fact]
    public async Task A_first_run_without_events_leaves_no_gap_before_the_next_run()
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
    public async Task Concurrent_runs_return_everything_and_never_move_the_checkpoint_back()
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
    public async Task A_checkpoint_from_before_the_window_causes_a_warning_that_names_the_gap()
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
        Assert.Contains(
            $"between {newest.CreatedAtUtc.ToLocalTime():yyyy-MM-dd HH:mm:ss zzz} and {runs.Api.Clock.GetUtcNow().AddDays(-30).ToLocalTime():yyyy-MM-dd HH:mm:ss zzz}",
            warning,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_one_to_one_conversation_is_the_same_query_by_participant_and_by_id()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var first = await runs.RunAsync(new DmEventQuery { ParticipantId = "12", EventTypes = [DmEventType.MessageCreate] });
        Assert.NotEmpty(first);

        Assert.Empty(await runs.RunAsync(new DmEventQuery { ConversationId = $"12-{runs.Api.Connection.User.Id}", EventTypes = [DmEventType.MessageCreate] }));

        var error = await runs.RefuseAsync(new DmEventQuery { ParticipantId = "12" });
        Assert.Contains(
            $"is for conversation 12-{runs.Api.Connection.User.Id}, only MessageCreate, but you requested conversation 12-{runs.Api.Connection.User.Id}.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_of_another_account_or_api_is_rejected_and_both_are_named()
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
