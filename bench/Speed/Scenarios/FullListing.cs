using TwitterDm.Bench.Speed.Server;

namespace TwitterDm.Bench.Speed.Scenarios;

/// <summary>100,000 events, 100 in a page, read in all ways.</summary>
internal sealed record FullListing(Way Idle, Way Floor, Way Core, Way? Node, BareListing Bare, Way Stream, Way Count, Way Keep, Way Loop)
{
    /// <summary>The number of events.</summary>
    public const int Events = 100_000;

    /// <summary>The setting with which .NET compiles code that runs often once less.</summary>
    public static KeyValuePair<string, string> WithoutProfiling { get; } = new("DOTNET_TieredPGO", "0");

    /// <summary>This module, streamed, with that setting.</summary>
    public Way StreamWithoutProfiling { get; } = Stream.With(WithoutProfiling);

    /// <summary>This module, kept, with that setting.</summary>
    public Way KeepWithoutProfiling { get; } = Keep.With(WithoutProfiling);

    /// <summary>The ways that read events, in the order of the table.</summary>
    public IEnumerable<Way> Readers
        => new[] { Floor, Node, Core }.Concat(Bare.All).Concat([Stream, StreamWithoutProfiling, Count, Keep, KeepWithoutProfiling, Loop]).OfType<Way>();

    /// <summary>Measures.</summary>
    public static FullListing Run(Tools tools, ServerProcess server, int runs)
    {
        var listing = new FullListing(
            tools.Idle(),
            Tools.Floor(server.Api),
            Tools.Core(server.Api),
            Tools.NodeClient(server.Api),
            BareListing.Of(tools, server.Api),
            tools.Script("**this module**, streamed: `Get-DmEvent | Out-Null`", "stream", server.Api),
            tools.Script("this module, counted: `Get-DmEvent | Measure-Object`", "count", server.Api),
            tools.Script("**this module**, kept: `$events = Get-DmEvent`", "keep", server.Api),
            tools.Script("a loop of `Invoke-RestMethod`, kept", "loop", server.Api));
        Way.Run(runs, [listing.Idle, .. listing.Readers]);
        if (listing.Readers.FirstOrDefault(way => way.Events != Events) is { } wrong)
            throw new InvalidOperationException($"'{wrong.Name}' got {wrong.Events} events instead of {Events}.");
        return listing;
    }
}
