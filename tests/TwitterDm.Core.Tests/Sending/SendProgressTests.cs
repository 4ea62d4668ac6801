using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>The progress and the estimated duration of a run.</summary>
public sealed class SendProgressTests
{
    [Fact]
    public async Task Two_messages_show_their_progress_from_the_beginning_to_the_end()
    {
        await using var api = await TestApi.StartAsync();

        await api.SendAllAsync(null, To("12"), To("783214"));

        Assert.Equal([0, 50, 100, 100], api.Notices.Progress.Select(bar => bar.PercentComplete));
        Assert.Equal(TimeSpan.Zero, api.Notices.Progress[^1].Left);
    }

    [Fact]
    public async Task The_remaining_time_is_estimated_from_the_pace_so_far()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.When(request => TakesThreeSeconds(request, api), Fault.Html);
        api.Server.Faults.When(request => request.PathAndQuery.Contains("/with/783214/", StringComparison.Ordinal), Fault.Status(403));

        await api.SendAllAsync(null, To("12"), To("12"), To("783214"), To("12"), To("12"));

        // After each message: the elapsed seconds, divided by the messages so far, times the remaining messages.
        Assert.Equal([1, 4 * 3, 3 * 3, 2 * 2, 1 * 2.25, 0, 0], api.Notices.Progress.Select(bar => bar.Left.TotalSeconds));
    }

    [Fact]
    public async Task Rate_limits_of_reading_do_not_affect_the_estimate()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { RequestsPerWindow = 1 });
        await api.ListAsync(new DmEventQuery { First = 1 });
        Assert.Equal(0, api.Connection.RateLimits.Single(limit => limit.Endpoint == "GET /2/dm_events").Remaining);

        await api.SendAllAsync(null, To("12"), To("783214"), To("987654321"));

        Assert.Equal([1, 1, 1, 0, 0], api.Notices.Progress.Select(bar => bar.Left.TotalSeconds));
    }

    [Fact]
    public async Task Progress_counts_previously_sent_messages_separately()
    {
        using var folder = new TemporaryFolder();
        await using var api = await TestApi.StartAsync();
        var journal = Path.Combine(folder.Root, "run.jsonl");
        await api.SendAllAsync(journal, To("12"));
        var shown = api.Notices.Progress.Count;

        await api.SendAllAsync(journal, To("12"), To("783214"), To("@missing"), To("987654321"));

        var bars = api.Notices.Progress.Skip(shown).ToList();
        Assert.Equal([0, 25, 50, 75, 100, 100], bars.Select(bar => bar.PercentComplete));
        Assert.Contains("2 sent, 1 sent before, 1 failed, 0 left", bars[^2].Text, StringComparison.Ordinal);
        Assert.Equal([true, true, true, true, false, false], bars.Select(bar => bar.Left >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Progress_shows_the_date_on_which_a_long_run_ends()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { SendsPerWindow = 1, SendsPerDay = null });

        await foreach (var _ in api.Client().SendMessages([.. Enumerable.Range(1, 60).Select(number => To("12") with { Text = $"{number}" })]))
            break;

        var text = api.Notices.Progress.Select(bar => bar.Text).First(text => text.StartsWith("1 sent, ", StringComparison.Ordinal));
        // 59 windows of 15 minutes after noon.
        Assert.EndsWith("done at about 2026-01-16 02:45", text, StringComparison.Ordinal);
    }

    private static bool TakesThreeSeconds(RecordedRequest request, TestApi api)
    {
        if (request.PathAndQuery.Contains("/with/12/", StringComparison.Ordinal))
            api.Clock.Advance(TimeSpan.FromSeconds(3));
        return false;
    }

    private static DmOutgoingMessage To(string user) => new() { To = new(user), Text = "Hello" };
}
