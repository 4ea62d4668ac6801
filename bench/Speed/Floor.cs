using System.Diagnostics;
using TwitterDm.Sandbox;

namespace TwitterDm.Bench.Speed;

/// <summary>A program that only reads and deserializes the pages, and keeps nothing: nothing in .NET can be much faster.</summary>
internal static class Floor
{
    public static async Task<int> RunAsync(Uri api)
    {
        var watch = Stopwatch.StartNew();
        using var reader = new PageReader(api, SandboxCredentials.UserToken);
        var count = 0;
        while (await reader.ReadAsync() is { } events)
            count += events.Count;
        Sample.Write(count, watch.Elapsed);
        return 0;
    }
}
