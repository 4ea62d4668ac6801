using System.Net;
using System.Net.Sockets;
using TwitterDm.Sandbox.Host;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Host;

/// <summary>The command line program: its output, how it stops, and its exit codes.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task It_prints_its_URL_serves_requests_and_stops()
    {
        using var stop = new CancellationTokenSource();
        await using var output = new FirstLine();
        var running = Program.RunAsync(["--event-count", "7", "--fault", "2:html", "--fault-every", "3:status=500"], output, TextWriter.Null, stop.Token);
        var line = await output.Line.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains(SandboxCredentials.UserToken, line, StringComparison.Ordinal);
        using (var client = new SandboxClient(new HttpClient { BaseAddress = new Uri(line.Split(' ')[0]) }))
        {
            Assert.Equal(7, (await client.GetAsync("/2/dm_events")).ResultCount);
            Assert.StartsWith("text/html", (await client.GetAsync("/2/dm_events")).Headers["Content-Type"], StringComparison.Ordinal);
            Assert.Equal(System.Net.HttpStatusCode.InternalServerError, (await client.GetAsync("/2/dm_events")).Status);
        }

        await stop.CancelAsync();
        Assert.Equal(0, await running.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Invalid_arguments_exit_with_2_and_one_line()
    {
        var (code, output, errors) = await RunAsync("--port", "many");
        Assert.Equal((2, "", "--port must be a number from 0 to 65535, not 'many'.\n"), (code, output, errors.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task Help_lists_all_options_and_faults()
    {
        var (code, output, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        Assert.All(
            new[]
            {
                "--port",
                "--event-count",
                "--seed",
                "--rate-limit",
                "--daily-limit",
                "--send-limit",
                "--daily-send-limit",
                "--list-delay",
                "--token-lifetime",
                "--fault ",
                "--fault-every",
                "cut-body",
                "status-after",
                "429-day",
                SandboxCredentials.AccessTokenSecret,
            },
            word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_in_use_exits_with_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (code, _, errors) = await RunAsync("--port", $"{((IPEndPoint)taken.LocalEndpoint).Port}");
        Assert.Equal(1, code);
        Assert.Contains("address already in use", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_listens_only_on_loopback()
    {
        await using var server = await SandboxServer.StartAsync();
        Assert.Equal(("http", "127.0.0.1"), (server.BaseUri.Scheme, server.BaseUri.Host));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await Program.RunAsync(arguments, output, errors, CancellationToken.None);
        return (code, output.ToString(), errors.ToString());
    }

    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override Task WriteLineAsync(string? value)
        {
            _line.TrySetResult(value ?? "");
            return Task.CompletedTask;
        }
    }
}
