using System.Net;
using System.Text;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Faults;

/// <summary>A fault to inject into a response. This file contains faults of the connection and of the status.</summary>
public sealed partial class Fault
{
    private readonly Func<Exchange, Task> _apply;

    private Fault(Func<Exchange, Task> apply) => _apply = apply;

    /// <summary>Whether the fault occurs while the request is received, before its body is read.</summary>
    internal bool IsWhileReading { get; private init; }

    /// <summary>
    /// Resets the connection after the first part of the request body. The request has no effect. Without a body, this is the same as
    /// <see cref="RefuseBeforeReading"/>.
    /// </summary>
    public static Fault ResetWhileReading { get; } = new(RefuseBeforeReadingAsync) { IsWhileReading = true };

    /// <summary>Resets the connection before the request is handled. The request has no effect.</summary>
    public static Fault RefuseBeforeReading { get; } = new(RefuseBeforeReadingAsync);

    /// <summary>Handles the request, and then resets the connection without a response.</summary>
    public static Fault ResetAfterHandling { get; } = new(async exchange =>
    {
        await exchange.HandleAsync().ConfigureAwait(false);
        exchange.Abort();
    });

    /// <summary>Sends the correct Content-Length and half of the body, and then resets the connection.</summary>
    public static Fault CutBody { get; } = new(async exchange =>
    {
        await exchange.SendHalfAsync(await exchange.HandleAsync().ConfigureAwait(false)).ConfigureAwait(false);
        await exchange.AbortWhenSentAsync().ConfigureAwait(false);
    });

    /// <summary>Sends a complete response with truncated JSON.</summary>
    public static Fault CutJson { get; } = new(async exchange =>
    {
        var response = await exchange.HandleAsync().ConfigureAwait(false);
        await exchange.SendAsync(response with { Body = response.Body[..(response.Body.Length / 2)] }).ConfigureAwait(false);
    });

    /// <summary>Sends the HTML page of a captive portal, with the status 200.</summary>
    public static Fault Html { get; } =
        Status(
            200,
            "text/html; charset=utf-8",
            "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body>Please sign in.</body></html>");

    /// <summary>Delays the response.</summary>
    /// <param name="delay">The delay.</param>
    /// <returns>The fault.</returns>
    public static Fault SlowHeaders(TimeSpan delay) => new(async exchange =>
    {
        await exchange.WaitAsync(delay).ConfigureAwait(false);
        await exchange.SendRealResponseAsync().ConfigureAwait(false);
    });

    /// <summary>Pauses in the middle of the body.</summary>
    /// <param name="delay">The length of the pause.</param>
    /// <returns>The fault.</returns>
    public static Fault SlowBody(TimeSpan delay) => new(async exchange =>
    {
        var response = await exchange.HandleAsync().ConfigureAwait(false);
        await exchange.SendHalfAsync(response).ConfigureAwait(false);
        await exchange.WaitAsync(delay).ConfigureAwait(false);
        await exchange.SendRestAsync(response).ConfigureAwait(false);
    });

    /// <summary>
    /// Sends the headers at once and then the body one byte at a time. With a very long pause, only the headers are sent.
    /// </summary>
    /// <param name="pause">The pause before each byte.</param>
    /// <returns>The fault.</returns>
    public static Fault Drip(TimeSpan pause) => new(async exchange =>
        await exchange.SendByteByByteAsync(await exchange.HandleAsync().ConfigureAwait(false), pause).ConfigureAwait(false));

    /// <summary>Sends any status. The request has no effect.</summary>
    /// <param name="code">The status code.</param>
    /// <param name="contentType">The content type, or null for that of a problem.</param>
    /// <param name="body">The body, or null for a problem with this status.</param>
    /// <param name="headers">Additional headers.</param>
    /// <returns>The fault.</returns>
    public static Fault Status(
        int code,
        string? contentType = null,
        string? body = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null)
    {
        var text = body ?? Problem(code);
        var all = new List<KeyValuePair<string, string>> { new("Content-Type", contentType ?? "application/problem+json; charset=utf-8") };
        all.AddRange(headers ?? []);
        return new Fault(exchange => exchange.SendAsync(new SandboxResponse(code, all, Encoding.UTF8.GetBytes(text))));
    }

    /// <summary>Handles the request, and then sends any status.</summary>
    /// <param name="code">The status code. The body is a problem with this status.</param>
    /// <param name="headers">Additional headers.</param>
    /// <returns>The fault.</returns>
    public static Fault StatusAfterHandling(int code, IEnumerable<KeyValuePair<string, string>>? headers = null)
    {
        var status = Status(code, headers: headers);
        return new Fault(async exchange =>
        {
            await exchange.HandleAsync().ConfigureAwait(false);
            await status.ApplyAsync(exchange).ConfigureAwait(false);
        });
    }

    /// <summary>Handles the request immediately and delays the response.</summary>
    /// <param name="delay">The delay.</param>
    /// <returns>The fault.</returns>
    public static Fault SlowHeadersAfterHandling(TimeSpan delay) => new(async exchange =>
    {
        var response = await exchange.HandleAsync().ConfigureAwait(false);
        await exchange.WaitAsync(delay).ConfigureAwait(false);
        await exchange.SendAsync(response).ConfigureAwait(false);
    });

    /// <summary>Sends a redirect, which clients should not follow with credentials.</summary>
    /// <param name="location">The target.</param>
    /// <returns>The fault.</returns>
    public static Fault Redirect(Uri location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return Status(302, headers: [new("Location", location.AbsoluteUri)]);
    }

    /// <summary>The names that <see cref="Parse"/> accepts.</summary>
    public static IReadOnlyList<string> Names => FaultKinds.Names;

    /// <summary>What each of them does, in the same order.</summary>
    public static IReadOnlyList<FaultDescription> Descriptions => FaultDescriptions.All;

    /// <summary>Parses a fault such as <c>cut-body</c>, <c>status=503</c> or <c>slow-body=2.5</c>.</summary>
    /// <param name="text">The name, followed by an equals sign and the value if there is one.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="FormatException">The name is unknown, or the value is invalid.</exception>
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
