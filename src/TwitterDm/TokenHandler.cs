using System.Collections.Concurrent;
using System.Management.Automation;

namespace TwitterDm;

/// <summary>
/// Gives every new token set to the script block of <c>-OnTokenRefresh</c>. A refresh happens on any thread; the script block runs on the
/// pipeline's thread of its own runspace, at the next occasion.
/// </summary>
internal sealed class TokenHandler(ScriptBlock script)
{
    private readonly ConcurrentQueue<DmTokenSet> _waiting = new();

    public void Add(DmTokenSet tokens) => _waiting.Enqueue(tokens);

    /// <summary>Runs the script block for each token set that waits; an error in it is shown, and the tokens stay in use.</summary>
    public void Deliver(PSCmdlet cmdlet)
    {
        while (_waiting.TryDequeue(out var tokens))
        {
            try
            {
                // What the script block writes is nobody's output: it stands in the middle of another command's pipeline.
                _ = script.Invoke(tokens);
            }
            catch (RuntimeException exception)
            {
                cmdlet.WriteError(Failure(exception, tokens));
            }
        }
    }

    // The tokens are the error's target, so that a person can still save them: $Error[0].TargetObject.
    private static ErrorRecord Failure(RuntimeException exception, DmTokenSet tokens) => new(
        exception, "DmTokenHandlerFailed", ErrorCategory.OperationStopped, tokens)
    {
        ErrorDetails = new ErrorDetails($"The script block of -OnTokenRefresh failed: {exception.Message} The new tokens are in use, but it has not saved them.")
        {
            RecommendedAction = "Save them now: they are in $Error[0].TargetObject. The tokens from before are spent.",
        },
    };
}
