using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using TwitterDm.Auth;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Support;

/// <summary>A connection to a server that answers one verb with any status and a body of one format.</summary>
internal sealed class AnyResponder : IAsyncDisposable
{
    private const string Ok = """{"data":{"id":"1","name":"a","username":"a"}}""";
    private const string Problem = """{"title":"Some Problem","detail":"Some detail.","type":"about:blank"}""";

    private static readonly Dictionary<string, byte[]> Bodies = new(StringComparer.Ordinal)
    {
        ["empty"] = [],
        ["HTML"] = Encoding.UTF8.GetBytes("<!DOCTYPE html><html><body>Not the API</body></html>"),
        ["XML"] = Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"),
        ["problem"] = Encoding.UTF8.GetBytes(Problem),
        ["old errors"] = Encoding.UTF8.GetBytes("""{"errors":[{"code":131,"message":"Something is wrong."}]}"""),
        ["damaged gzip"] = Encoding.UTF8.GetBytes(Problem),
        ["cut gzip"] = Gzip(Problem)[..20],
    };

    /// <summary>The formats of a body.</summary>
    public static TheoryData<string> Formats => [.. Bodies.Keys];

    private ManualClock _clock = new();
    private OtherServer _server = null!;
    private DmConnection? _connection;

    public int Status { get; set; }

    public static async Task<AnyResponder> StartAsync(string format, HttpMethod verb)
    {
        var responder = new AnyResponder();
        responder._server = await OtherServer.StartAsync(context => responder.RespondAsync(context, format, verb));
        await responder.ConnectAsync();
        return responder;
    }

    public async Task<DmException> FailAsync(Func<DmClient, Task> work)
    {
        var client = new DmClient(_connection!, new TwitterDm.Notices.DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        var error = await Assert.ThrowsAsync<DmException>(() => _clock.RunAsync(work(client)));
        // A 429 closes the endpoint for a time.
        if (Status == StatusCodes.Status429TooManyRequests)
            await ConnectAsync();
        return error;
    }

    public async ValueTask DisposeAsync()
    {
        _connection?.Dispose();
        await _server.DisposeAsync();
    }

    private async Task ConnectAsync()
    {
        _connection?.Dispose();
        // The connections of an account share its rate limits, by clock.
        _clock = new ManualClock();
        _connection = await _clock.RunAsync(DmConnection.OpenAsync(
            new() { ApiBaseUri = _server.BaseUri, Credential = new BearerCredential("a-token"), Clock = _clock }));
    }

    private async Task RespondAsync(HttpContext context, string format, HttpMethod verb)
    {
        var path = context.Request.Path.Value!;
        if (path.EndsWith("/me", StringComparison.Ordinal) || context.Request.Method != verb.Method)
        {
            await context.Response.WriteAsync(path.EndsWith("/dm_events", StringComparison.Ordinal) ? """{"meta":{"result_count":0}}""" : Ok);
            return;
        }

        context.Response.StatusCode = Status;
        // A 304 has no body (RFC 9110, section 15.4.5).
        if (Status == StatusCodes.Status304NotModified)
            return;
        if (format.Contains("gzip", StringComparison.Ordinal))
            context.Response.Headers.ContentEncoding = "gzip";
        await context.Response.Body.WriteAsync(Bodies[format]);
    }

    private static byte[] Gzip(string text)
    {
        using var target = new MemoryStream();
        using (var stream = new GZipStream(target, CompressionLevel.Fastest))
            stream.Write(Encoding.UTF8.GetBytes(text));
        return target.ToArray();
    }

    /// <summary>Whether an error is of a kind that fits the status.</summary>
    public static bool IsSensible(DmException error, int status) => status switch
    {
        401 => error.Kind == DmErrorKind.Authentication,
        402 => error.Kind == DmErrorKind.Credit,
        403 => error.Kind == DmErrorKind.Permission || error is { Kind: DmErrorKind.Service, Reason: DmErrorReason.ProxyRefused },
        404 or 410 => error.Kind is DmErrorKind.NotFound or DmErrorKind.Protocol,
        407 => error is { Kind: DmErrorKind.Service, Reason: DmErrorReason.ProxyRefused },
        429 => error.Kind == DmErrorKind.RateLimit,
        408 or >= 500 => error.Kind == DmErrorKind.Service,
        < 400 => error.Kind == DmErrorKind.Protocol,
        _ => error.Kind is DmErrorKind.InvalidRequest or DmErrorKind.Protocol,
    };
}
