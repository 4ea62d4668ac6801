using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Faults;

/// <summary>Broken connections, slow responses, and responses that are not JSON.</summary>
public abstract class ConnectionFaultTests(ServerKind kind) : IAsyncLifetime
{
    private const string List = "/2/dm_events";

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync(kind: kind);

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_refused_request_has_no_effect()
    {
        _sandbox.Server.Faults.At(1, Fault.RefuseBeforeReading);
        await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.GetAsync(List));
        Assert.Equal(0, _sandbox.Server.Api.RequestCount);
        Assert.Equal(299, (await _sandbox.GetAsync(List)).Number("x-rate-limit-remaining"));
    }

    [Fact]
    public async Task A_request_that_is_reset_after_handling_has_an_effect()
    {
        _sandbox.Server.Faults.At(1, Fault.ResetAfterHandling);
        await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.GetAsync(List));
        Assert.Equal(1, _sandbox.Server.Api.RequestCount);
        Assert.Equal(298, (await _sandbox.GetAsync(List)).Number("x-rate-limit-remaining"));
    }

    [Fact]
    public async Task A_reset_during_reading_leaves_the_rest_of_the_body_unread()
    {
        _sandbox.Server.Faults.At(1, Fault.ResetWhileReading);
        await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.Client.SayAsync("12", new string('x', 10_000)));
        Assert.InRange(Assert.Single(_sandbox.Server.Requests).Body.Length, 1, 9_999);
        Assert.Equal((0, 0), ((int)_sandbox.Server.Api.RequestCount, _sandbox.Server.Api.SentMessages.Count));
        Assert.Equal(HttpStatusCode.Created, (await _sandbox.Client.SayAsync("12", "Once more")).Status);
    }

    [Fact]
    public async Task A_reset_during_reading_refuses_a_request_without_a_body()
    {
        _sandbox.Server.Faults.At(1, Fault.ResetWhileReading);
        await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.GetAsync(List));
        Assert.Equal(0, _sandbox.Server.Api.RequestCount);
    }

    [Fact]
    public async Task A_cut_body_has_all_headers_and_half_of_the_bytes()
    {
        var whole = await _sandbox.GetAsync(List);
        _sandbox.Server.Faults.At(2, Fault.CutBody);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(List, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", SandboxClient.AsUser);
        using var response = await _sandbox.Client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(whole.Bytes.Length, response.Content.Headers.ContentLength);
        var (read, buffer) = (0, new byte[whole.Bytes.Length]);
        await using var body = await response.Content.ReadAsStreamAsync();
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            for (var more = -1; more != 0; read += more)
                more = await body.ReadAsync(buffer.AsMemory(read));
        });
        Assert.InRange(read, 1, whole.Bytes.Length / 2);
        Assert.Equal(whole.Bytes.Take(read), buffer.Take(read));
    }

    [Fact]
    public async Task Cut_JSON_is_a_complete_response()
    {
        var whole = await _sandbox.GetAsync(List);
        _sandbox.Server.Faults.At(2, Fault.CutJson);
        var cut = await _sandbox.GetAsync(List);
        Assert.Equal(HttpStatusCode.OK, cut.Status);
        Assert.Equal(whole.Bytes.Take(whole.Bytes.Length / 2), cut.Bytes);
        Assert.ThrowsAny<JsonException>(() => cut.Body);
    }

    [Fact]
    public async Task HTML_has_the_status_200()
    {
        _sandbox.Server.Faults.At(1, Fault.Html);
        var reply = await _sandbox.GetAsync(List);
        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (reply.Status, reply.Headers["Content-Type"]));
        Assert.StartsWith("<!DOCTYPE html>", Encoding.UTF8.GetString(reply.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_can_have_any_status_and_body()
    {
        _sandbox.Server.Faults.At(1, Fault.Status(503));
        _sandbox.Server.Faults.At(2, Fault.Status(502, "text/html", "<h1>Bad Gateway</h1>", [new("Retry-After", "3")]));
        var (plain, proxy) = (await _sandbox.GetAsync(List), await _sandbox.GetAsync(List));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 503), (plain.Status, plain.Body.GetProperty("status").GetInt32()));
        Assert.Equal((HttpStatusCode.BadGateway, "3", "<h1>Bad Gateway</h1>"), (proxy.Status, proxy.Headers["Retry-After"], Encoding.UTF8.GetString(proxy.Bytes)));
        Assert.Equal(0, _sandbox.Server.Api.RequestCount);
    }

    [Fact]
    public async Task A_redirect_has_a_location()
    {
        _sandbox.Server.Faults.At(1, Fault.Redirect(new Uri("https://evil.example/2/dm_events")));
        var reply = await _sandbox.GetAsync(List);
        Assert.Equal((HttpStatusCode.Found, "https://evil.example/2/dm_events"), (reply.Status, reply.Headers["Location"]));
    }

    [Fact]
    public async Task Slow_responses_are_delayed_and_complete()
    {
        var whole = await _sandbox.GetAsync(List);
        _sandbox.Server.Faults.At(2, Fault.SlowHeaders(TimeSpan.FromMilliseconds(200)));
        _sandbox.Server.Faults.At(3, Fault.SlowBody(TimeSpan.FromMilliseconds(200)));
        for (var number = 2; number <= 3; number++)
        {
            var watch = Stopwatch.StartNew();
            Assert.Equal(whole.Bytes, (await _sandbox.GetAsync(List)).Bytes);
            Assert.True(watch.ElapsedMilliseconds >= 190);
        }
    }

    [Fact]
    public async Task A_dripping_response_has_its_headers_at_once_and_is_complete()
    {
        const string one = "/2/dm_events?max_results=1";
        var whole = await _sandbox.GetAsync(one);
        _sandbox.Server.Faults.At(2, Fault.Drip(TimeSpan.FromMilliseconds(1)));
        Assert.Equal(whole.Bytes, (await _sandbox.GetAsync(one)).Bytes);

        _sandbox.Server.Faults.At(3, Fault.Drip(TimeSpan.FromDays(1)));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(one, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", SandboxClient.AsUser);
        using var response = await _sandbox.Client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal((HttpStatusCode.OK, (long)whole.Bytes.Length), (response.StatusCode, response.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task ResponseStarted_is_called_for_each_response()
    {
        var heard = new List<(int Number, int Status)>();
        _sandbox.Server.ResponseStarted = (request, response) => heard.Add((request.Number, response.StatusCode));
        _sandbox.Server.Faults.At(2, Fault.Status(503));
        _sandbox.Server.Faults.At(3, Fault.RefuseBeforeReading);
        _sandbox.Server.Faults.At(4, Fault.CutBody);
        for (var number = 1; number <= 4; number++)
            await Record.ExceptionAsync(() => _sandbox.GetAsync(List));
        Assert.Equal([(1, 200), (2, 503), (4, 200)], heard);
    }

    [Fact]
    public async Task A_status_after_handling_replaces_the_response_to_a_sent_message()
    {
        _sandbox.Server.Faults.At(1, Fault.StatusAfterHandling(503));
        var reply = await _sandbox.Client.SayAsync("12", "Is anybody there?");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 503), (reply.Status, reply.Body.GetProperty("status").GetInt32()));
        Assert.Equal("Is anybody there?", Assert.Single(_sandbox.Server.Api.SentMessages).Text);
    }

    [Fact]
    public async Task A_slow_response_after_handling_does_not_delay_the_message()
    {
        _sandbox.Server.Faults.At(1, Fault.SlowHeadersAfterHandling(TimeSpan.FromSeconds(1)));
        var watch = Stopwatch.StartNew();
        var sending = _sandbox.Client.SayAsync("12", "Hello");
        await Bounds.UntilAsync(() => _sandbox.Server.Api.SentMessages.Count > 0);
        Assert.False(sending.IsCompleted);
        Assert.Equal(_sandbox.Server.Api.SentMessages[0].EventId, (await sending).SentId);
        Assert.True(watch.ElapsedMilliseconds >= 990);
    }

    [Fact]
    public async Task A_slow_response_does_not_delay_stopping_the_server()
    {
        var other = await RunningSandbox.StartAsync(kind: kind);
        other.Server.Faults.At(1, Fault.SlowHeaders(TimeSpan.FromHours(1)));
        var waiting = other.GetAsync(List);
        await Bounds.UntilAsync(() => other.Server.Requests.Count > 0);
        await other.Server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => waiting);
    }
}

/// <summary>The same of the host program.</summary>
public sealed class KestrelConnectionFaultTests() : ConnectionFaultTests(ServerKind.Kestrel);

/// <summary>The same of the module's listener.</summary>
public sealed class ListenerConnectionFaultTests() : ConnectionFaultTests(ServerKind.Listener);
