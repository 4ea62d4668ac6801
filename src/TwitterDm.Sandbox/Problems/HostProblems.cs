using System.Net;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Problems;

/// <summary>Checks and problems of a sandbox on a port, before a request reaches it.</summary>
public static class HostProblems
{
    /// <summary>The response to a request for another host: 421 (RFC 9110, section 15.5.20).</summary>
    public static SandboxResponse Misdirected { get; } = Create(ProblemResponses.MisdirectedRequest);

    /// <summary>The response to a request whose target is not a URI.</summary>
    public static SandboxResponse InvalidTarget { get; } =
        Create(ProblemResponses.InvalidRequest([new("", [], "The request target is not a valid URI")]));

    /// <summary>
    /// Whether a Host header names this machine, by a loopback address or as localhost, with the right port. A web page can give a name of
    /// its own the address of this machine (DNS rebinding): its requests then reach the port, but the header still has that name.
    /// </summary>
    /// <param name="host">The header, or null if the request has none.</param>
    /// <param name="port">The port on which the sandbox listens.</param>
    /// <returns>False if the request must be refused.</returns>
    public static bool IsLoopbackHost(string? host, int port) =>
        Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var uri)
        && uri.Port == port
        && uri is { AbsolutePath: "/", UserInfo: "", Query: "", Fragment: "" }
        && (
            string.Equals(uri.DnsSafeHost, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address)));

    private static SandboxResponse Create(ApiResponse response)
        => new(response.Status, [new("Content-Type", response.ContentType)], response.Body);
}
