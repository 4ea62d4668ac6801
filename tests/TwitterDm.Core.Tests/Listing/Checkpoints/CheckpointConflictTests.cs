using TwitterDm.Core.Tests.Profiles;

namespace TwitterDm.Core.Tests.Listing.Checkpoints;

/// <summary>A checkpoint that does not fit the query, or that another run writes while this one reads.</summary>
public sealed class CheckpointConflictTests
{
    [Fact]
    public async Task A_run_that_finds_nothing_keeps_the_checkpoint_that_another_run_wrote_meanwhile()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var content = await WriteDuringNextRequestAsync(runs, new DmEventQuery());

        Assert.Empty(await runs.RunAsync(new DmEventQuery { Since = runs.Api.Clock.GetUtcNow().AddMinutes(1) }));

        Assert.Equal(content, await File.ReadAllBytesAsync(runs.File));
    }

    [Fact]
    public async Task A_run_that_reads_no_further_than_another_leaves_its_checkpoint_unchanged()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var content = await WriteDuringNextRequestAsync(runs, new DmEventQuery());

        Assert.Equal(250, (await runs.RunAsync()).Count);

        Assert.Equal(content, await File.ReadAllBytesAsync(runs.File));
    }

    [Fact]
    public async Task A_run_with_events_replaces_the_checkpoint_of_one_that_found_none()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await WriteDuringNextRequestAsync(runs, new DmEventQuery { Since = runs.Api.Clock.GetUtcNow().AddMinutes(1) });

        var events = await runs.RunAsync();

        Assert.Equal(events[0].Id, runs.NewestId);
    }

    [Fact]
    public async Task A_checkpoint_of_another_query_that_appears_meanwhile_is_rejected_and_kept()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var content = await WriteDuringNextRequestAsync(runs, new DmEventQuery { ParticipantId = "12" });

        var error = await Assert.ThrowsAsync<DmException>(() => runs.RunAsync());

        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.Contains("conversation 12-", error.Message, StringComparison.Ordinal);
        Assert.Contains("all conversations", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(runs.File));
        Assert.Equal([runs.File], Directory.GetFiles(runs.Folder));
    }

    [Fact]
    public async Task A_first_run_without_events_and_without_a_start_time_writes_no_file()
    {
        await using var runs = await CheckpointRuns.StartAsync(eventCount: 0);

        Assert.Empty(await runs.RunAsync());

        Assert.Empty(Directory.GetFiles(runs.Folder));
    }

    [Fact]
    public async Task The_order_of_event_types_does_not_matter_and_errors_list_them_sorted()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync(new DmEventQuery { EventTypes = [DmEventType.ParticipantsLeave, DmEventType.MessageCreate] });

        Assert.Empty(await runs.RunAsync(new DmEventQuery { EventTypes = [DmEventType.MessageCreate, DmEventType.ParticipantsLeave] }));

        Assert.Equal("all conversations, only MessageCreate, ParticipantsLeave", runs.Saved.GetProperty("query").GetString());
        await runs.RefuseAsync(new DmEventQuery { EventTypes = [DmEventType.MessageCreate] });
    }

    [Fact]
    public async Task The_start_time_of_the_first_run_is_kept_only_until_there_is_an_event()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var since = runs.Api.Clock.GetUtcNow().AddMinutes(1);
        await runs.RunAsync(new DmEventQuery { Since = since });
        Assert.Equal(since, runs.Saved.GetProperty("since").GetDateTimeOffset());
        runs.Api.Clock.Advance(TimeSpan.FromMinutes(2));
        await runs.SendAsync(1);

        await runs.RunAsync(new DmEventQuery { Since = since.AddHours(-1) });

        Assert.NotNull(runs.NewestId);
        Assert.False(runs.Saved.TryGetProperty("since", out _));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("null", "no content")]
    [InlineData("{\"format\":", "truncated")]
    [InlineData("{\"format\":\"TwitterDm checkpoint\",\"version\":3}", "another version")]
    [InlineData("{\"format\":\"TwitterDm checkpoint\",\"version\":1}", "missing")]
    public async Task The_error_of_a_rejected_file_has_the_reason(string content, string reason)
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await File.WriteAllTextAsync(runs.File, content);

        Assert.Contains(reason, (await runs.RefuseAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_of_a_folder_says_that_it_is_a_folder()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        Directory.CreateDirectory(runs.File);

        Assert.Contains("folder", (await runs.RefuseAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "12")]
    [InlineData("12", null)]
    public async Task Opening_a_checkpoint_distinguishes_all_conversations_from_one_before_names_are_looked_up(string? saved, string? asked)
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync(new DmEventQuery { ParticipantId = saved });
        var (client, calls) = (runs.Api.Client(), runs.Api.Calls.Count);

        using (var session = client.CreateCheckpointSession(runs.File))
            session.Open(isAll: saved is null);
        using var other = client.CreateCheckpointSession(runs.File);
        var error = Assert.Throws<DmException>(() => other.Open(isAll: asked is null));

        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.EndsWith($"but you requested {(asked is null ? "all conversations" : "one conversation")}.", error.Message, StringComparison.Ordinal);
        Assert.Equal(calls, runs.Api.Calls.Count);
    }

    [Theory]
    [InlineData("format")]
    [InlineData("version")]
    [InlineData("account")]
    [InlineData("api")]
    [InlineData("query")]
    [InlineData("newestEventId")]
    [InlineData("newestEventAt")]
    public async Task An_incomplete_checkpoint_is_rejected_and_not_changed(string missing)
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        var document = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(runs.File))!.AsObject();
        Assert.True(document.Remove(missing));
        await File.WriteAllTextAsync(runs.File, document.ToJsonString());

        var error = await runs.RefuseAsync();

        Assert.Contains("is not a checkpoint", error.Message, StringComparison.Ordinal);
        Assert.Equal(document.ToJsonString(), await File.ReadAllTextAsync(runs.File));
    }

    // Another process completes a run and writes its checkpoint while the next request of this run is in progress.
    private static async Task<byte[]> WriteDuringNextRequestAsync(CheckpointRuns runs, DmEventQuery query)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Root, "other.checkpoint");
        await runs.RunAsync(query with { CheckpointPath = path });
        var content = await File.ReadAllBytesAsync(path);
        runs.Api.Clock.Advance(TimeSpan.FromMinutes(20));
        runs.Api.Server.Faults.When(request => request.PathAndQuery.Contains("/dm_events", StringComparison.Ordinal), Fault.Rewrite(body =>
        {
            File.WriteAllBytes(runs.File, content);
            return body;
        }));
        return content;
    }
}
