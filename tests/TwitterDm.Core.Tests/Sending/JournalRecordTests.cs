using System.Text.Json;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>What the journal contains for its readers: people, scripts, and the next run.</summary>
public sealed class JournalRecordTests : IDisposable
{
    private static readonly DmOutgoingMessage ToUser = new() { To = new("@jacqueline"), Text = "one" };
    private static readonly DmOutgoingMessage IntoGroup = new() { ConversationId = "1590000000000000001", Text = "two" };

    private readonly TemporaryFolder _folder = new();

    private string Journal => Path.Combine(_folder.Root, "run.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sent_message_has_its_recipient_conversation_event_and_time()
    {
        await using var api = await TestApi.StartAsync();

        var results = await api.SendAllAsync(Journal, ToUser, IntoGroup);

        var lines = Lines();
        Assert.Equal(("TwitterDm", 1), (Text(lines[0], "journal"), lines[0].GetProperty("version").GetInt32()));
        Assert.Equal(["Sending", "Sent", "Sending", "Sent"], lines.Skip(1).Select(line => Text(line, "state")));
        Assert.Equal(
            ("@jacqueline", "12-1385551234567890123", results[0].Sent!.EventId),
            (Text(lines[2], "to"), Text(lines[2], "conversationId"), Text(lines[2], "eventId")));
        Assert.Equal(
            (null, "1590000000000000001", results[1].Sent!.EventId),
            (Text(lines[4], "to"), Text(lines[4], "conversationId"), Text(lines[4], "eventId")));
        Assert.Equal("1590000000000000001", Text(lines[3], "conversationId"));
        Assert.Equal(Text(lines[1], "row"), Text(lines[2], "row"));
        Assert.NotEqual(Text(lines[2], "row"), Text(lines[4], "row"));
        Assert.All(lines.Skip(1), line => Assert.Equal(api.Clock.GetUtcNow(), line.GetProperty("at").GetDateTimeOffset()));
    }

    [Fact]
    public async Task An_uncertain_message_has_the_time_of_its_request_and_a_failed_one_the_time_of_its_failure()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(503));
        api.Server.Faults.When(request => request.PathAndQuery.Contains("/1590000000000000001/", StringComparison.Ordinal), Fault.Status(403));
        var start = api.Clock.GetUtcNow();

        var results = await api.SendAllAsync(Journal, new DmOutgoingMessage { To = new("12"), Text = "one" }, IntoGroup);

        var (uncertain, failed) = (Lines()[2], Lines()[^1]);
        Assert.Equal(("Uncertain", "DmSendUncertain", results[0].Error!.Message), (Text(uncertain, "state"), Text(uncertain, "error"), Text(uncertain, "message")));
        Assert.Equal(start, uncertain.GetProperty("at").GetDateTimeOffset());
        Assert.Equal(("Failed", "DmPermission", results[1].Error!.Message), (Text(failed, "state"), Text(failed, "error"), Text(failed, "message")));
        Assert.Equal(api.Clock.GetUtcNow(), failed.GetProperty("at").GetDateTimeOffset());
        // The conversation is read between the two.
        Assert.True(api.Clock.GetUtcNow() > start.AddSeconds(17));
    }

    [Fact]
    public async Task A_message_refused_with_429_is_recorded_as_unsent_until_it_is_sent_again()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.TooManyRequestsRetryAfter(TimeSpan.FromSeconds(40)));

        await api.SendAllAsync(Journal, IntoGroup);

        var lines = Lines().Skip(1).ToList();
        Assert.Equal(["Sending", "Unsent", "Sending", "Sent"], lines.Select(line => Text(line, "state")));
        Assert.True(lines[2].GetProperty("at").GetDateTimeOffset() - lines[1].GetProperty("at").GetDateTimeOffset() >= TimeSpan.FromSeconds(40));
    }

    public static TheoryData<string> BrokenLines =>
    [
        "{\"state\":\"Sent\",\"at\":\"2026-01-15T12:00:00Z\"}",
        "{\"row\":\"x-1\",\"at\":\"2026-01-15T12:00:00Z\"}",
        "{\"row\":\"x-1\",\"state\":\"Sent\"}",
        "{\"row\":\"x-1\",\"state\":\"Lost\",\"at\":\"2026-01-15T12:00:00Z\"}",
        "{\"journal\":\"TwitterDm\",\"version\":1,\"account\":\"1385551234567890123\"}",
        "hello",
    ];

    [Theory]
    [MemberData(nameof(BrokenLines))]
    public async Task An_invalid_line_is_named_and_the_file_is_left_unchanged(string line)
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, IntoGroup);
        await File.AppendAllTextAsync(Journal, line + "\n");
        var content = await File.ReadAllTextAsync(Journal);
        var calls = api.Calls.Count;

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAllAsync(Journal, IntoGroup));

        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.Contains("line 4", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Journal));
        Assert.Equal(calls, api.Calls.Count);
    }

    public static TheoryData<string> UnrelatedRests
        => [
            "{}",
            "notes: call back on Monday",
            "{\"a\":1",
            "{\"row\":1}",
            "{\"journal\":\"TwitterDm\",\"version\":1,",
            "[1",
            "{\"row\":\"x-1\"}",
        ];

    [Theory]
    [MemberData(nameof(UnrelatedRests))]
    public async Task A_last_line_without_a_line_end_that_is_not_a_record_is_named_and_the_file_is_left_unchanged(string rest)
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, IntoGroup);
        await File.AppendAllTextAsync(Journal, rest);
        var content = await File.ReadAllTextAsync(Journal);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAllAsync(Journal, IntoGroup));

        Assert.Contains("line 4", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Journal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"row\":\"")]
    [InlineData("{\"row\":\"x-1\",\"state\":\"Sen")]
    [InlineData("{\"row\":\"x\0\0\0")]
    [InlineData("\0\0\0\0")]
    public async Task The_beginning_of_a_record_is_removed(string rest)
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, IntoGroup);
        var content = await File.ReadAllTextAsync(Journal);
        await File.AppendAllTextAsync(Journal, rest);

        var results = await api.SendAllAsync(Journal, IntoGroup);

        Assert.True(results.Single().WasSentBefore);
        Assert.Equal(content, await File.ReadAllTextAsync(Journal));
    }

    [Theory]
    [InlineData("@jacqueline", "@JACQUELINE", true)]
    [InlineData("@jacqueline", "@layla_h", false)]
    [InlineData("12", "783214", false)]
    [InlineData("12", "@12", false)]
    public async Task The_same_text_to_another_user_is_a_different_message(string first, string second, bool isSame)
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, new DmOutgoingMessage { To = new(first), Text = "the same" });

        var results = await api.SendAllAsync(Journal, new DmOutgoingMessage { To = new(second), Text = "the same" });

        Assert.Equal(isSame, results.Single().WasSentBefore);
    }

    [Fact]
    public async Task A_rejected_journal_is_unlocked()
    {
        await using var api = await TestApi.StartAsync();
        await File.WriteAllTextAsync(Journal, "hello\n");
        await Assert.ThrowsAsync<DmException>(() => api.SendAllAsync(Journal, IntoGroup));

        await using var file = new FileStream(Journal, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal("hello\n".Length, file.Length);
    }

    [Fact]
    public async Task Truncating_an_incomplete_line_keeps_multibyte_characters_before_it()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, IntoGroup);
        var whole = (await File.ReadAllTextAsync(Journal)) + "{\"row\":\"x-1\",\"state\":\"Failed\",\"at\":\"2026-01-15T12:00:00Z\",\"message\":\"Übung – 漢字\"}\n";
        await File.WriteAllTextAsync(Journal, whole + "{\"row\":\"Ü");

        var results = await api.SendAllAsync(Journal, IntoGroup);

        Assert.True(results.Single().WasSentBefore);
        Assert.Equal(whole, await File.ReadAllTextAsync(Journal));
    }

    [Fact]
    public async Task An_event_of_an_earlier_run_is_not_mistaken_for_a_message_with_the_same_text()
    {
        await using var api = await TestApi.StartAsync();
        var message = new DmOutgoingMessage { To = new("12"), Text = "the same" };
        await api.SendAllAsync(Journal, message);
        using var later = await api.OpenAsync(new TwitterDm.Auth.BearerCredential(SandboxCredentials.UserToken));
        api.Server.Faults.When(request => request.Method == "POST", Fault.RefuseBeforeReading);

        var results = await api.Clock.RunAsync(TestApi.CollectAsync(new DmClient(later).SendMessages([message, message], new DmSendOptions { JournalPath = Journal })));

        Assert.True(results[0].WasSentBefore);
        Assert.Equal(DmErrorKind.SendUncertain, results[1].Error!.Kind);
    }

    [SmallDiskFact]
    public async Task A_sent_message_that_cannot_be_recorded_is_reported_and_ends_the_run_and_is_not_sent_again()
    {
        await using var api = await TestApi.StartAsync();
        var folder = Path.Combine(_folder.Root, "disk");
        using var disk = new SmallDisk(folder);
        var journal = Path.Combine(folder, "run.jsonl");
        await api.SendAllAsync(journal, IntoGroup with { Text = "before" });
        LeaveRoomFor(journal, File.ReadAllLines(journal)[1].Length + 1);
        disk.Fill();

        var first = await api.SendAllAsync(journal, IntoGroup, ToUser);

        Assert.NotNull(first[0].Sent);
        Assert.Equal(DmErrorKind.File, first[1].Error!.Kind);
        Assert.True(first[1].Error!.IsNotTried);
        Assert.Contains("run.jsonl", first[1].Error!.Message, StringComparison.Ordinal);
        Assert.Empty(api.Notices.Errors);
        Assert.Equal(2, api.Server.Api.SentMessages.Count);
        Assert.EndsWith("}\n", await File.ReadAllTextAsync(journal), StringComparison.Ordinal);

        disk.Free();
        var second = await api.SendAllAsync(journal, IntoGroup, ToUser);

        Assert.Equal(first[0].Sent!.EventId, second[0].Sent?.EventId);
        Assert.NotNull(second[1].Sent);
        Assert.Equal(3, api.Server.Api.SentMessages.Count);
    }

    [SmallDiskFact]
    public async Task A_journal_that_cannot_be_written_ends_the_run_before_any_look_up()
    {
        await using var api = await TestApi.StartAsync();
        var folder = Path.Combine(_folder.Root, "disk");
        using var disk = new SmallDisk(folder);
        var journal = Path.Combine(folder, "run.jsonl");
        await api.SendAllAsync(journal, IntoGroup with { Text = "before" });
        LeaveRoomFor(journal, length: 0);
        disk.Fill();
        var calls = api.Calls.Count;

        var results = await api.SendAllAsync(journal, IntoGroup, ToUser);

        Assert.All(results, result => Assert.Contains("run.jsonl", result.Error!.Message, StringComparison.Ordinal));
        Assert.Equal(calls, api.Calls.Count);
        Assert.EndsWith("\n", await File.ReadAllTextAsync(journal), StringComparison.Ordinal);
    }

    // Even on a full disk, a file can grow to the end of its last page: enough for the record before the request, but not for the one after
    // it.
    private static void LeaveRoomFor(string path, int length)
    {
        const int Page = 4096;
        using var file = new FileStream(path, FileMode.Append);
        file.Write([.. Enumerable.Repeat((byte)'\n', Page - length - 10 - (int)file.Position)]);
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;

    private List<JsonElement> Lines() => [.. File.ReadAllLines(Journal).Select(line => JsonDocument.Parse(line).RootElement)];
}
