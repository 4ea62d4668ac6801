using TwitterDm.Bench.Speed.Server;

namespace TwitterDm.Bench.Speed.Scenarios;

/// <summary>What happens before the first event.</summary>
internal sealed record StartUp(Way Idle, Way Empty, Way Shape, Way Import, Way First)
{
    /// <summary>The ways, in the order of the table.</summary>
    public IEnumerable<Way> All => [Idle, Empty, Shape, Import, First];

    /// <summary>Measures. The processes are short and their differences small, so there are six times as many runs.</summary>
    public static StartUp Run(Tools tools, ServerProcess server, int runs)
    {
        var start = new StartUp(
            tools.Idle(),
            tools.Import("`Import-Module` of an empty binary module", tools.EmptyModule),
            tools.Import("`Import-Module` of an empty module of the same shape", tools.EmptyShape),
            tools.Import("`Import-Module TwitterDm`", tools.Module),
            tools.Script("`Import-Module`, `Connect-TwitterDm -AccessToken`, `Get-DmEvent -First 1`", "first", server.Api));
        Way.Run(6 * runs, [.. start.All]);
        return start;
    }
}
