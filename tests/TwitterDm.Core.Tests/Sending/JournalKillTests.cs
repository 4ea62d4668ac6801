using System.Diagnostics;
using System.Text.Json;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>
/// A run that is killed at a certain moment: the journal on the disk is copied at that moment, and the next run starts from the copy.
/// </summary>
public sealed class JournalKillTests : IDisposable
{
    private static readonly DmOutgoingMessage One = new() { To = new("12"), Text = "one" };
    private static readonly DmOutgoingMessage Two = new() { To = new("783214"), Text = "two" };

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();

    private string Journal => Path.Combine(_folder.Root, "run.jsonl");

    private string Copy => Path.Combine(_folder.Root, "copy.jsonl");

    public void Dispose()
    {
        _stop.Dispose();
        _folder.Dispose();
    }

    [UnixFact]
    public async Task A_message_that_waits_for_the_rate_limit_is_sent_by_the_next_run()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { SendsPerWindow = 1 });
        await KillWhenAsync(api, () => IsWaiting(api), One, Two);
        Assert.Equal(["Sending", "Sent"], StatesInCopy());

        var results = await api.SendAllAsync(Copy, One, Two);

        Assert.Equal([true, false], results.Select(result => result.WasSentBefore));
        Assert.Equal(["one", "two"], api.Server.Api.SentMessages.Select(message => message.Text));
        Assert.DoesNotContain(api.Calls, call => call.StartsWith("GET", StringComparison.Ordinal));
    }

    [UnixFact]
    public async Task A_message_that_waits_after_a_429_is_sent_by_the_next_run()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.TooManyRequestsRetryAfter(TimeSpan.FromMinutes(10)));
        await KillWhenAsync(api, () => IsWaiting(api), One);
        Assert.Equal(["Sending", "Unsent"], StatesInCopy());

        var results = await api.SendAllAsync(Copy, One);

        Assert.NotNull(results[0].Sent);
        Assert.Single(api.Server.Api.SentMessages);
        Assert.DoesNotContain(api.Calls, call => call.StartsWith("GET", StringComparison.Ordinal));
    }

    [UnixFact]
    public async Task A_message_whose_connection_failed_is_not_uncertain()
    {
        await using var api = await TestApi.StartAsync();
        using var stopped = await api.StopServerAsync();

        await KillWhenAsync(api, () => api.Notices.Verbose.Any(text => text.Contains("attempt 2", StringComparison.Ordinal)), One);

        Assert.Equal(["Sending", "Unsent"], StatesInCopy());
    }

    [UnixFact]
    public async Task A_message_that_was_on_its_way_is_looked_up_and_not_sent_again()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Parse("slow-after=80000"));
        await KillWhenAsync(api, () => api.Server.Api.SentMessages.Count == 1, One);
        Assert.Equal(["Sending"], StatesInCopy());

        var results = await api.SendAllAsync(Copy, One);

        Assert.Equal(Assert.Single(api.Server.Api.SentMessages).EventId, results[0].Sent!.EventId);
        Assert.Single(api.Calls, call => call.StartsWith("POST", StringComparison.Ordinal));
    }

    private static bool IsWaiting(TestApi api) => api.Notices.Progress.Any(notice => notice.Activity.StartsWith("Waiting", StringComparison.Ordinal));

    // Nothing that the run does after the copy can affect the next run.
    private async Task KillWhenAsync(TestApi api, Func<bool> isMoment, params DmOutgoingMessage[] messages)
    {
        var sending = TestApi.CollectAsync(api.Client().SendMessages(messages, new DmSendOptions { JournalPath = Journal }, _stop.Token));
        for (var waits = 0; !isMoment() && waits < 4000; waits++)
            await Task.Delay(5);
        // Not File.Copy: it asks for a lock that the run holds.
        using (var copy = Process.Start("cp", [Journal, Copy]))
            await copy.WaitForExitAsync();
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private IEnumerable<string?> StatesInCopy()
        => File.ReadAllLines(Copy).Skip(1).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("state").GetString());
}
