using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Http;

/// <summary>15 seconds to connect, 100 for the whole of an answer; then it is tried again, as after any failure on the way.</summary>
public sealed class TimeOutTests
{
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
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
    public async Task An_answer_that_is_not_whole_in_time_is_asked_for_again(string what, Fault stall)
    {
        await using var api = await Api.StartAsync(new SandboxOptions { EventCount = 10 });
        api.Server.Faults.At(1, stall);
        var listing = Api.CollectAsync(api.Client().ListEvents(new DmEventQuery()));
        await Bounds.UntilAsync(() => api.ListRequests.Count == 1);

        // Timers fire while the clock is moved: the time-out's is still there.
        api.Clock.Advance(AlmostAll);
        Assert.True(api.Clock.Dues is [var timeOut] && timeOut == api.Clock.GetUtcNow() + ASecond, $"It does not wait another second for the rest of {what}.");
        api.Clock.Advance(ASecond);

        Assert.Equal(10, (await api.Clock.RunAsync(listing)).Count);
        Assert.Equal(2, api.ListRequests.Count);
    }

    [Fact]
    public async Task A_server_that_takes_connections_and_says_nothing_is_given_up_after_five_attempts()
    {
        using var server = SilentServer.Start();
        var clock = new ManualClock();
        var opening = Assert.ThrowsAsync<DmException>(() => DmConnection.OpenAsync(Options(server, clock), DmCallOptions.Default));
        await Bounds.UntilAsync(() => server.Accepted > 0);
        var timeOuts = 0;
        for (; !opening.IsCompleted; await Task.Delay(20))
        {
            // The waits between the attempts are short; what is further away is the time-out of one.
            if (clock.NextDue - clock.GetUtcNow() is not { } wait)
                continue;
            timeOuts += wait > LongestPause ? 1 : 0;
            clock.Advance(wait);
        }

        var error = await opening;
        Assert.Equal(DmErrorKind.Service, error.Kind);
        Assert.Contains("no complete answer within 100 seconds", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, timeOuts);
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_is_given_up_in_time()
    {
        using var socket = DmPipeline.CreateSocket();
        Assert.Equal(TimeSpan.FromSeconds(15), socket.ConnectTimeout);
        // Only there a full queue means silence.
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
            var socket = DmPipeline.CreateSocket();
            socket.ConnectTimeout = connectTimeout ?? socket.ConnectTimeout;
            return socket;
        },
    };
}
