using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using TwitterDm.Sandbox.Host;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Faults;

/// <summary>Connections that break, answers that are slow or no JSON.</summary>
public sealed class ConnectionFaultTests : IAsyncLifetime
{
    private const string List = "/2/dm_events";

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

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
    public async Task A_request_that_is_reset_after_handling_has_one()
    {
        _sandbox.Server.Faults.At(1, Fault.ResetAfterHandling);
        await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.GetAsync(List));
        Assert.Equal(1, _sandbox.Server.Api.RequestCount);
        Assert.Equal(298, (await _sandbox.GetAsync(List)).Number("x-rate-limit-remaining"));
    }

    [Fact]
    public async Task A_reset_while_the_request_is_read_leaves_the_rest_of_it_unread()
    {
        _sandbox.Server.Faults.At(1, Fault.ResetWhileReading);
        await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.Client.SayAsync("12", new string('x', 10_000)));
        Assert.InRange(Assert.Single(_sandbox.Server.Requests).Body.Length, 1, 9_999);
        Assert.Equal((0, 0), ((int)_sandbox.Server.Api.RequestCount, _sandbox.Server.Api.SentMessages.Count));
        Assert.Equal(HttpStatusCode.Created, (await _sandbox.Client.SayAsync("12", "Once more")).Status);
    }

    [Fact]
    public async Task A_reset_while_a_request_without_a_body_is_read_is_a_refusal()
    {
        _sandbox.Server.Faults.At(1, Fault.ResetWhileReading);
        await Assert.ThrowsAsync<HttpRequestException>(() => _sandbox.GetAsync(List));
        Assert.Equal(0, _sandbox.Server.Api.RequestCount);
    }

    [Fact]
    public async Task A_cut_body_has_its_headers_and_half_of_its_bytes()
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
    public async Task Cut_JSON_is_a_complete_answer()
    {
        var whole = await _sandbox.GetAsync(List);
        _sandbox.Server.Faults.At(2, Fault.CutJson);
        var cut = await _sandbox.GetAsync(List);
        Assert.Equal(HttpStatusCode.OK, cut.Status);
        Assert.Equal(whole.Bytes.Take(whole.Bytes.Length / 2), cut.Bytes);
        Assert.ThrowsAny<JsonException>(() => cut.Body);
    }

    [Fact]
    public async Task Html_comes_with_a_200()
    {
        _sandbox.Server.Faults.At(1, Fault.Html);
        var reply = await _sandbox.GetAsync(List);
        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (reply.Status, reply.Headers["Content-Type"]));
        Assert.StartsWith("<!DOCTYPE html>", Encoding.UTF8.GetString(reply.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_status_can_be_given_with_any_body()
    {
        _sandbox.Server.Faults.At(1, Fault.Status(503));
        _sandbox.Server.Faults.At(2, Fault.Status(502, "text/html", "<h1>Bad Gateway</h1>", [new("Retry-After", "3")]));
        var (plain, proxy) = (await _sandbox.GetAsync(List), await _sandbox.GetAsync(List));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 503), (plain.Status, plain.Body.GetProperty("status").GetInt32()));
        Assert.Equal((HttpStatusCode.BadGateway, "3", "<h1>Bad Gateway</h1>"), (proxy.Status, proxy.Headers["Retry-After"], Encoding.UTF8.GetString(proxy.Bytes)));
        Assert.Equal(0, _sandbox.Server.Api.RequestCount);
    }

    [Fact]
    public async Task A_redirect_names_its_place()
    {
        _sandbox.Server.Faults.At(1, Fault.Redirect(new Uri("https://evil.example/2/dm_events")));
        var reply = await _sandbox.GetAsync(List);
        Assert.Equal((HttpStatusCode.Found, "https://evil.example/2/dm_events"), (reply.Status, reply.Headers["Location"]));
    }

    [Fact]
    public async Task Slow_answers_are_slow_and_whole()
    {
        var whole = await _sandbox.GetAsync(List);
        _sandbox.Server.Faults.At(2, Fault.SlowHeaders(TimeSpan.FromMilliseconds(200)));
        _sandbox.Server.Faults.At(3, Fault.SlowBody(TimeSpan.FromMilliseconds(200)));
        for (var number = 2; number <= 3; number++)
        {
            var watch = Stopwatch.StartNew();
            Assert.Equal(whole.Bytes, (await _sandbox.GetAsync(List)).Bytes);
            Assert.InRange(watch.ElapsedMilliseconds, 190, 10_000);
        }
    }

    [Fact]
    public async Task An_answer_that_drips_has_its_headers_at_once_and_comes_whole()
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
    public async Task Whoever_listens_hears_of_each_answer_that_leaves()
    {
        var heard = new List<(int Number, int Status)>();
        _sandbox.Server.Answered = (request, answer) => heard.Add((request.Number, answer.StatusCode));
        _sandbox.Server.Faults.At(2, Fault.Status(503));
        _sandbox.Server.Faults.At(3, Fault.RefuseBeforeReading);
        _sandbox.Server.Faults.At(4, Fault.CutBody);
        for (var number = 1; number <= 4; number++)
            await Record.ExceptionAsync(() => _sandbox.GetAsync(List));
        Assert.Equal([(1, 200), (2, 503), (4, 200)], heard);
    }

    [Fact]
    public async Task A_status_after_handling_hides_that_a_message_was_sent()
    {
        _sandbox.Server.Faults.At(1, Fault.StatusAfterHandling(503));
        var reply = await _sandbox.Client.SayAsync("12", "Is anybody there?");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 503), (reply.Status, reply.Body.GetProperty("status").GetInt32()));
        Assert.Equal("Is anybody there?", Assert.Single(_sandbox.Server.Api.SentMessages).Text);
    }

    [Fact]
    public async Task A_slow_answer_after_handling_comes_late_and_the_message_is_there_at_once()
    {
        _sandbox.Server.Faults.At(1, Fault.SlowHeadersAfterHandling(TimeSpan.FromSeconds(1)));
        var watch = Stopwatch.StartNew();
        var sending = _sandbox.Client.SayAsync("12", "Hello");
        await Bounds.UntilAsync(() => _sandbox.Server.Api.SentMessages.Count > 0);
        Assert.False(sending.IsCompleted);
        Assert.Equal(_sandbox.Server.Api.SentMessages[0].EventId, (await sending).SentId);
        Assert.InRange(watch.ElapsedMilliseconds, 990, 30_000);
    }

    [Fact]
    public async Task A_slow_answer_does_not_hold_the_servers_end_up()
    {
        var other = await RunningSandbox.StartAsync();
        other.Server.Faults.At(1, Fault.SlowHeaders(TimeSpan.FromHours(1)));
        var waiting = other.GetAsync(List);
        await Bounds.UntilAsync(() => other.Server.Requests.Count > 0);
        await other.Server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => waiting);
    }
}
