using System.Collections.Concurrent;
using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Session;

/// <summary>
/// Gives every new token set to the script block of <c>-OnTokenRefresh</c>. A refresh happens on any thread; the script block runs on the
/// pipeline's thread of its own runspace, at the next occasion.
/// </summary>
internal sealed class TokenRefreshCallback(ScriptBlock script)
{
    // An error at which the script block does not stop comes out as a record among its output: also that one must be seen.
    private const string Call = "param($script, $tokens) & $script $tokens 2>&1";

    // What a program says on its error stream is no error: many tell their progress there.
    private const string ProgramOutput = "NativeCommandError";

    private readonly ConcurrentQueue<DmTokenSet> _waiting = new();

    public void Add(DmTokenSet tokens) => _waiting.Enqueue(tokens);

    /// <summary>Runs the script block for each token set that waits; an error in it is shown, and the tokens stay in use.</summary>
    /// <param name="write">Writes an error.</param>
    public void Deliver(Action<ErrorRecord> write)
    {
        while (_waiting.TryDequeue(out var tokens))
        {
            if (ComplaintOf(tokens) is { } complaint)
                write(Failure(complaint, tokens));
        }
    }

    private Exception? ComplaintOf(DmTokenSet tokens)
    {
        try
        {
            // What the script block writes is nobody's output: it stands in the middle of another command's pipeline.
            return ScriptBlock.Create(Call).Invoke(script, tokens)
                .Select(item => item?.BaseObject)
                .OfType<ErrorRecord>()
                .FirstOrDefault(record => !record.FullyQualifiedErrorId.StartsWith(ProgramOutput, StringComparison.Ordinal))?.Exception;
        }
        catch (RuntimeException exception)
        {
            return exception;
        }
    }

    // The tokens are the error's target, so that a person can still save them: $Error[0].TargetObject. The exception is a new one, since
    // $Error takes none twice: with the script block's own, its record would stay the first.
    private static ErrorRecord Failure(Exception cause, DmTokenSet tokens)
    {
        var message = $"The script block of -OnTokenRefresh failed: {VisibleText.Of(cause.Message, 300)} The new tokens are in use, but it has not saved them.";
        return new(new InvalidOperationException(message, cause), "DmTokenHandlerFailed", ErrorCategory.OperationStopped, tokens)
        {
            ErrorDetails = new ErrorDetails(message)
            {
                RecommendedAction = "Save them now: they are in $Error[0].TargetObject. The tokens from before are spent.",
            },
        };
    }
}
