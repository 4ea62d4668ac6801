using System.Collections.Concurrent;
using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Session;

/// <summary>
/// Passes every new token set to the script block of <c>-OnTokenRefresh</c>. A refresh can happen on any thread; the script block runs on
/// the pipeline's thread of its own runspace, as soon as a cmdlet can run it.
/// </summary>
internal sealed class TokenRefreshCallback(ScriptBlock script)
{
    // An error that does not stop the script block is a record in its output: it must also be shown.
    private const string Call = "param($script, $tokens) & $script $tokens 2>&1";

    // A native program's output on its error stream is not an error: many programs write their progress there.
    private const string ProgramOutput = "NativeCommandError";

    private readonly ConcurrentQueue<DmTokenSet> _waiting = new();

    public void Add(DmTokenSet tokens) => _waiting.Enqueue(tokens);

    /// <summary>Runs the script block for each waiting token set; an error in it is shown, and the tokens stay in use.</summary>
    /// <param name="write">Writes an error.</param>
    public void Deliver(Action<ErrorRecord> write)
    {
        while (_waiting.TryDequeue(out var tokens))
        {
            if (ErrorOf(tokens) is { } error)
                write(Failure(error, tokens));
        }
    }

    private Exception? ErrorOf(DmTokenSet tokens)
    {
        try
        {
            // The script block's output is discarded: it runs in the middle of another command's pipeline.
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

    // The tokens are the error's target, so that the user can still save them: $Error[0].TargetObject. The exception is a new object, since
    // $Error never lists an exception twice: with the script block's own exception, its record would remain the first.
    private static ErrorRecord Failure(Exception cause, DmTokenSet tokens)
    {
        var message =
            $"The script block of -OnTokenRefresh failed: {VisibleText.Of(cause.Message, 300)} The new tokens are in use, but the script block has not saved them.";
        return new(new InvalidOperationException(message, cause), "DmTokenHandlerFailed", ErrorCategory.OperationStopped, tokens)
        {
            ErrorDetails = new ErrorDetails(message)
            {
                RecommendedAction = "Save them now: they are in $Error[0].TargetObject. The previous tokens are spent.",
            },
        };
    }
}
