using System.Diagnostics;
using TwitterDm.Sandbox;

namespace TwitterDm.Bench.Listings;

/// <summary>One way of listing, as a process that adds the ids of the events to a file.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Command">The command: from the server's address, the clock, the file of ids and the file in which it remembers where it was.</param>
internal sealed record ListWay(string Name, Func<Uri, string, string, string?, string[]> Command)
{
    private static readonly string Scripts = Path.Combine(Checkout.Root, "bench");

    public static IReadOnlyList<ListWay> All { get; } =
    [
        new("the module's core", (api, clock, ids, state) =>
            ["dotnet", Path.Combine(AppContext.BaseDirectory, "TwitterDm.ListWorker.dll"), api.AbsoluteUri, SandboxCredentials.UserToken, state ?? "-", ids, clock]),
        new("a loop of Invoke-RestMethod", (api, clock, ids, state) =>
            Shell.Command("list-events.ps1", "-Api", api.AbsoluteUri, "-Token", SandboxCredentials.UserToken, "-Clock", clock, "-Ids", ids, "-State", state ?? "-")),
        new("tweepy", (api, clock, ids, state) =>
            ["/usr/bin/python3", Path.Combine(Scripts, "list-events.py"), api.AbsoluteUri, SandboxCredentials.UserToken, clock, ids, state ?? "-"]),
    ];

    public async Task RunAsync(Uri api, string clock, string ids, string? state)
    {
        var command = Command(api, clock, ids, state);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{command[0]}' did not start.");
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var words = string.Concat(await output).Trim();
        if (process.ExitCode != 0)
            Console.WriteLine($"  {Name} ended with: {words.Split('\n')[^1]}");
    }
}
