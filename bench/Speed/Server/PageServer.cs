using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TwitterDm.Auth;
using TwitterDm.Sandbox;

namespace TwitterDm.Bench.Speed.Server;

/// <summary>
/// A server that costs as little as possible: it has read its pages from the sandbox before it starts, and only finds and sends them. Its
/// limits are so wide that no client waits.
/// </summary>
internal sealed class PageServer(PageCache pages, TimeSpan latency)
{
    private const int LargestHead = 16 * 1024;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private long _answers;
    private long _ticks;

    /// <summary>
    /// Serves until its input ends: the process that started it has ended, or wants it to end. Then it writes how many ticks (100 ns) it
    /// took for a response on average.
    /// </summary>
    /// <param name="plan">What to serve.</param>
    public static async Task<int> RunAsync(ServerPlan plan)
    {
        var pages = new PageCache(new SandboxOptions
        {
            EventCount = plan.Events,
            ChatConversationCount = plan.ChatConversations,
            ChatMessageCount = plan.ChatMessages,
            RequestsPerWindow = int.MaxValue,
            ChatRequestsPerWindow = int.MaxValue,
        });
        await ListAsync(pages, plan);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/ {pages.Size}");
        var server = new PageServer(pages, plan.Latency);
        _ = Task.Run(async () =>
        {
            while (true)
                _ = server.ServeAsync(await listener.AcceptSocketAsync());
        });
        await Console.In.ReadToEndAsync();
        Console.WriteLine(server.MeanTicks);
        return 0;
    }

    // Lists everything once, so that every page is there when a client asks for it.
    private static async Task ListAsync(PageCache pages, ServerPlan plan)
    {
        using var connection = await DmConnection.OpenAsync(new()
        {
            ApiBaseUri = new Uri("https://sandbox.invalid/"),
            Credential = new BearerCredential(SandboxCredentials.UserToken),
            ChatKey = plan.ChatConversations > 0 ? ChatKey.Parse(SandboxCredentials.ChatKey) : null,
            IsSandbox = true,
            Transport = () => new CachedTransport(pages),
        });
        var source = plan.ChatConversations > 0 ? DmSource.Chat : DmSource.Classic;
        await foreach (var item in new DmClient(connection).ListEvents(new DmEventQuery { Sources = [source] }))
            _ = item;
    }

    private long MeanTicks => Interlocked.Read(ref _ticks) / Math.Max(Interlocked.Read(ref _answers), 1);

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            var buffer = new byte[LargestHead];
            var filled = 0;
            try
            {
                while (await socket.ReceiveAsync(buffer.AsMemory(filled)) is > 0 and var read)
                {
                    filled += read;
                    if (!buffer.AsSpan(0, filled).EndsWith("\r\n\r\n"u8))
                        continue;
                    await AnswerAsync(socket, Encoding.ASCII.GetString(buffer, 0, filled).Split(' ', 3)[1]);
                    filled = 0;
                }
            }
            catch (SocketException)
            {
                // The client has ended.
            }
        }
    }

    private async Task AnswerAsync(Socket socket, string path)
    {
        var arrived = Stopwatch.GetTimestamp();
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency);
        var body = await pages.GetAsync(new Uri("http://127.0.0.1" + path));
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {body.Length}\r\nx-rate-limit-limit: 1000000\r\nx-rate-limit-remaining: 999999\r\nx-rate-limit-reset: {(DateTimeOffset.UtcNow + Window).ToUnixTimeSeconds()}\r\n\r\n");
        await socket.SendAsync([Encoding.ASCII.GetBytes(head), body]);
        Interlocked.Increment(ref _answers);
        Interlocked.Add(ref _ticks, Stopwatch.GetElapsedTime(arrived).Ticks);
    }
}
