using System.Net;
using System.Net.Sockets;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>A message is sent once, or the error says that its delivery could not be confirmed.</summary>
public sealed class SendOnceTests
{
    private static readonly DmOutgoingMessage Hello = new() { To = new("12"), Text = "Hello & <welcome>, see https://example.com/a?b=c&d=e" };

    public static TheoryData<string> AfterTheEffect => ["reset", "cut-body", "cut-json", "status-after=503", "status-after=500", "status-after=502", "status-after=504"];

    [Theory]
    [MemberData(nameof(AfterTheEffect))]
    public async Task A_message_is_found_in_the_conversation_after_a_lost_response(string fault)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Parse(fault));

        var sent = await api.SendAsync(Hello);

        Assert.Equal(Assert.Single(api.Server.Api.SentMessages).EventId, sent.EventId);
        Assert.Equal("12-1385551234567890123", sent.ConversationId);
        Assert.Equal(Hello.Text, sent.Text);
        Assert.Equal(["POST /2/dm_conversations/with/12/messages", "GET /2/dm_conversations/with/12/dm_events"], api.Calls);
        Assert.Equal(1, api.Connection.Usage.MessagesSent);
    }

    public static TheoryData<string> BeforeTheEffect => ["refuse", "status=503", "status=500", "html", "status=408"];

    [Theory]
    [MemberData(nameof(BeforeTheEffect))]
    public async Task A_message_that_cannot_be_confirmed_is_an_error_that_contains_it(string fault)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Parse(fault));
        var start = api.Clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(Hello));

        Assert.Equal(DmErrorKind.SendUncertain, error.Kind);
        var message = error.UncertainMessage!;
        Assert.Equal(("12-1385551234567890123", Hello.Text, "12", start), (message.ConversationId, message.Text, message.Recipient!.Id, message.SentAtUtc));
        Assert.Null(message.EventId);
        Assert.StartsWith("Delivery of the message to 12 could not be confirmed: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(api.Server.Api.SentMessages);
        Assert.Single(api.Calls, call => call.StartsWith("POST", StringComparison.Ordinal));
        Assert.Equal(4, api.Calls.Count(call => call.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("999999999999999999999999")]
    public async Task An_accepted_message_whose_response_has_an_odd_id_is_not_an_unforeseen_error(string id)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(201, "application/json", $$"""{"data":{"dm_conversation_id":"12-1385551234567890123","dm_event_id":"{{id}}"} }"""));

        var result = (await api.SendAllAsync(null, new DmOutgoingMessage { To = new("12"), Text = "Hello" }))[0];

        Assert.True(result.Sent is not null || result.Error is { Kind: DmErrorKind.SendUncertain }, result.Error?.Message);
    }

    [Fact]
    public async Task A_message_that_appears_late_is_found_by_the_second_look_up()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { ListDelay = TimeSpan.FromSeconds(2) });
        api.Server.Faults.At(1, Fault.ResetAfterHandling);

        var sent = await api.SendAsync(Hello);

        Assert.Equal(Assert.Single(api.Server.Api.SentMessages).EventId, sent.EventId);
        Assert.Equal(2, api.Calls.Count(call => call.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task If_the_conversation_cannot_be_read_the_error_says_why()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.ResetAfterHandling);
        api.Server.Faults.When(request => request.Method == "GET", Fault.Status(500), times: int.MaxValue);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(Hello));

        Assert.Equal(DmErrorKind.SendUncertain, error.Kind);
        Assert.Contains("could not be read", error.Message, StringComparison.Ordinal);
        Assert.Single(api.Server.Api.SentMessages);
    }

    [Fact]
    public async Task A_message_without_a_response_is_looked_up_after_the_timeout()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Parse("slow-after=80000"));
        var sending = api.Client().SendMessageAsync(Hello);
        await Bounds.UntilAsync(() => api.Server.Api.SentMessages.Count > 0);

        api.Clock.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(Assert.Single(api.Server.Api.SentMessages).EventId, (await api.Clock.RunAsync(sending)).EventId);
    }

    [Fact]
    public async Task An_earlier_identical_message_is_not_mistaken_for_it()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAsync(Hello);
        api.Server.Faults.When(request => request.Method == "POST", Fault.RefuseBeforeReading);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(Hello));

        Assert.Equal(DmErrorKind.SendUncertain, error.Kind);
        Assert.Single(api.Server.Api.SentMessages);
    }

    [Fact]
    public async Task An_older_identical_message_of_another_connection_is_not_mistaken_for_it()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAsync(Hello);
        api.Clock.Advance(TimeSpan.FromSeconds(30));
        using var other = await api.OpenAsync(new BearerCredential(SandboxCredentials.UserToken));
        api.Server.Faults.When(request => request.Method == "POST", Fault.RefuseBeforeReading);

        var error = await Assert.ThrowsAsync<DmException>(() => api.Clock.RunAsync(new DmClient(other).SendMessageAsync(Hello)));

        Assert.Equal(DmErrorKind.SendUncertain, error.Kind);
    }

    [Fact]
    public async Task Two_identical_messages_have_an_event_each()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling, times: 2);

        var results = await api.SendAllAsync(null, Hello, Hello);

        Assert.Equal(api.Server.Api.SentMessages.Select(message => message.EventId), results.Select(result => result.Sent!.EventId!).Order(StringComparer.Ordinal));
        Assert.Equal(2, results.Select(result => result.Sent!.EventId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_look_up_reads_beyond_the_newest_page()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.ResetAfterHandling);
        var sending = api.Client().SendMessageAsync(Hello);
        await Bounds.UntilAsync(() => api.Server.Api.SentMessages.Count > 0);
        using var other = await DmConnection.OpenAsync(api.Options(new BearerCredential(SandboxCredentials.UserToken)));
        await TestApi.CollectAsync(
            new DmClient(other).SendMessages([
                .. Enumerable.Range(1, 25).Select(number => new DmOutgoingMessage { To = new("12"), Text = $"Noise {number}" }),
            ]));

        var sent = await api.Clock.RunAsync(sending);

        Assert.Equal(api.Server.Api.SentMessages.Single(message => message.Text == Hello.Text).EventId, sent.EventId);
    }

    public static TheoryData<Fault> TooMany
        => [
            Fault.TooManyRequests(),
            Fault.TooManyRequestsWithRemaining(5),
            Fault.TooManyRequestsWithoutHeaders,
            Fault.TooManyRequestsRetryAfter(TimeSpan.FromSeconds(40)),
        ];

    [Theory]
    [MemberData(nameof(TooMany), DisableDiscoveryEnumeration = true)]
    public async Task A_message_is_sent_again_after_a_429(Fault fault)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, fault);
        var start = api.Clock.GetUtcNow();

        var sent = await api.SendAsync(Hello);

        Assert.Equal(Assert.Single(api.Server.Api.SentMessages).EventId, sent.EventId);
        Assert.Equal(2, api.Calls.Count);
        Assert.True(api.Clock.GetUtcNow() - start >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_rate_limit_is_awaited_and_not_exceeded()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { SendsPerWindow = 3 });
        var start = api.Clock.GetUtcNow();

        var results = await api.SendAllAsync(null, [.. Enumerable.Range(1, 7).Select(number => Hello with { Text = $"Number {number}" })]);

        Assert.Equal(7, results.Count(result => result.Sent is not null));
        Assert.Equal(7, api.Calls.Count);
        Assert.InRange(api.Clock.GetUtcNow() - start, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30.2));
    }

    [Fact]
    public async Task A_message_whose_connection_failed_is_sent_again()
    {
        await using var api = await TestApi.StartAsync();
        var port = FreePort();
        var options = new DmConnectionOptions
        {
            ApiBaseUri = new Uri($"http://127.0.0.1:{port}/"),
            Credential = new BearerCredential(SandboxCredentials.UserToken),
            Clock = api.Clock,
        };
        var first = await SandboxServer.StartAsync(new SandboxOptions { Clock = api.Clock }, port);
        using var connection = await DmConnection.OpenAsync(options);
        await first.DisposeAsync();

        var sending = new DmClient(connection, new DmCallOptions { Notices = api.Notices }).SendMessageAsync(Hello);
        await Bounds.UntilAsync(() => api.Notices.Verbose.Any(text => text.Contains("attempt 2", StringComparison.Ordinal)));
        await using var second = await SandboxServer.StartAsync(new SandboxOptions { Clock = api.Clock }, port);
        var sent = await api.Clock.RunAsync(sending);

        Assert.Equal(Assert.Single(second.Api.SentMessages).EventId, sent.EventId);
    }

    [Fact]
    public async Task A_message_that_never_left_is_not_uncertain()
    {
        await using var api = await TestApi.StartAsync();
        using var stopped = await api.StopServerAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(Hello));

        Assert.Equal(DmErrorKind.Service, error.Kind);
    }

    [Fact]
    public async Task A_failed_handshake_is_retried()
    {
        await using var api = await TestApi.StartAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var accepted = 0;
        _ = AcceptAsync();
        var options = new DmConnectionOptions
        {
            ApiBaseUri = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"),
            Credential = new BearerCredential(SandboxCredentials.UserToken),
            Clock = api.Clock,
        };

        var error = await Assert.ThrowsAsync<DmException>(() => api.Clock.RunAsync(DmConnection.OpenAsync(options)));

        Assert.Equal(DmErrorKind.Service, error.Kind);
        Assert.Equal(5, accepted);

        async Task AcceptAsync()
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                accepted++;
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
