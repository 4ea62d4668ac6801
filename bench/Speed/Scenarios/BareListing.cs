namespace TwitterDm.Bench.Speed.Scenarios;

/// <summary>
/// A cmdlet that only reads, deserializes and writes the pages: what PowerShell needs for a list, alone, and in a session in which this
/// module, or an empty one of the same shape, was imported before.
/// </summary>
internal sealed record BareListing(Way Streamed, Way Kept, Way Shaped, Way Connected, Way ConnectedKept)
{
    /// <summary>The ways, in the order of the table.</summary>
    public IEnumerable<Way> All => [Streamed, Kept, Shaped, Connected, ConnectedKept];

    /// <summary>The ways, not yet run.</summary>
    public static BareListing Of(Tools tools, Uri api) => new(
        tools.Bare("a cmdlet that only reads, deserializes and writes: `Get-BareEvent | Out-Null`", "bare", api),
        tools.Bare("the same cmdlet, kept: `$events = Get-BareEvent`", "bare-kept", api),
        tools.Shaped("the same cmdlet, streamed, after `Import-Module` of an empty module of the same shape", api),
        tools.Bare("the same cmdlet, streamed, after `Import-Module TwitterDm` and `Connect-TwitterDm`", "connected", api),
        tools.Bare("the same cmdlet, kept, after `Import-Module TwitterDm` and `Connect-TwitterDm`", "connected-kept", api));
}
