using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>The base of the cmdlets that make many requests: they can reach a rate limit.</summary>
public abstract class DmLimitedCommand : DmConnectedCommand
{
    private DmClient? _client;

    /// <summary>What to do when a rate limit is reached: wait for its end, or stop with an error.</summary>
    [Parameter]
    [ChoiceArgument]
    public DmRateLimitAction OnRateLimit { get; set; } = DmRateLimitAction.Wait;

    /// <summary>The maximum wait for a rate limit; a longer wait is an error.</summary>
    [Parameter]
    [DurationArgument]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? MaxWait { get; set; }

    /// <summary>A client that handles a reached rate limit as the parameters specify.</summary>
    private protected DmClient CreateLimitedClient() => _client = CreateClient(OnRateLimit, MaxWait);

    // After Ctrl+C, nothing can be written to the pipeline anymore.
    private protected override void OnPipelineEnded(bool succeeded)
    {
        if (StopToken.IsCancellationRequested && _client?.WasWriteInterrupted == true)
            Host.UI?.WriteWarningLine($"{MyInvocation.MyCommand.Name} was stopped while a request was under way, which may still take effect.");
    }
}
