using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Sandbox;
using TwitterDm.Session;

namespace TwitterDm.Commands;

/// <summary>Starts a simulated API on a port of this machine, for any client.</summary>
[Cmdlet(VerbsLifecycle.Start, "DmSandbox", SupportsShouldProcess = true)]
[OutputType(typeof(DmSandbox))]
public sealed class StartDmSandboxCommand : DmCommand
{
    private const int MaxAccounts = 100;

    /// <summary>The port on 127.0.0.1; 0, the default, for a free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>How many events each account has in the last 30 days.</summary>
    [Parameter]
    [ValidateRange(0, SandboxOptions.MaximumEventCount)]
    public int EventCount { get; set; } = new SandboxOptions().EventCount;

    /// <summary>How many accounts to return, each with its own people, messages, token and chat key.</summary>
    [Parameter]
    [ValidateRange(1, MaxAccounts)]
    public int AccountCount { get; set; } = 1;

    /// <summary>How many events a minute happen to each account: others write, react, edit, join and leave.</summary>
    [Parameter]
    [ValidateRange(0, SandboxOptions.MaximumTrafficPerMinute)]
    public int Traffic { get; set; }

    /// <summary>Gives the sandbox the rate limits on X's pages; its own are higher.</summary>
    [Parameter]
    [ValidateSet("Documented")]
    public string? RateLimit { get; set; }

    /// <summary>
    /// Faults to inject: the number of a request, a colon and the fault, such as <c>3:cut-body</c>, or <c>every 5:status=503</c>.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FaultCompleter))]
    public string[] Fault { get; set; } = [];

    private protected override void Process()
    {
        FaultText.Check(Fault);
        if (!ShouldProcess(Port == 0 ? "127.0.0.1, any free port" : $"127.0.0.1:{Port}", "Start a sandbox"))
            return;
        var options = new SandboxOptions { EventCount = EventCount, TrafficPerMinute = Traffic };
        var sandbox = SandboxServers.Current.Start(
            RateLimit is null ? options : options.WithDocumentedRateLimits(),
            Port,
            AccountCount,
            Fault);
        WriteVerbose($"The sandbox is listening at {sandbox.ApiBaseUri}. It ends with this session, or with Stop-DmSandbox.");
        WriteObject(sandbox);
    }
}
