using System.Net;
using System.Net.Sockets;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Messaging;

namespace TwitterDm.Pester;

/// <summary>
/// The sandbox on a loopback port, in the process of the tests: they see every request, issue tokens for any account, and inject faults.
/// Uses HttpListener, since PowerShell does not include Kestrel.
/// </summary>
public sealed class PesterServer : IDisposable
{
    private const int PortAttempts = 20;

    private static readonly UriCreationOptions AsItCame = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly object _gate = new();
    private readonly List<ServedRequest> _requests = [];
    private readonly List<PlannedResponse> _plans = [];
    private readonly HttpListener _listener;
    private int _sentBefore;

    /// <summary>Starts a server, which is listening when this returns.</summary>
    /// <param name="eventCount">The number of events in the last 30 days of each account.</param>
    /// <param name="tokenLifetime">The lifetime of an access token.</param>
    /// <param name="sendLimit">The number of messages that can be sent per 15 minutes.</param>
    public PesterServer(int eventCount, TimeSpan tokenLifetime, int sendLimit)
    {
        Api = new SandboxApi(new SandboxOptions { EventCount = eventCount, TokenLifetime = tokenLifetime, SendsPerWindow = sendLimit });
        (_listener, Uri) = Listen();
        _ = AcceptAsync();
    }

    /// <summary>The address to point a client at.</summary>
    public Uri Uri { get; }

    /// <summary>The simulated API behind it.</summary>
    public SandboxApi Api { get; }

    /// <summary>The requests so far, such as <c>GET /2/users/me</c>.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests.Select(request => request.Request)];
        }
    }

    /// <summary>The same requests with their time and authorization.</summary>
    public IReadOnlyList<ServedRequest> Served
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>The number of requests of a kind.</summary>
    /// <param name="request">The method and path.</param>
    public int Count(string request) => Requests.Count(one => string.Equals(one, request, StringComparison.Ordinal));

    /// <summary>The messages that were actually sent so far, oldest first.</summary>
    public IReadOnlyList<SandboxSentMessage> Sent => [.. Api.SentMessages.Skip(_sentBefore)];

    /// <summary>Clears the recorded requests, the sent messages and the planned responses.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _plans.ForEach(plan => plan.Release());
            _plans.Clear();
            _requests.Clear();
            _sentBefore = Api.SentMessages.Count;
        }
    }

    /// <summary>The next request of this kind gets this response and does not reach the API.</summary>
    /// <param name="request">The method and path.</param>
    /// <param name="status">The status.</param>
    /// <param name="body">The body, JSON or not.</param>
    public void Answer(string request, int status, string body) => Plan(new PlannedResponse(request, status, body));

    /// <summary>The next request of this kind takes effect, and its response is held back.</summary>
    /// <param name="request">The method and path.</param>
    /// <returns>An object that waits until the request has taken effect and releases the response.</returns>
    public PlannedResponse Hold(string request)
    {
        var plan = new PlannedResponse(request, status: 0, body: null);
        Plan(plan);
        return plan;
    }

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        Reset();
        _listener.Close();
    }

    private static (HttpListener Listener, Uri Address) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var address = new Uri($"http://localhost:{FreePort()}/");
            var listener = new HttpListener { IgnoreWriteExceptions = true };
            listener.Prefixes.Add(address.AbsoluteUri);
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < PortAttempts)
            {
                // Another process took this port first.
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void Plan(PlannedResponse plan)
    {
        lock (_gate)
            _plans.Add(plan);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync().ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(context));
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The server was stopped.
            return;
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        var request = await ReadAsync(context.Request).ConfigureAwait(false);
        var plan = Note(new($"{request.Method} {request.Uri.AbsolutePath}", request.Headers.GetValueOrDefault("Authorization"), DateTime.UtcNow));
        var planned = plan is { Response: { } ready } ? ready : await HandleAsync(request).ConfigureAwait(false);
        if (plan is not null)
            await plan.ReachedAsync().ConfigureAwait(false);
        await SendAsync(context.Response, planned).ConfigureAwait(false);
    }

    // Without a response, the client would wait until its time-out, and the test would not say why. 501 is not retried.
    private async Task<SandboxResponse> HandleAsync(SandboxRequest request)
    {
        try
        {
            return await Api.HandleAsync(request, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return new PlannedResponse(string.Empty, 501, exception.ToString()).Response!;
        }
    }

    private PlannedResponse? Note(ServedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
            var plan = _plans.Find(one => string.Equals(one.Request, request.Request, StringComparison.Ordinal));
            if (plan is null)
                return null;
            _plans.Remove(plan);
            plan.Authorization = request.Authorization;
            return plan;
        }
    }

    // The target exactly as received, because signatures cover it.
    private static async Task<SandboxRequest> ReadAsync(HttpListenerRequest request)
    {
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body).ConfigureAwait(false);
        var headers = request
            .Headers.AllKeys.OfType<string>()
            .ToDictionary(name => name, name => request.Headers[name] ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        return new SandboxRequest(
            request.HttpMethod,
            new Uri($"http://{request.UserHostName}{request.RawUrl}", AsItCame),
            headers,
            body.ToArray());
    }

    private static async Task SendAsync(HttpListenerResponse target, SandboxResponse response)
    {
        try
        {
            target.StatusCode = response.StatusCode;
            foreach (var (name, value) in response.Headers)
                target.AddHeader(name, value);
            target.ContentLength64 = response.Body.Length;
            await target.OutputStream.WriteAsync(response.Body).ConfigureAwait(false);
            target.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The client closed the connection, which is allowed.
            target.Abort();
        }
    }
}
