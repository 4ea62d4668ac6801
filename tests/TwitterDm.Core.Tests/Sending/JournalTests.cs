using System.Text;
using System.Text.Json;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>A run with a journal continues where an earlier one ended.</summary>
public sealed class JournalTests : IDisposable
{
    private static readonly DmOutgoingMessage One = new() { To = new("12"), Text = "a text that must not be shown" };
    private static readonly DmOutgoingMessage Two = new() { To = new("783214"), Text = "two" };
    private static readonly DmOutgoingMessage Three = new() { ConversationId = "1590000000000000001", Text = "three" };

    private readonly TemporaryFolder _folder = new();

    private string Journal => Path.Combine(_folder.Root, "run.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_message_is_recorded_before_and_after_its_request()
    {
        await using var api = await TestApi.StartAsync();

        await api.SendAllAsync(Journal, One);

        var lines = Lines();
        Assert.Equal("1385551234567890123", lines[0].GetProperty("account").GetString());
        Assert.Equal(["Sending", "Sent"], lines.Skip(1).Select(line => line.GetProperty("state").GetString()));
        Assert.Equal(api.Server.Api.SentMessages.Single().EventId, lines[2].GetProperty("eventId").GetString());
        Assert.DoesNotContain("must not be shown", await File.ReadAllTextAsync(Journal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_its_owner_can_read_the_journal()
    {
        await using var api = await TestApi.StartAsync();

        await api.SendAllAsync(Journal, One);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Journal));
    }

    [Fact]
    public async Task Sent_messages_are_skipped_and_the_rest_is_sent()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, One, Two);

        var results = await api.SendAllAsync(Journal, Two, Three, One);

        Assert.Equal([true, false, true], results.Select(result => result.WasSentBefore));
        Assert.Equal(3, api.Server.Api.SentMessages.Count);
    }

    [Fact]
    public async Task Identical_rows_are_separate_messages()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, One, One);

        var results = await api.SendAllAsync(Journal, One, One, One);

        Assert.Equal([true, true, false], results.Select(result => result.WasSentBefore));
        Assert.Equal(3, api.Server.Api.SentMessages.Count);
    }

    [Fact]
    public async Task A_failed_message_is_tried_again()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(403));
        var first = await api.SendAllAsync(Journal, One);
        Assert.Equal(DmErrorKind.Permission, first[0].Error!.Kind);
        Assert.Equal("DmPermission", Lines()[^1].GetProperty("error").GetString());

        var second = await api.SendAllAsync(Journal, One);

        Assert.NotNull(second[0].Sent);
        Assert.Single(api.Server.Api.SentMessages);
    }

    [Fact]
    public async Task An_uncertain_message_is_looked_up_and_not_sent_again()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { ListDelay = TimeSpan.FromMinutes(1) });
        api.Server.Faults.At(1, Fault.ResetAfterHandling);
        api.Server.Faults.At(6, Fault.RefuseBeforeReading);
        var first = await api.SendAllAsync(Journal, One, Two);
        Assert.All(first, result => Assert.Equal(DmErrorKind.SendUncertain, result.Error!.Kind));
        api.Clock.Advance(TimeSpan.FromMinutes(2));
        using var later = await api.OpenAsync(new BearerCredential(SandboxCredentials.UserToken));
        var calls = api.Calls.Count;

        var second = await api.Clock.RunAsync(TestApi.CollectAsync(new DmClient(later).SendMessages([One, Two], new DmSendOptions { JournalPath = Journal })));

        Assert.Equal(api.Server.Api.SentMessages.Single().EventId, second[0].Sent!.EventId);
        Assert.Equal(DmErrorKind.SendUncertain, second[1].Error!.Kind);
        Assert.DoesNotContain(api.Calls.Skip(calls), call => call.StartsWith("POST", StringComparison.Ordinal));
        Assert.Equal("Sent", Lines()[^1].GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_uncertain_message_that_is_sent_without_the_journal_is_found_by_the_next_run()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.RefuseBeforeReading);
        await api.SendAllAsync(Journal, One);
        var sent = await api.SendAsync(One);
        using var later = await api.OpenAsync(new BearerCredential(SandboxCredentials.UserToken));

        var results = await api.Clock.RunAsync(TestApi.CollectAsync(new DmClient(later).SendMessages([One], new DmSendOptions { JournalPath = Journal })));

        Assert.Equal(sent.EventId, results[0].Sent!.EventId);
        Assert.Single(api.Server.Api.SentMessages);
    }

    [Fact]
    public async Task Cancelling_the_wait_for_the_rate_limit_leaves_no_message_uncertain()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { SendsPerWindow = 1 });
        api.Server.Faults.At(2, Fault.TooManyRequests());
        using var stop = new CancellationTokenSource();
        var sending = TestApi.CollectAsync(api.Client().SendMessages([One, Two], new DmSendOptions { JournalPath = Journal }, stop.Token));
        await Bounds.UntilAsync(() => api.Notices.Progress.Any(notice => notice.Activity.StartsWith("Waiting", StringComparison.Ordinal)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);

        var results = await api.SendAllAsync(Journal, One, Two);

        Assert.Equal([true, false], results.Select(result => result.WasSentBefore));
        Assert.Null(results[1].Error);
        Assert.Equal(2, api.Server.Api.SentMessages.Count);
        Assert.DoesNotContain(api.Calls, call => call.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_incomplete_line_is_removed()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, One);
        await File.AppendAllTextAsync(Journal, "{\"row\":\"12");

        var results = await api.SendAllAsync(Journal, One, Two);

        Assert.Equal([true, false], results.Select(result => result.WasSentBefore));
        Assert.All(Lines(), line => Assert.Equal(JsonValueKind.Object, line.ValueKind));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"row\":\"12")]
    public async Task A_journal_that_was_saved_with_a_byte_order_mark_is_read(string rest)
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, One);
        await File.WriteAllTextAsync(Journal, await File.ReadAllTextAsync(Journal) + rest, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        foreach (var sentBefore in new[] { false, true })
        {
            var results = await api.SendAllAsync(Journal, One, Two);

            Assert.Equal([true, sentBefore], results.Select(result => result.WasSentBefore));
            Assert.Equal(5, Lines().Count);
        }
    }

    // With a new journal, every message would be sent again.
    [Theory]
    [InlineData("hello\n")]
    [InlineData("{\"a\":1}\n")]
    [InlineData("hello")]
    [InlineData("{\"row\":\"x-1\",\"state\":\"Sent\"}\n")]
    [InlineData("{\"row\":\"x-1\",\"state\":\"Received\",\"at\":\"2026-01-15T12:00:00Z\"}\n")]
    [InlineData("{\"row\":\"x-1\",\"state\":\"Received\",\"at\":\"2026-01-15T12:00:00Z\"}")]
    [InlineData("{\"row\":\"x-1\",\"state\":99,\"at\":\"2026-01-15T12:00:00Z\"}\n")]
    [InlineData("{\"row\":\"x-1\",\"state\":99,\"at\":\"2026-01-15T12:00:00Z\"}")]
    [InlineData("{\"row\":\"x-1\",\"state\":\"99\",\"at\":\"2026-01-15T12:00:00Z\"}\n")]
    [InlineData("{\"row\":\"x-1\",\"state\":\"Unsent, Sent\",\"at\":\"2026-01-15T12:00:00Z\"}\n")]
    public async Task A_damaged_journal_is_not_taken_for_another_file(string damage)
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, One);
        await File.AppendAllTextAsync(Journal, damage);
        var content = await File.ReadAllTextAsync(Journal);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAllAsync(Journal, One, Two));

        Assert.Contains("is damaged: line 4 is not a journal record", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Restore the journal: a new one would send every row again.", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("does not exist yet", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Journal));
        Assert.Single(api.Server.Api.SentMessages);
    }

    [Theory]
    [InlineData("\"state\":99")]
    [InlineData("\"state\":2")]
    public async Task A_message_whose_state_was_edited_to_a_number_is_not_sent_again(string state)
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, One);
        var content = (await File.ReadAllTextAsync(Journal)).Replace("\"state\":\"Sent\"", state, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Journal, content);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAllAsync(Journal, One));

        Assert.Contains("is damaged: line 3 is not a journal record", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Journal));
        Assert.Single(api.Server.Api.SentMessages);
    }

    [Theory]
    [InlineData("{\"journal\":\"TwitterDm\",\"version\":9,\"account\":\"1\"}\n")]
    [InlineData("{\"journal\":\"TwitterDm\",\"version\":9,\"owner\":{}}")]
    public async Task A_journal_of_a_newer_version_is_named_as_such_and_left_unchanged(string content)
    {
        await using var api = await TestApi.StartAsync();
        await File.WriteAllTextAsync(Journal, content);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAllAsync(Journal, One));

        Assert.Contains("was written by a newer version of this module", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Journal));
        Assert.Empty(api.Calls);
    }

    // An editor can have removed the last line end: without the record, the message would be sent again.
    [Fact]
    public async Task A_record_that_only_lacks_its_line_end_counts()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, One);
        await File.WriteAllTextAsync(Journal, (await File.ReadAllTextAsync(Journal)).TrimEnd('\n'));

        var results = await api.SendAllAsync(Journal, One, Two);

        Assert.Equal([true, false], results.Select(result => result.WasSentBefore));
        Assert.Equal(5, Lines().Count);
    }

    [Fact]
    public async Task A_truncated_first_record_is_written_again()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, One);
        var first = (await File.ReadAllLinesAsync(Journal))[0];
        foreach (var length in new[] { 40, first.Length - 1, first.Length })
        {
            await File.WriteAllTextAsync(Journal, first[..length]);

            await api.SendAllAsync(Journal, One);

            Assert.Equal(first, (await File.ReadAllLinesAsync(Journal))[0]);
            Assert.Equal(3, Lines().Count);
        }
    }

    [Fact]
    public async Task A_large_file_that_is_not_a_journal_is_not_read_to_its_end()
    {
        await using var api = await TestApi.StartAsync();
        using (var file = File.Create(Journal))
            file.SetLength(20L * 1024 * 1024 * 1024);
        var before = GC.GetTotalAllocatedBytes();

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAllAsync(Journal, One)).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.Equal(20L * 1024 * 1024 * 1024, new FileInfo(Journal).Length);
        // Other tests allocate at the same time.
        Assert.True(GC.GetTotalAllocatedBytes() - before < 2L * 1024 * 1024 * 1024);
    }

    public static TheoryData<string> Foreign
        => [
            "To,Text\n@a,hello\n",
            "hello",
            "{}\n",
            "{\"row\":\"x\"}\n",
            "[1]\n",
            "null\n",
            "{\"a\":1}",
            "{}",
            "{\"a\":1}\n{\"a\":2}",
            "{\"journal\":\"Tw",
            "\n\n{\"a\":1}",
            "{\"journal\":\"TwitterDm\",\"version\":2,\"account\":\"1\"}\n",
        ];

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_file_that_is_not_a_journal_is_rejected_and_left_unchanged(string content)
    {
        await using var api = await TestApi.StartAsync();
        await File.WriteAllTextAsync(Journal, content);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAllAsync(Journal, One));

        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.Contains(Journal, error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Journal));
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task An_uncertain_message_says_what_the_earlier_run_found_in_sentences()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(503));
        var first = (await api.SendAllAsync(Journal, One))[0].Error!;

        var second = (await api.SendAllAsync(Journal, One))[0].Error!;

        Assert.Equal([DmErrorKind.SendUncertain, DmErrorKind.SendUncertain], [first.Kind, second.Kind]);
        Assert.EndsWith("/messages). The conversation does not show it.", first.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "An earlier run sent it, but could not confirm its delivery either. The conversation does not show it.",
            second.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_of_another_account_is_rejected()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, One);
        using var other = await api.OpenAsync(new BearerCredential(api.Server.Api.IssueTokens(account: 2).AccessToken));

        var error = await Assert.ThrowsAsync<DmException>(() =>
            TestApi.CollectAsync(new DmClient(other).SendMessages([Two], new DmSendOptions { JournalPath = Journal })));

        Assert.Contains("1385551234567890123", error.Message, StringComparison.Ordinal);
        Assert.Contains("@sandbox_user2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"row\":\"x-1\",\"sta")]
    [InlineData("{\"row\":\"x-1\",\"state\":\"Sent\",\"at\":\"2026-01-15T12:00:00Z\"}")]
    public async Task The_journal_of_another_account_is_left_unchanged_even_if_its_last_line_is_incomplete(string rest)
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, One);
        await File.AppendAllTextAsync(Journal, rest);
        var content = await File.ReadAllTextAsync(Journal);
        using var other = await api.OpenAsync(new BearerCredential(api.Server.Api.IssueTokens(account: 2).AccessToken));

        await Assert.ThrowsAsync<DmException>(() => TestApi.CollectAsync(new DmClient(other).SendMessages([Two], new DmSendOptions { JournalPath = Journal })));

        Assert.Equal(content, await File.ReadAllTextAsync(Journal));
    }

    [Fact]
    public async Task A_link_to_a_file_that_does_not_exist_is_named_and_nothing_is_created()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var api = await TestApi.StartAsync();
        File.CreateSymbolicLink(Journal, Path.Combine(_folder.Root, "absent.jsonl"));

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAllAsync(Journal, One));

        Assert.Contains("a link to a file that does not exist", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Root, "absent.jsonl")));
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task Two_runs_cannot_use_the_same_journal_at_once()
    {
        await using var api = await TestApi.StartAsync();
        await using var first = api.Client().SendMessages([One, Two], new DmSendOptions { JournalPath = Journal }).GetAsyncEnumerator();
        await first.MoveNextAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAllAsync(Journal, Three));

        Assert.Contains("cannot be used", error.Message, StringComparison.Ordinal);
        Assert.Single(api.Server.Api.SentMessages);
    }

    [Theory]
    [InlineData("no/such/folder/run.jsonl")]
    [InlineData("")]
    public async Task A_path_that_cannot_be_written_fails_before_the_first_request(string path)
    {
        await using var api = await TestApi.StartAsync();

        await Assert.ThrowsAsync<DmException>(() => api.SendAllAsync(Path.Combine(_folder.Root, path), One));

        Assert.Empty(api.Calls);
    }

    [SmallDiskFact]
    public async Task A_full_disk_ends_the_run_before_the_next_message()
    {
        await using var api = await TestApi.StartAsync();
        var folder = Path.Combine(_folder.Root, "disk");
        using var disk = new SmallDisk(folder);
        var journal = Path.Combine(folder, "run.jsonl");
        await api.SendAllAsync(journal, One);
        disk.Fill();
        FillLastPage(journal);
        var results = await api.SendAllAsync(journal, One, Two, Three);

        Assert.True(results[0].WasSentBefore);
        Assert.All(results.Skip(1), result => Assert.Contains("run.jsonl", result.Error!.Message, StringComparison.Ordinal));
        Assert.Single(api.Server.Api.SentMessages);
        disk.Free();
        Assert.Equal(2, (await api.SendAllAsync(journal, One, Two, Three)).Count(result => result.Sent is not null));
    }

    // Space that the disk already allocated to the file can be used, too.
    private static void FillLastPage(string path)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.WriteByte((byte)'\n');
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }

    private List<JsonElement> Lines() => [.. File.ReadAllLines(Journal).Select(line => JsonDocument.Parse(line).RootElement)];
}
