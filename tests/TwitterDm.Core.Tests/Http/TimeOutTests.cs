using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Http;

/// <summary>
/// 15 seconds to connect and 100 for a complete response; after that, the request is retried as after any transport failure.
/// </summary>
public sealed class TimeOutTests
{
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AlmostAll = TimeSpan.FromSeconds(99);

    public static TheoryData<string, Fault> Stalls => new()
    {
        { "nothing at all", Fault.SlowHeaders(TimeSpan.FromDays(1)) },
        { "the headers and nothing more", Fault.Drip(TimeSpan.FromDays(1)) },
        { "half of the body", Fault.SlowBody(TimeSpan.FromDays(1)) },
        { "a byte now and then", Fault.Drip(TimeSpan.FromMilliseconds(20)) },
    };

    [Theory]
    [MemberData(nameof(Stalls), DisableDiscoveryEnumeration = true)]
    public async Task A_response_that_is_incomplete_at_the_timeout_is_requested_again(string what, Fault stall)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 10 });
        api.Server.Faults.At(1, stall);
        var listing = TestApi.CollectAsync(api.Client().ListEvents(new DmEventQuery()));
        await Bounds.UntilAsync(() => api.ListRequests.Count == 1);

        // Timers fire while the clock advances; the one of the timeout is still pending.
        api.Clock.Advance(AlmostAll);
        Assert.True(api.Clock.Dues is [var timeOut] && timeOut == api.Clock.GetUtcNow() + ASecond, $"It does not wait another second for the rest of {what}.");
        api.Clock.Advance(ASecond);

        Assert.Equal(10, (await api.Clock.RunAsync(listing)).Count);
        Assert.Equal(2, api.ListRequests.Count);
    }

    [Fact]
    public async Task A_server_that_never_responds_fails_after_five_attempts()
    {
        using var server = SilentServer.Start();
        var clock = new ManualClock();
        var opening = Assert.ThrowsAsync<DmException>(() => DmConnection.OpenAsync(Options(server, clock), DmCallOptions.Default));
        await Bounds.UntilAsync(() => server.Accepted > 0);
        var timeOuts = 0;
        for (; !opening.IsCompleted; await Task.Delay(20))
        {
            // The waits between attempts are short; a timer due later is the timeout of an attempt.
            if (clock.NextDue - clock.GetUtcNow() is not { } wait)
                continue;
            timeOuts += wait > MaxPause ? 1 : 0;
            clock.Advance(wait);
        }

        var error = await opening;
        Assert.Equal(DmErrorKind.Service, error.Kind);
        Assert.Contains("no complete response within 100 seconds", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, timeOuts);
    }

    [Fact]
    public async Task A_connection_that_cannot_be_established_times_out()
    {
        using var socket = HttpPipeline.CreateSocket();
        Assert.Equal(TimeSpan.FromSeconds(15), socket.ConnectTimeout);
        // Only on Linux does a full queue mean that there is no response at all.
        if (!OperatingSystem.IsLinux())
            return;
        using var server = await SilentServer.StartFullAsync();
        var clock = new ManualClock();

        var opening = Assert.ThrowsAsync<DmException>(() => DmConnection.OpenAsync(Options(server, clock, TimeSpan.FromMilliseconds(100)), DmCallOptions.Default));
        var error = await clock.RunAsync(opening);

        Assert.Equal(DmErrorKind.Service, error.Kind);
        Assert.Contains("could not be reached", error.Message, StringComparison.Ordinal);
        Assert.False(error.MayHaveHadEffect);
    }

    private static DmConnectionOptions Options(SilentServer server, ManualClock clock, TimeSpan? connectTimeout = null) => new()
    {
        ApiBaseUri = server.BaseUri,
        Credential = new BearerCredential(SandboxCredentials.UserToken),
        Clock = clock,
        Transport = () =>
        {
            var socket = HttpPipeline.CreateSocket();
            socket.ConnectTimeout = connectTimeout ?? socket.ConnectTimeout;
            return socket;
        },
    };
}
