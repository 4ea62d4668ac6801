using System.Net;
using System.Net.Sockets;
using System.Text;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Host;

/// <summary>A sandbox on a port answers only requests that name this machine, against DNS rebinding.</summary>
public sealed class LoopbackHostTests
{
    [Theory]
    [InlineData("localhost:8080", true)]
    [InlineData("LOCALHOST:8080", true)]
    [InlineData("127.0.0.1:8080", true)]
    [InlineData("127.0.0.2:8080", true)]
    [InlineData("[::1]:8080", true)]
    [InlineData("localhost:8081", false)]
    [InlineData("localhost", false)]
    [InlineData("attacker.example:8080", false)]
    [InlineData("localhost.attacker.example:8080", false)]
    [InlineData("localhost@attacker.example:8080", false)]
    [InlineData("attacker.example:80@localhost:8080", false)]
    [InlineData("localhost:8080/@attacker.example", false)]
    [InlineData("localhost:8080#", false)]
    [InlineData("0.0.0.0:8080", false)]
    [InlineData("192.168.1.10:8080", false)]
    [InlineData("[::2]:8080", false)]
    [InlineData("xn--ab\u00E9c:8080", false)]
    [InlineData("\u00AD:8080", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_loopback_names_with_the_port_are_allowed(string? host, bool isAllowed) => Assert.Equal(isAllowed, HostProblems.IsLoopbackHost(host, 8080));

    [Fact]
    public void Without_a_port_the_host_means_port_80() => Assert.True(HostProblems.IsLoopbackHost("localhost", 80));

    [Theory]
    [InlineData("GET /2/users/me", ServerKind.Kestrel)]
    [InlineData("GET /2/users/me", ServerKind.Listener)]
    [InlineData("POST /2/dm_conversations/with/12/messages", ServerKind.Kestrel)]
    [InlineData("POST /2/dm_conversations/with/12/messages", ServerKind.Listener)]
    [InlineData("GET /i/oauth2/authorize", ServerKind.Kestrel)]
    [InlineData("GET /i/oauth2/authorize", ServerKind.Listener)]
    public async Task A_request_for_another_host_is_refused_and_has_no_effect(string request, ServerKind kind)
    {
        await using var sandbox = await RunningSandbox.StartAsync(kind: kind);
        var before = sandbox.Server.Api.RequestCount;

        var response = await TalkAsync(sandbox.Server.BaseUri.Port, request, $"attacker.example:{sandbox.Server.BaseUri.Port}");

        Assert.StartsWith("HTTP/1.1 421 ", response, StringComparison.Ordinal);
        Assert.Contains("\"status\":421", response, StringComparison.Ordinal);
        Assert.Equal((before, 0), (sandbox.Server.Api.RequestCount, sandbox.Server.Requests.Count));
    }

    [Theory]
    [InlineData("localhost", ServerKind.Kestrel)]
    [InlineData("localhost", ServerKind.Listener)]
    [InlineData("127.0.0.1", ServerKind.Kestrel)]
    [InlineData("127.0.0.1", ServerKind.Listener)]
    public async Task A_request_for_this_machine_is_handled(string host, ServerKind kind)
    {
        await using var sandbox = await RunningSandbox.StartAsync(kind: kind);

        var response = await TalkAsync(sandbox.Server.BaseUri.Port, "GET /2/users/me", $"{host}:{sandbox.Server.BaseUri.Port}");

        Assert.StartsWith("HTTP/1.1 200 ", response, StringComparison.Ordinal);
    }

    private static async Task<string> TalkAsync(int port, string request, string host)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"{request} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {SandboxClient.AsUser}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
