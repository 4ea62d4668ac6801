using System.Text;
using TwitterDm.Core.Tests.Profiles;

namespace TwitterDm.Core.Tests.Listing.Checkpoints;

/// <summary>An unusable location is detected before the first request, and existing files are not changed.</summary>
public sealed class CheckpointFileTests
{
    private const string Whole = """
        {"format":"TwitterDm checkpoint","version":1,"account":"1385551234567890123","api":"A","query":"all conversations","newestEventId":"5","newestEventAt":"2026-01-01T00:00:00Z"}
        """;

    public static TheoryData<string> Foreign =>
    [
        "", " ", "Id,Text\n1,hello\n", "{}", "[1]", "null", "{\"format\":\"TwitterDm checkpoint\"}", "{\"journal\":\"TwitterDm\",\"version\":1}", "\0\0\0\0",
        Whole[..60],
        Whole.Replace("\"version\":1", "\"version\":3", StringComparison.Ordinal),
        Whole.Replace("\"5\"", "\"5x\"", StringComparison.Ordinal),
        Whole.Replace("\"5\"", "5", StringComparison.Ordinal),
        Whole.Replace("\"newestEventId\":\"5\",", string.Empty, StringComparison.Ordinal),
        Whole.Replace("\"account\":\"1385551234567890123\",", string.Empty, StringComparison.Ordinal),
        Whole.Replace("}", ",\"returned\":[{\"id\":\"5x\"}]}", StringComparison.Ordinal),
        Whole.Replace("}", ",\"returned\":[null]}", StringComparison.Ordinal),
        Whole.Replace("}", ",\"returned\":[{\"conversationId\":\"g1\"}]}", StringComparison.Ordinal),
        new string(' ', 2_000_000),
    ];

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_file_that_is_not_a_checkpoint_is_rejected_and_not_changed(string content)
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await File.WriteAllTextAsync(runs.File, content);

        var error = await runs.RefuseAsync();

        Assert.Contains(runs.File, error.Message, StringComparison.Ordinal);
        Assert.Contains("is not a checkpoint of this module", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(runs.File));
        Assert.Equal([runs.File], Directory.GetFiles(runs.Folder));
    }

    [Fact]
    public async Task A_checkpoint_that_was_saved_with_a_byte_order_mark_is_read()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        await File.WriteAllTextAsync(runs.File, await File.ReadAllTextAsync(runs.File), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var sent = await runs.SendAsync(1);

        Assert.Equal(sent, (await runs.RunAsync()).Select(item => item.Id));
    }

    public static TheoryData<string, string> Future => new()
    {
        { "newestEventAt", "2031-01-01T00:00:00Z" },
        { "newestEventId", "9000000000000000000" },
    };

    // Nothing is newer than such a position: the runs would return nothing, and seem to succeed.
    [Theory]
    [MemberData(nameof(Future))]
    public async Task A_position_in_the_future_is_rejected_and_not_changed(string name, string value)
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        var content = await runs.ReplaceAsync(name, value);

        var error = await runs.RefuseAsync();

        Assert.Contains("is from the future", error.Message, StringComparison.Ordinal);
        Assert.Contains("clock", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(runs.File));
    }

    [Theory]
    [InlineData("9999999999999999999")]
    [InlineData("-5")]
    [InlineData("")]
    public async Task A_position_that_is_not_an_event_id_is_rejected_and_not_changed(string id)
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        var content = await runs.ReplaceAsync("newestEventId", id);

        var error = await runs.RefuseAsync();

        Assert.Contains("not an event id", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(runs.File));
    }

    [Fact]
    public async Task A_path_with_a_null_character_is_rejected()
    {
        await using var runs = await CheckpointRuns.StartAsync();

        var error = await runs.RefuseAsync(new DmEventQuery { CheckpointPath = Path.Combine(runs.Folder, "a\0b") });

        Assert.Contains("null character", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', error.Message);
    }

    [GeneratedFileFact]
    public async Task A_file_that_the_system_generates_is_rejected_as_one_in_another_format()
    {
        await using var runs = await CheckpointRuns.StartAsync();

        var error = await runs.RefuseAsync(new DmEventQuery { CheckpointPath = GeneratedFileFactAttribute.Path });

        Assert.Contains("in another format", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_that_was_saved_in_the_future_is_used_with_a_warning()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        await runs.ReplaceAsync("savedAt", "2031-01-01T00:00:00Z");
        var sent = await runs.SendAsync(2);

        var read = await runs.RunAsync();

        Assert.Equal(sent, read.Select(item => item.Id));
        Assert.Single(runs.Api.Notices.Warnings, warning =>
            warning.Contains(
                $"was saved at {new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero).ToLocalTime():yyyy-MM-dd HH:mm:ss zzz}, which is in the future",
                StringComparison.Ordinal));
    }

    [UnixFact]
    public async Task A_link_or_a_folder_is_rejected()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var (target, folder) = (Path.Combine(runs.Folder, "target"), Path.Combine(runs.Folder, "folder"));
        await File.WriteAllTextAsync(target, "mine");
        File.CreateSymbolicLink(runs.File, target);
        Directory.CreateDirectory(folder);

        await runs.RefuseAsync();
        await runs.RefuseAsync(new DmEventQuery { CheckpointPath = folder });

        Assert.Equal("mine", await File.ReadAllTextAsync(target));
    }

    [Theory]
    [InlineData("no/such/folder/all.checkpoint")]
    [InlineData("all.checkpoint/below-a-file")]
    public async Task A_missing_folder_is_reported_before_the_first_request(string path)
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();

        var error = await runs.RefuseAsync(new DmEventQuery { CheckpointPath = Path.Combine(runs.Folder, path) });

        Assert.Contains("cannot be", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relative_path_is_rejected()
    {
        await using var runs = await CheckpointRuns.StartAsync();

        await runs.RefuseAsync(new DmEventQuery { CheckpointPath = "all.checkpoint" }, kind: DmErrorKind.InvalidRequest);
    }

    public static TheoryData<string, DmEventQuery> Gaps => new()
    {
        { "PageToken", new DmEventQuery { PageToken = "0000000000000000" } },
        { "First", new DmEventQuery { First = 5 } },
        { "Until", new DmEventQuery { Until = DateTimeOffset.UnixEpoch } },
        { "SinceId", new DmEventQuery { SinceId = "5" } },
    };

    [Theory]
    [MemberData(nameof(Gaps), DisableDiscoveryEnumeration = true)]
    public async Task A_query_that_would_skip_events_is_rejected_with_the_reason(string name, DmEventQuery query)
    {
        await using var runs = await CheckpointRuns.StartAsync();

        var error = await runs.RefuseAsync(query, kind: DmErrorKind.InvalidRequest);

        Assert.StartsWith(
            "A checkpoint cannot be combined with a",
            error.Message.Replace("with the id of a", "with a", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Equal(name, error.Target);
        Assert.EndsWith("would never be read.", error.Message, StringComparison.Ordinal);
        Assert.Equal((DmErrorReason.CheckpointConflict, name), (error.Reason, error.Target));
    }

    [SmallDiskFact]
    public async Task A_full_or_read_only_disk_is_reported_before_the_first_request()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var folder = Path.Combine(runs.Folder, "disk");
        using var disk = new SmallDisk(folder);
        var query = new DmEventQuery { CheckpointPath = Path.Combine(folder, "all.checkpoint") };
        await runs.RunAsync(query);
        var content = await File.ReadAllBytesAsync(query.CheckpointPath);
        disk.Fill();
        Assert.Contains("cannot be written", (await runs.RefuseAsync(query)).Message, StringComparison.Ordinal);
        disk.Free();
        disk.SetReadOnly(true);
        Assert.Contains("cannot be written", (await runs.RefuseAsync(query)).Message, StringComparison.Ordinal);
        disk.SetReadOnly(false);

        Assert.Equal(content, await File.ReadAllBytesAsync(query.CheckpointPath));
        Assert.Empty(await runs.RunAsync(query));
    }

    [SmallDiskFact]
    public async Task A_disk_that_fills_up_during_the_run_is_an_error_at_the_end_and_loses_nothing()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        var folder = Path.Combine(runs.Folder, "disk");
        using var disk = new SmallDisk(folder);
        var query = new DmEventQuery { CheckpointPath = Path.Combine(folder, "all.checkpoint") };
        await runs.RunAsync(query);
        var sent = await runs.SendAsync(2);
        var listing = runs.Api.Client().ListEvents(query);
        await using var events = listing.GetAsyncEnumerator();
        Assert.True(await runs.Api.Clock.RunAsync(events.MoveNextAsync().AsTask()));
        Assert.True(await runs.Api.Clock.RunAsync(events.MoveNextAsync().AsTask()));
        disk.Fill();

        var error = await Assert.ThrowsAsync<DmException>(() => runs.Api.Clock.RunAsync(events.MoveNextAsync().AsTask()));

        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        Assert.Equal((nameof(DmStopReason.Error), error.Message), (listing.Report!.StopReason, listing.Report.Error));
        disk.Free();
        Assert.Equal(sent, (await runs.RunAsync(query)).Select(item => item.Id));
    }

    [ReadOnlyFolderFact]
    public async Task A_read_only_folder_or_file_is_reported_before_the_first_request()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
#pragma warning disable CA1416 // The attribute keeps this from Windows.
        File.SetUnixFileMode(runs.File, UnixFileMode.UserRead);
        await runs.RefuseAsync();
        File.SetUnixFileMode(runs.File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(runs.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await runs.RefuseAsync();
        File.SetUnixFileMode(runs.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
    }

    [ImmutableFileFact]
    public async Task A_file_that_cannot_be_replaced_is_reported_before_the_first_request()
    {
        await using var runs = await CheckpointRuns.StartAsync();
        await runs.RunAsync();
        Assert.True(Worker.Succeeds("chattr", "+i", runs.File));
        try
        {
            await runs.RefuseAsync();
        }
        finally
        {
            Assert.True(Worker.Succeeds("chattr", "-i", runs.File));
        }
    }
}

/// <summary>A test with a file that Linux generates: it has less content than its length says.</summary>
internal sealed class GeneratedFileFactAttribute : FactAttribute
{
    public const string Path = "/sys/class/net/lo/mtu";

    public GeneratedFileFactAttribute() => Skip = File.Exists(Path) ? null : $"The system has no {Path}.";
}
