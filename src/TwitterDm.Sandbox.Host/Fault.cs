using System.Net;
using System.Text;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Host;

/// <summary>One way in which an answer goes wrong. The connection's faults stand here; the other kinds in the parts beside.</summary>
public sealed partial class Fault
{
    private readonly Func<Exchange, Task> _apply;

    private Fault(Func<Exchange, Task> apply) => _apply = apply;

    /// <summary>Whether it strikes while the request is still on its way: it is asked for before the body is read.</summary>
    internal bool IsWhileReading { get; private init; }

    /// <summary>The connection is reset when the first piece of the request's body has come: it had no effect. Without a body it is <see cref="RefuseBeforeReading"/>.</summary>
    public static Fault ResetWhileReading { get; } = new(RefuseBeforeReadingAsync) { IsWhileReading = true };

    /// <summary>The connection is reset before the sandbox looks at the request: it had no effect.</summary>
    public static Fault RefuseBeforeReading { get; } = new(RefuseBeforeReadingAsync);

    /// <summary>The request has its effect, and the connection is reset before any answer.</summary>
    public static Fault ResetAfterHandling { get; } = new(async exchange =>
    {
        await exchange.HandleAsync().ConfigureAwait(false);
        exchange.Abort();
    });

    /// <summary>The right Content-Length, half of the body, then a reset.</summary>
    public static Fault CutBody { get; } = new(async exchange =>
    {
        await exchange.SendHalfAsync(await exchange.HandleAsync().ConfigureAwait(false)).ConfigureAwait(false);
        await exchange.AbortWhenSentAsync().ConfigureAwait(false);
    });

    /// <summary>A complete answer whose JSON is cut in half.</summary>
    public static Fault CutJson { get; } = new(async exchange =>
    {
        var response = await exchange.HandleAsync().ConfigureAwait(false);
        await exchange.SendAsync(response with { Body = response.Body[..(response.Body.Length / 2)] }).ConfigureAwait(false);
    });

    /// <summary>The page that a proxy puts in the way, with status 200.</summary>
    public static Fault Html { get; } = Status(
        200, "text/html; charset=utf-8", "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body>Please sign in.</body></html>");

    /// <summary>An answer that begins late.</summary>
    /// <param name="delay">How late.</param>
    /// <returns>The fault.</returns>
    public static Fault SlowHeaders(TimeSpan delay) => new(async exchange =>
    {
        await exchange.WaitAsync(delay).ConfigureAwait(false);
        await exchange.SendRealResponseAsync().ConfigureAwait(false);
    });

    /// <summary>An answer that stops in the middle of its body for a time.</summary>
    /// <param name="delay">For how long.</param>
    /// <returns>The fault.</returns>
    public static Fault SlowBody(TimeSpan delay) => new(async exchange =>
    {
        var response = await exchange.HandleAsync().ConfigureAwait(false);
        await exchange.SendHalfAsync(response).ConfigureAwait(false);
        await exchange.WaitAsync(delay).ConfigureAwait(false);
        await exchange.SendRestAsync(response).ConfigureAwait(false);
    });

    /// <summary>The headers at once, then the body a byte at a time; with a pause that is long enough, the headers and nothing more.</summary>
    /// <param name="pause">How long before each byte.</param>
    /// <returns>The fault.</returns>
    public static Fault Drip(TimeSpan pause) => new(async exchange =>
        await exchange.SendSlowlyAsync(await exchange.HandleAsync().ConfigureAwait(false), pause).ConfigureAwait(false));

    /// <summary>Any status, without the request having an effect.</summary>
    /// <param name="code">The status.</param>
    /// <param name="contentType">The body's type; null: a problem's.</param>
    /// <param name="body">The body; null: a problem that names the status.</param>
    /// <param name="headers">More headers.</param>
    /// <returns>The fault.</returns>
    public static Fault Status(int code, string? contentType = null, string? body = null, IEnumerable<KeyValuePair<string, string>>? headers = null)
    {
        var text = body ?? Problem(code);
        var all = new List<KeyValuePair<string, string>> { new("Content-Type", contentType ?? "application/problem+json; charset=utf-8") };
        all.AddRange(headers ?? []);
        return new Fault(exchange => exchange.SendAsync(new SandboxResponse(code, all, Encoding.UTF8.GetBytes(text))));
    }

    /// <summary>The request has its effect, and the answer is any status all the same.</summary>
    /// <param name="code">The status; the body is a problem that names it.</param>
    /// <returns>The fault.</returns>
    public static Fault StatusAfterHandling(int code)
    {
        var status = Status(code);
        return new Fault(async exchange =>
        {
            await exchange.HandleAsync().ConfigureAwait(false);
            await status.ApplyAsync(exchange).ConfigureAwait(false);
        });
    }

    /// <summary>The request has its effect at once, and the answer to it begins late.</summary>
    /// <param name="delay">How late.</param>
    /// <returns>The fault.</returns>
    public static Fault SlowHeadersAfterHandling(TimeSpan delay) => new(async exchange =>
    {
        var response = await exchange.HandleAsync().ConfigureAwait(false);
        await exchange.WaitAsync(delay).ConfigureAwait(false);
        await exchange.SendAsync(response).ConfigureAwait(false);
    });

    /// <summary>A redirect, which nobody should follow with credentials.</summary>
    /// <param name="location">Where to.</param>
    /// <returns>The fault.</returns>
    public static Fault Redirect(Uri location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return Status(302, headers: [new("Location", location.AbsoluteUri)]);
    }

    /// <summary>A fault by its name, such as <c>cut-body</c>, <c>status=503</c> or <c>slow-body=2.5</c>.</summary>
    /// <param name="text">The name and, where it takes one, its value behind an equals sign.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="FormatException">There is no such fault, or its value is none.</exception>
    public static Fault Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FaultKinds.Parse(text);
    }

    internal Task ApplyAsync(Exchange exchange) => _apply(exchange);

    private static Task RefuseBeforeReadingAsync(Exchange exchange)
    {
        exchange.Abort();
        return Task.CompletedTask;
    }

    private static string Problem(int code)
    {
        var title = Enum.IsDefined((HttpStatusCode)code) ? ((HttpStatusCode)code).ToString() : "Error";
        return $$"""{"title":"{{title}}","detail":"{{title}}","type":"about:blank","status":{{code}}}""";
    }
}
