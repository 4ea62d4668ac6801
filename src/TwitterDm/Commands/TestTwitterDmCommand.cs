using System.Management.Automation;
using TwitterDm.Output;

namespace TwitterDm.Commands;

/// <summary>Checks whether a connection works and will go on working.</summary>
[Cmdlet(VerbsDiagnostic.Test, "TwitterDm")]
[OutputType(typeof(DmCheck))]
public sealed class TestTwitterDmCommand : DmConnectedCommand
{
    /// <summary>Also reads the newest classic event, which costs one more, and the list of X Chat conversations.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override void Process()
        => WriteEach(CreateClient(DmRateLimitAction.Stop).CheckHealthAsync(Detailed, AdviceTable.For, StopToken), WriteObject);
}
