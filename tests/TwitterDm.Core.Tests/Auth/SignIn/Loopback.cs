using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TwitterDm.Core.Tests.Auth.SignIn;

/// <summary>Ports for tests that run in parallel, and a client that sends the given bytes one at a time.</summary>
internal static class Loopback
{
    // Below the range that systems use for outgoing connections.
    private const int FirstPort = 20_000;
    private const int LastPort = 32_000;

    private static readonly ConcurrentDictionary<int, bool> Taken = new();

    public static Uri FreeAddress(string host = "localhost")
    {
        int port;
        do
            port = Random.Shared.Next(FirstPort, LastPort);
        while (!Taken.TryAdd(port, true) || !CanListen(port));
        return new Uri($"http://{host}:{port}/callback");
    }

    /// <summary>Whether nothing listens on the port anymore, on either address.</summary>
    public static bool CanListen(int port)
    {
        try
        {
            foreach (var address in Addresses)
            {
                using var listener = new TcpListener(address, port);
                listener.Start();
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static TcpListener Occupy(Uri uri, IPAddress? address = null)
    {
        var listener = new TcpListener(address ?? IPAddress.Loopback, uri.Port);
        listener.Start();
        return listener;
    }

    public static async Task<TcpClient> ConnectAsync(Uri uri)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, uri.Port);
        return client;
    }

    /// <summary>Sends bytes and reads until the other side closes the connection.</summary>
    public static async Task<string> TalkAsync(Uri uri, string request)
    {
        using var client = await ConnectAsync(uri);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static IEnumerable<IPAddress> Addresses => Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
}
