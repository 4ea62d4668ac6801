using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Http;

/// <summary>The in-process handler gives the same responses as the port, on many threads at once.</summary>
public sealed class InProcessTests
{
    [Fact]
    public async Task The_handler_and_the_port_give_the_same_responses()
    {
        await using var running = await RunningSandbox.StartAsync();
        // With the same address, which the URLs of attachments begin with.
        using var inProcess = new SandboxClient(new HttpClient(new SandboxMessageHandler(new SandboxApi(new SandboxOptions { Clock = new ManualClock() })))
        {
            BaseAddress = running.Server.BaseUri,
        });
        foreach (var target in new[] { "/2/dm_events?" + SandboxClient.Everything, "/2/users/me", "/2/dm_events?max_results=0", "/nowhere" })
        {
            var (wire, memory) = (await running.GetAsync(target), await inProcess.GetAsync(target));
            Assert.Equal(wire.Bytes, memory.Bytes);
            Assert.Equal(wire.Status, memory.Status);
            Assert.All(memory.Headers, header => Assert.Equal(header.Value, wire.Headers[header.Key]));
        }
    }

    [Fact]
    public async Task Any_base_address_works()
    {
        using var client = new SandboxClient(new HttpClient(new SandboxMessageHandler(new SandboxApi(new SandboxOptions())))
        {
            BaseAddress = new Uri("http://localhost:1/"),
        });
        Assert.Equal("sandbox_admin", (await client.GetAsync("/2/users/me")).Body.GetProperty("data").Text("username"));
    }

    [Fact]
    public async Task Concurrent_requests_get_their_responses_and_are_counted()
    {
        var api = new SandboxApi(new SandboxOptions { RequestsPerWindow = 1000, PartialErrorEvery = 4 });
        using var client = SandboxClient.InProcess(api);
        var replies = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => Task.Run(() => client.GetAsync("/2/dm_events?" + SandboxClient.Everything))));
        Assert.Equal(400, api.RequestCount);
        Assert.Equal(Enumerable.Range(600, 400), replies.Select(reply => (int)reply.Number("x-rate-limit-remaining")).Order());
        Assert.Equal(100, replies.Count(reply => reply.Body.Has("errors")));
        Assert.Equal(400, replies.Select(reply => reply.Headers["x-transaction-id"]).Distinct().Count());
        Assert.Single(replies.Select(reply => string.Concat(reply.EventIds)).Distinct());
    }

    [Fact]
    public async Task A_cancelled_request_throws()
    {
        using var client = SandboxClient.InProcess(new SandboxOptions());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.Http.GetAsync(new Uri("/2/users/me", UriKind.Relative), new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(-1, null, null, 0)]
    [InlineData(1_000_001, null, null, 0)]
    [InlineData(1, 0, null, 0)]
    [InlineData(1, null, 0, 0)]
    [InlineData(1, null, null, -1)]
    public void Options_out_of_range_are_refused(int events, int? window, int? day, int partial)
    {
        var options = new SandboxOptions { EventCount = events, RequestsPerWindow = window, RequestsPerDay = day, PartialErrorEvery = partial };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new SandboxApi(options));
        Assert.Contains("must be", error.Message, StringComparison.Ordinal);
    }
}
