using System.Net;
using Microsoft.AspNetCore.Http;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Http;

/// <summary>What errors say: what the response was, what caused a failure, and nothing that is not true.</summary>
public sealed class ErrorWordsTests
{
    [Theory]
    [InlineData(301, "", "is a redirect")]
    [InlineData(307, """{"title":"Moved","detail":"Use the other address."}""", "is a redirect.*Moved: Use the other address")]
    [InlineData(404, "<?xml version=\"1.0\"?><Error/>", "is XML")]
    [InlineData(404, "<html></html>", "is HTML")]
    [InlineData(404, "Not here", "is plain text")]
    [InlineData(200, "<?xml version=\"1.0\"?><Error/>", "is not JSON: it is XML")]
    public async Task The_response_is_named_for_what_it_is(int status, string body, string words)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.Every(1, Fault.Status(status, "application/json", body));

        Assert.Matches(words, (await api.ListUntilErrorAsync()).Error.Message);
    }

    [Fact]
    public async Task A_304_is_not_called_a_redirect()
    {
        await using var server = await OtherServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        });

        var error = await OpenAsync(new DmConnectionOptions { ApiBaseUri = server.BaseUri, Credential = new BearerCredential("a-token") });

        Assert.Equal(DmErrorKind.Protocol, error.Kind);
        Assert.DoesNotContain("redirect", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_titles_and_details_are_cut()
    {
        await using var api = await TestApi.StartAsync();
        var (title, detail) = (new string('t', 5000), new string('d', 5000));
        api.Server.Faults.Every(1, Fault.Status(400, body: $$"""{"title":"{{title}}","detail":"{{detail}}"}"""));

        var error = (await api.ListUntilErrorAsync()).Error;

        Assert.InRange(error.Message.Length, 400, 800);
        Assert.Contains("ttt…: ddd", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"title":"Bad Request"}""")]
    [InlineData("""{"title":"Bad Request","detail":"Bad Request","status":400}""")]
    public async Task Without_a_detail_the_advice_does_not_refer_to_the_message(string body)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.Every(1, Fault.Status(400, body: body));

        var error = (await api.ListUntilErrorAsync()).Error;

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.DoesNotContain("the message names", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_user_reads_the_same_in_a_listing_in_a_block_and_in_a_send()
    {
        await using var api = await TestApi.StartAsync();

        var listing = (await api.ListUntilErrorAsync(new DmEventQuery { ParticipantId = "42" })).Error;
        var block = await Assert.ThrowsAsync<DmException>(() => api.Client().BlockAsync(new("4242")));
        var name = await Assert.ThrowsAsync<DmException>(() => api.Client().BlockAsync(new("@no_such_name")));
        var send = (await api.SendAllAsync(null, new DmOutgoingMessage { To = new("@no_such_name"), Text = "Hello" }))[0].Error!;

        Assert.StartsWith("There is no user 42.", listing.Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no user 4242.", block.Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no user @no_such_name.", name.Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no user @no_such_name.", send.Message, StringComparison.Ordinal);
        Assert.All([listing, block, name, send], error => Assert.Equal(DmErrorKind.NotFound, error.Kind));
    }

    [Fact]
    public async Task A_failed_TLS_handshake_is_reported_with_its_cause()
    {
        await using var server = await OtherServer.StartAsync();

        var error = await OpenAsync(new DmConnectionOptions
        {
            ApiBaseUri = new UriBuilder(server.BaseUri) { Scheme = "https" }.Uri,
            Credential = new BearerCredential("a-token"),
        });

        Assert.Equal(DmErrorKind.Service, error.Kind);
        Assert.StartsWith("The API could not be reached: The SSL connection could not be established: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(407)]
    [InlineData(403)]
    public async Task A_proxy_that_refuses_the_tunnel_is_named_and_asked_once(int status)
    {
        await using var proxy = await OtherServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var error = await OpenAsync(new DmConnectionOptions
        {
            Credential = new BearerCredential("a-token"),
            Transport = () => new SocketsHttpHandler { Proxy = new WebProxy(new UriBuilder(proxy.BaseUri) { UserName = "user", Password = "canary" }.Uri) },
        });

        Assert.Equal((DmErrorKind.Service, DmErrorReason.ProxyRefused), (error.Kind, error.Reason));
        Assert.Contains($"{status}", error.Message, StringComparison.Ordinal);
        Assert.Contains("proxy", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.Message, StringComparison.Ordinal);
        Assert.InRange(proxy.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task An_error_that_nothing_foresees_has_a_kind_and_the_position()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        using var connection = await api.Clock.RunAsync(DmConnection.OpenAsync(
            api.Options(new BearerCredential(SandboxCredentials.UserToken), transport: () => new BreakingTransport(failAt: 3))));
        var client = new DmClient(connection);
        var events = new List<DmEvent>();

        var error = await Assert.ThrowsAsync<DmException>(
            () => api.Clock.RunAsync(TestApi.CollectAsync(client.ListEvents(new DmEventQuery()), events)));

        Assert.Equal(DmErrorKind.Protocol, error.Kind);
        Assert.Contains("Nobody foresaw this", error.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(error.InnerException);
        Assert.NotNull(Assert.IsType<DmResumePoint>(error.Target).PageToken);
        Assert.Equal(100, events.Count);
    }

    [Fact]
    public async Task An_error_that_nothing_foresees_during_a_send_leaves_the_message_uncertain()
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await api.Clock.RunAsync(DmConnection.OpenAsync(
            api.Options(new BearerCredential(SandboxCredentials.UserToken), transport: () => new BreakingTransport(failAt: 2))));

        var error = await Assert.ThrowsAsync<DmException>(
            () => api.Clock.RunAsync(new DmClient(connection).SendMessageAsync(new DmOutgoingMessage { To = new("12"), Text = "Hello" })));

        Assert.Equal(DmErrorKind.SendUncertain, error.Kind);
    }

    [Fact]
    public async Task Rate_limits_of_a_closed_connection_are_an_error()
    {
        await using var api = await TestApi.StartAsync();
        api.Connection.Dispose();

        Assert.Equal(DmErrorKind.NotConnected, Assert.Throws<DmException>(() => api.Connection.ReadRateLimits()).Kind);
        Assert.Equal(DmErrorKind.NotConnected, Assert.Throws<DmException>(() => api.Connection.ForecastEvents(10)).Kind);
    }

    private static async Task<DmException> OpenAsync(DmConnectionOptions options)
    {
        var clock = new ManualClock();
        var timed = new DmConnectionOptions { ApiBaseUri = options.ApiBaseUri, Credential = options.Credential, Transport = options.Transport, Clock = clock };
        return await Assert.ThrowsAsync<DmException>(() => clock.RunAsync(DmConnection.OpenAsync(timed)));
    }

    private sealed class BreakingTransport(int failAt) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Interlocked.Increment(ref _requests) == failAt ? throw new FormatException("Nobody foresaw this.") : base.SendAsync(request, cancellationToken);
    }
}
