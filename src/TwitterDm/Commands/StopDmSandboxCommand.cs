using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;
using TwitterDm.Session;

namespace TwitterDm.Commands;

/// <summary>Stops a sandbox that was started with Start-DmSandbox.</summary>
[Cmdlet(VerbsLifecycle.Stop, "DmSandbox", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopDmSandboxCommand : DmCommand
{
    /// <summary>The sandbox; by default, the only one of this runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SandboxArgument]
    public DmSandbox? Sandbox { get; set; }

    private protected override void Process()
    {
        var sandbox = Sandbox ?? OnlyOne();
        if (!ShouldProcess(sandbox.ToString(), "Stop the sandbox"))
            return;
        if (SandboxServers.Stop(sandbox.ApiBaseUri))
            WriteVerbose($"The sandbox at {sandbox.ApiBaseUri} was stopped.");
        else
            WriteError(ErrorRecords.From(NotRunning(sandbox), sandbox));
    }

    private static DmSandbox OnlyOne() => SandboxServers.Current.Running switch
    {
        [var only] => only,
        [] => throw new DmException(DmErrorKind.InvalidRequest, "No sandbox is running in this runspace.")
        {
            RecommendedAction = "Start one with Start-DmSandbox, or give one of another runspace with -Sandbox.",
        },
        var several => throw new DmException(DmErrorKind.InvalidRequest, $"Several sandboxes are running in this runspace: {string.Join(", ", several)}.")
        {
            RecommendedAction = "Give the one to stop with -Sandbox.",
        },
    };

    private static DmException NotRunning(DmSandbox sandbox) => new(DmErrorKind.NotFound, $"No sandbox is running at {sandbox.ApiBaseUri} in this process.")
    {
        RecommendedAction = "It was stopped already, or its session has ended. Only the process that started a sandbox can stop it.",
    };
}
