using TwitterDm.Sandbox.Problems;

namespace TwitterDm.Sandbox.Faults;

/// <summary>Receives the requests of a sandbox on a port: numbers and records them, and applies the planned faults.</summary>
internal sealed class RequestDispatcher(SandboxApi api)
{
    private readonly RequestLog _log = new();

    public FaultPlan Faults { get; } = new();

    /// <summary>The last requests, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Snapshot();

    /// <summary>Called when the headers of a response are sent.</summary>
    public Action<RecordedRequest, Http.SandboxResponse>? ResponseStarted { get; set; }

    /// <summary>Serves a request.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="port">The port on which it came.</param>
    public async Task ServeAsync(Exchange exchange, int port)
    {
        if (!HostProblems.IsLoopbackHost(exchange.Host, port))
        {
            await exchange.RefuseAsync(HostProblems.Misdirected).ConfigureAwait(false);
            return;
        }

        exchange.ResponseStarted = ResponseStarted;
        var head = new RecordedRequest(
            Faults.NextNumber(),
            api.Options.Clock.GetUtcNow(),
            exchange.Method,
            exchange.Target,
            exchange.Headers);
        try
        {
            var early = Faults.TakeWhileReading(head);
            Receive(exchange, head, await (early is null ? exchange.ReadBodyAsync() : exchange.ReadFirstPartAsync()).ConfigureAwait(false));
            await ((early ?? Faults.Take(exchange.Recorded))?.ApplyAsync(exchange) ?? exchange.SendRealResponseAsync()).ConfigureAwait(
                false);
        }
        finally
        {
            exchange.End();
        }
    }

    private void Receive(Exchange exchange, RecordedRequest head, byte[] body)
    {
        // Copy the beginning, so that the log does not keep the whole body alive.
        var recorded = head with { Body = body.Length > RecordedRequest.BodyLimit ? body[..RecordedRequest.BodyLimit] : body };
        _log.Add(recorded);
        exchange.Receive(api, recorded, body);
    }
}
