using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TwitterDm.Testing.Browsers;

/// <summary>A loopback server that returns one page for every request and records the requests.</summary>
public sealed class LoopbackPage : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _targets = [];
    private readonly byte[] _answer;

    public LoopbackPage(string html = "<!DOCTYPE html><title>Here</title><p id=\"here\">Here.</p>")
    {
        var body = Encoding.UTF8.GetBytes(html);
        var head = $"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        _answer = [.. Encoding.ASCII.GetBytes(head), .. body];
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The targets of all requests, such as <c>/callback?code=1</c>, except for the icon that browsers request.</summary>
    public IReadOnlyList<string> Targets => [.. _targets.Where(target => target != "/favicon.ico")];

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync().ConfigureAwait(false));
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // The server was disposed of.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
                // Browsers open connections in advance and may never use them.
                if (await reader.ReadLineAsync().ConfigureAwait(false) is not { } first)
                    return;
                while (await reader.ReadLineAsync().ConfigureAwait(false) is { Length: > 0 })
                {
                    // A header.
                }

                _targets.Enqueue(first.Split(' ')[1]);
                await client.GetStream().WriteAsync(_answer).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // The browser closed the connection.
            }
        }
    }
}
