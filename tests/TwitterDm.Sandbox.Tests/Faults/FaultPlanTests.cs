using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Faults;

/// <summary>When faults occur, and which requests are recorded.</summary>
public sealed class FaultPlanTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    private FaultPlan Faults => _sandbox.Server.Faults;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_fault_for_one_request()
    {
        Faults.At(2, Fault.Status(500));
        Assert.Equal([200, 500, 200], await StatusesAsync(3));
    }

    [Fact]
    public async Task A_fault_for_every_third_request()
    {
        Faults.Every(3, Fault.Status(500));
        Assert.Equal([200, 200, 500, 200, 200, 500, 200], await StatusesAsync(7));
    }

    [Fact]
    public async Task A_fault_for_a_number_of_matching_requests()
    {
        Faults.When(request => request.PathAndQuery.Contains("users", StringComparison.Ordinal), Fault.Status(500), times: 2);
        Assert.Equal([200], await StatusesAsync(1));
        Assert.Equal([500, 500, 200], await StatusesAsync(3, "/2/users/me"));
    }

    [Fact]
    public async Task The_first_of_several_matching_faults_is_used_first()
    {
        Faults.When(_ => true, Fault.Status(500));
        Faults.When(_ => true, Fault.Status(503));
        Assert.Equal([500, 503, 200], await StatusesAsync(3));
    }

    [Fact]
    public async Task Reset_removes_all_faults_and_restarts_the_numbering()
    {
        Faults.Every(1, Fault.Status(500));
        Assert.Equal([500, 500], await StatusesAsync(2));
        Faults.Reset();
        Faults.At(1, Fault.Status(503));
        Assert.Equal([503, 200], await StatusesAsync(2));
    }

    [Fact]
    public void Numbers_start_at_one()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Faults.At(0, Fault.Html));
        Assert.Throws<ArgumentOutOfRangeException>(() => Faults.Every(0, Fault.Html));
        Assert.Throws<ArgumentOutOfRangeException>(() => Faults.When(_ => true, Fault.Html, times: 0));
    }

    [Fact]
    public async Task Requests_are_recorded_unchanged()
    {
        await _sandbox.GetAsync("/2/dm_events?event_types=MessageCreate%2cParticipantsJoin&max_results=5");
        var request = Assert.Single(_sandbox.Server.Requests);
        Assert.Equal((1, "GET", _sandbox.Clock.GetUtcNow()), (request.Number, request.Method, request.Time));
        Assert.Equal("/2/dm_events?event_types=MessageCreate%2cParticipantsJoin&max_results=5", request.PathAndQuery);
        Assert.Equal(SandboxClient.AsUser, request.Headers["AUTHORIZATION"]);
    }

    [Fact]
    public async Task Bodies_are_recorded_up_to_a_limit()
    {
        await _sandbox.Client.SayAsync("12", "Grüße");
        await _sandbox.Client.SayAsync("12", new string('x', RecordedRequest.BodyLimit));
        Assert.Equal("""{"text":"Gr\u00FC\u00DFe"}""", System.Text.Encoding.UTF8.GetString(_sandbox.Server.Requests[0].Body.Span));
        Assert.Equal(RecordedRequest.BodyLimit, _sandbox.Server.Requests[1].Body.Length);
    }

    [Fact]
    public async Task Refused_requests_are_recorded()
    {
        Faults.At(1, Fault.RefuseBeforeReading);
        await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.GetAsync("/2/users/me"));
        Assert.Equal("/2/users/me", Assert.Single(_sandbox.Server.Requests).PathAndQuery);
    }

    [Fact]
    public void The_log_keeps_the_last_requests()
    {
        var log = new RequestLog();
        for (var number = 1; number <= 10_005; number++)
            log.Add(new RecordedRequest(number, default, "GET", "/", new Dictionary<string, string>()));
        Assert.Equal((10_000, 6, 10_005), (log.Snapshot().Count, log.Snapshot()[0].Number, log.Snapshot()[^1].Number));
    }

    private async Task<IReadOnlyList<int>> StatusesAsync(int requests, string target = "/2/dm_events?max_results=1")
    {
        var statuses = new List<int>();
        for (; requests > 0; requests--)
            statuses.Add((int)(await _sandbox.GetAsync(target)).Status);
        return statuses;
    }
}
