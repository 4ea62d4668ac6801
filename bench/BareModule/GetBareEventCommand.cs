using System.Management.Automation;
using TwitterDm.Bench.Speed;

namespace TwitterDm.Bench.BareModule;

/// <summary>Reads and deserializes the pages as the C# program does, and writes each event: no mapping, errors, limits or tokens.</summary>
[Cmdlet(VerbsCommon.Get, "BareEvent")]
[OutputType(typeof(Event))]
public sealed class GetBareEventCommand : PSCmdlet
{
    /// <summary>The address of the server.</summary>
    [Parameter(Mandatory = true)]
    public Uri Api { get; set; } = null!;

    /// <summary>The access token.</summary>
    [Parameter(Mandatory = true)]
    public string Token { get; set; } = "";

    /// <summary>The name of the variable that gets the number of events.</summary>
    [Parameter(Mandatory = true)]
    public string CountVariable { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        using var reader = new PageReader(Api, Token);
        var count = 0;
        while (reader.ReadAsync().GetAwaiter().GetResult() is { } events)
        {
            foreach (var item in events)
                WriteObject(item);
            count += events.Count;
        }

        SessionState.PSVariable.Set(CountVariable, count);
    }
}
