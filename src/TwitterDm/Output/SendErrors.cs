using System.Management.Automation;

namespace TwitterDm.Output;

/// <summary>
/// The errors of a list of messages: one for each message that failed, and a single one for the error that ended the run, with all messages
/// that were not tried because of it.
/// </summary>
internal sealed class SendErrors
{
    // A row that is sent without the journal is unknown to the next run with it, which would send it again.
    private const string HowToGoOnWithJournal =
        "To send the rest, run the same command again, with the same rows and the same journal: it skips what was sent.";

    private const string HowToGoOn = "Then send the rest: pipe the TargetObject of this error to Send-DmMessage.";

    private readonly List<object> _notTried = [];
    private (DmException Error, DmOutgoingMessage Message, object Target)? _failed;
    private DmException? _cause;

    /// <summary>Adds a failed message.</summary>
    /// <param name="result">Its result.</param>
    /// <param name="message">The message.</param>
    /// <param name="target">The target of its error: what to pipe in again.</param>
    /// <returns>The error to write now; null if it belongs to the one at the end.</returns>
    public ErrorRecord? Add(DmSendResult result, DmOutgoingMessage message, object target)
    {
        var error = result.Error!;
        if (error.IsNotTried)
        {
            _notTried.Add(target);
            _cause = error.InnerException as DmException ?? error;
            return null;
        }

        if (!result.EndsRun)
            return ErrorRecords.AboutRow(error, message, target);
        _failed = (error, message, target);
        return null;
    }

    /// <summary>The error that ended the run; null if none did.</summary>
    /// <param name="hasJournal">Whether a journal records the rows.</param>
    public ErrorRecord? ForTheEnd(bool hasJournal)
    {
        var rest = hasJournal ? HowToGoOnWithJournal : HowToGoOn;
        return (_failed, _notTried.Count) switch
        {
            (null, 0) => null,
            ({ } failed, 0) => ErrorRecords.AboutRow(failed.Error, failed.Message, failed.Target),
            ({ } failed, var count) => ErrorRecords.AboutRows(
                failed.Error,
                [failed.Target, .. _notTried],
                NotTried.After(count, "message"),
                rest),
            (null, var count) => ErrorRecords.AboutRows(_cause!, [.. _notTried], NotTried.Remaining(count, "message"), rest),
        };
    }
}
