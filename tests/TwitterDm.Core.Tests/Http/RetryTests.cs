using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Http;

public sealed class RetryTests
{
    public static TheoryData<Fault> Passing =>
    [
        Fault.RefuseBeforeReading,
        Fault.ResetAfterHandling,
        Fault.CutBody,
        Fault.Status(408),
        Fault.Status(500),
        Fault.Status(502, "text/html", "<html>Bad gateway</html>"),
        Fault.Status(503),
        Fault.Status(504),
        Fault.Status(501),
        Fault.Status(520),
        Fault.Status(530),
        Fault.Status(599),
    ];

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task A_transient_fault_is_retried(Fault fault)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        api.Server.Faults.At(2, fault);

        var events = await api.ListAsync();

        Assert.Equal(250, events.Select(item => item.Id).Distinct().Count());
        Assert.Equal(4, api.ListRequests.Count);
        Assert.Contains(api.Notices.Verbose, text => text.Contains("attempt 2 of 5", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_persistent_fault_is_an_error_after_five_attempts(int status)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.Every(1, Fault.Status(status, "text/html", "<html></html>"));

        var (_, error) = await api.ListUntilErrorAsync();

        Assert.Equal(DmErrorKind.Service, error.Kind);
        Assert.Equal(status, (int)error.StatusCode!);
        Assert.Equal(5, api.ListRequests.Count);
    }

    [Fact]
    public async Task The_Retry_After_of_a_503_is_honored()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(503, headers: [KeyValuePair.Create("Retry-After", "20")]));
        var start = api.Clock.GetUtcNow();

        await api.ListAsync(new DmEventQuery { First = 1 });

        Assert.InRange(api.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(21));
    }

    [Fact]
    public async Task An_invalid_request_is_not_retried()
    {
        await using var api = await TestApi.StartAsync();

        var (_, error) = await api.ListUntilErrorAsync(new DmEventQuery { PageToken = "0000000000000000" });

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Equal("pagination_token", error.Problem?.Parameter);
        Assert.Single(api.ListRequests);
    }

    [Fact]
    public async Task A_missing_response_is_abandoned_after_the_timeout()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 10 });
        api.Server.Faults.At(1, Fault.SlowHeaders(TimeSpan.FromDays(1)));
        var listing = TestApi.CollectAsync(api.Client().ListEvents(new DmEventQuery()));
        await Bounds.UntilAsync(() => api.ListRequests.Count > 0);

        api.Clock.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(10, (await api.Clock.RunAsync(listing)).Count);
        Assert.Equal(2, api.ListRequests.Count);
    }

    [Fact]
    public async Task A_refused_connection_is_a_service_error()
    {
        await using var api = await TestApi.StartAsync();
        var gone = api.Server.BaseUri;
        using var stopped = await api.StopServerAsync();
        var options = new DmConnectionOptions { ApiBaseUri = gone, Credential = new BearerCredential("any"), Clock = api.Clock };

        var error = await Assert.ThrowsAsync<DmException>(() => api.Clock.RunAsync(DmConnection.OpenAsync(options, DmCallOptions.Default)));

        Assert.Equal(DmErrorKind.Service, error.Kind);
        Assert.Contains("GET /2/users/me", error.Message, StringComparison.Ordinal);
    }
}
