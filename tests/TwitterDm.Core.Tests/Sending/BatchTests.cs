using System.Globalization;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>Several messages sent together.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task Names_are_looked_up_in_hundreds_when_they_are_needed()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { SendsPerWindow = 1000 });

        var results = await api.SendAllAsync(null, Readers(250));

        Assert.All(results, result => Assert.NotNull(result.Sent));
        var calls = api.Calls.Select(call => call.StartsWith("GET", StringComparison.Ordinal)).ToList();
        Assert.Equal([0, 101, 202], calls.Select((isLookUp, index) => isLookUp ? index : -1).Where(index => index >= 0));
        Assert.Equal(250, api.Server.Api.SentMessages.Select(message => message.RecipientIds.Single()).Distinct().Count());
    }

    [Fact]
    public async Task A_known_or_repeated_name_is_not_looked_up_again()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(null, Message("@jacqueline", "1"));

        await api.SendAllAsync(null, Message("@Jacqueline", "2"), Message("@layla_h", "3"), Message("@LAYLA_H", "4"), Message("@missing", "5"), Message("@missing", "6"));

        Assert.Equal(2, api.Calls.Count(call => call.StartsWith("GET", StringComparison.Ordinal)));
        Assert.Contains("usernames=layla_h%2Cmissing&", api.Server.Requests.Last(request => request.Method == "GET").PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_message_succeeds_or_fails_by_itself()
    {
        await using var api = await TestApi.StartAsync();

        var results = await api.SendAllAsync(
            null,
            Message("@jacqueline", "1"),
            Message("@missing", "2"),
            Message("@sato_kenji", "3"),
            Message("no one", "4"),
            Message("12", ""),
            Message("@layla_h", "6"));

        Assert.Equal([0, 1, 2, 3, 4, 5], results.Select(result => result.Index));
        Assert.Equal(
            [null, DmErrorKind.NotFound, DmErrorKind.Permission, DmErrorKind.InvalidRequest, DmErrorKind.InvalidRequest, null],
            results.Select(result => result.Error?.Kind));
        Assert.Equal(["1", "6"], api.Server.Api.SentMessages.Select(message => message.Text));
    }

    [Fact]
    public async Task After_an_error_that_affects_all_messages_the_rest_is_not_tried()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { SendsPerWindow = 2 });
        var client = api.Client(DmRateLimitAction.Stop);

        var results = await api.Clock.RunAsync(TestApi.CollectAsync(client.SendMessages(Readers(5))));

        Assert.Equal(2, results.Count(result => result.Sent is not null));
        Assert.All(results.Skip(2), result => Assert.Equal(DmErrorKind.RateLimit, result.Error!.Kind));
        Assert.All(results.Skip(3), result => Assert.Contains("was not tried", result.Error!.Message, StringComparison.Ordinal));
        Assert.All(results.Skip(2), result => Assert.Equal(DmErrorReason.WaitNotAllowed, result.Error!.Reason));
        Assert.Equal([false, true, true], results.Skip(2).Select(result => result.Error!.IsNotTried));
        Assert.All(results.Skip(2), result => Assert.Equal(api.Clock.GetUtcNow() + TimeSpan.FromMinutes(15), result.Error!.ResetsAtUtc));
        Assert.Equal(3, api.Calls.Count);
    }

    [Fact]
    public async Task An_invalid_token_ends_the_run()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.Status(401), times: int.MaxValue);

        var results = await api.SendAllAsync(null, Message("12", "1"), Message("783214", "2"));

        Assert.All(results, result => Assert.Equal(DmErrorKind.Authentication, result.Error!.Kind));
        Assert.Single(api.Calls);
    }

    [Fact]
    public async Task An_uncertain_message_does_not_end_the_run()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.RefuseBeforeReading);

        var results = await api.SendAllAsync(null, Message("12", "1"), Message("783214", "2"));

        Assert.Equal([DmErrorKind.SendUncertain, null], results.Select(result => result.Error?.Kind));
    }

    [Fact]
    public async Task Progress_shows_the_counts_and_the_estimated_end()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { SendsPerWindow = 10 });

        await api.SendAllAsync(null, [.. Readers(34), Message("@missing", "x")]);

        var bars = api.Notices.Progress.Where(notice => notice.Activity.StartsWith("Sending Direct Messages as @sandbox_admin", StringComparison.Ordinal)).ToList();
        Assert.Contains("0 sent, 0 failed, 35 left", bars[0].Text, StringComparison.Ordinal);

        // The window is known from the first response: 25 messages more than it allows take three more windows.
        Assert.Contains("1 sent, 0 failed, 34 left; done at about 12:45:0", bars[1].Text, StringComparison.Ordinal);
        Assert.Contains("34 sent, 1 failed, 0 left", bars[^2].Text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, bars[^1].Left);
        Assert.Equal(100, bars[^1].PercentComplete);
    }

    [Fact]
    public async Task A_single_message_shows_no_progress()
    {
        await using var api = await TestApi.StartAsync();

        await api.SendAsync(Message("12", "1"));

        Assert.Empty(api.Notices.Progress);
    }

    [Fact]
    public async Task Sending_stops_when_the_results_are_no_longer_read()
    {
        await using var api = await TestApi.StartAsync();
        await foreach (var result in api.Client().SendMessages([Message("12", "1"), Message("12", "2"), Message("12", "3")]).WithinBoundsAsync(api.Clock))
        {
            Assert.NotNull(result.Sent);
            break;
        }

        Assert.Single(api.Server.Api.SentMessages);
    }

    [Fact]
    public async Task Several_threads_can_send_over_one_connection()
    {
        await using var api = await TestApi.StartAsync();

        var sending = Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() => TestApi.CollectAsync(
            api.Client().SendMessages([.. Enumerable.Range(0, 10).Select(number => Message("12", $"{thread}/{number}"))])))));
        var results = await sending.WithinBoundsAsync(api.Clock);

        Assert.Equal(40, results.SelectMany(list => list).Select(result => result.Sent!.EventId).Distinct().Count());
        Assert.Equal(40, api.Server.Api.SentMessages.Count);
    }

    private static DmOutgoingMessage Message(string to, string text) => new() { To = new(to), Text = text };

    private static DmOutgoingMessage[] Readers(int count)
        => [.. Enumerable.Range(1, count).Select(number => Message(string.Create(CultureInfo.InvariantCulture, $"@reader_{number:0000}"), $"Message {number}"))];
}
