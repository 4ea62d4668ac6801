using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>Creates PowerShell's error records from the core's exceptions, with stable ids, categories and advice.</summary>
internal static class ErrorRecords
{
    /// <param name="exception">What went wrong.</param>
    /// <param name="item">The target of the error, if the exception does not have one.</param>
    /// <param name="notTried">A sentence about what was not tried because of it; null for none.</param>
    public static ErrorRecord From(DmException exception, object? item = null, string? notTried = null)
        => Create(exception, exception.Target ?? item, notTried);

    /// <summary>An error about one row of many: its target is what can be piped again.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="message">The message.</param>
    /// <param name="target">The row, or the message where the row is not all of it.</param>
    /// <param name="place">Where the row is in the input; null if that is not known.</param>
    public static ErrorRecord AboutRow(DmException exception, DmOutgoingMessage message, object target, RowPlace? place = null)
    {
        var record = Create(exception, target);
        if (place is not null)
            record.ErrorDetails.RecommendedAction = place.Advise(exception, record.ErrorDetails.RecommendedAction);
        // By default, the target name would be the whole row, including the text.
        record.CategoryInfo.TargetName = message.ToString();
        return record;
    }

    /// <summary>An error that ended a run: its targets are what is left, so that it can be piped again.</summary>
    /// <param name="exception">What ended the run.</param>
    /// <param name="targets">The targets of the failed row, if there is one, and of the rows that were not tried.</param>
    /// <param name="notTried">A sentence about the rows that were not tried.</param>
    /// <param name="howToGoOn">A sentence about how to send the rest.</param>
    public static ErrorRecord AboutRows(DmException exception, object[] targets, string notTried, string howToGoOn)
    {
        var record = Create(exception, targets is [var single] ? single : targets, notTried);
        record.ErrorDetails.RecommendedAction = $"{record.ErrorDetails.RecommendedAction} {howToGoOn}".TrimStart();
        record.CategoryInfo.TargetName = CountText.Of(targets.Length, "message");
        return record;
    }

    /// <summary>The error for an exception that nothing has foreseen; the result is never <c>NotSpecified</c>.</summary>
    public static DmException Unexpected(Exception exception)
        => new(
            DmErrorKind.Protocol,
            $"An unexpected error occurred: {exception.GetType().Name}: {VisibleText.Of(exception.Message, 300)}",
            exception)
        {
            RecommendedAction = "Try again. If the error persists, report it to the authors of the module, with the output of Get-Error.",
        };

    /// <summary>
    /// Whether PowerShell itself threw the exception: to stop a pipeline, to unwind it, or with an error record of its own.
    /// </summary>
    public static bool IsPowerShells(Exception exception)
        => exception is RuntimeException or IContainsErrorRecord || exception.GetType().Assembly == typeof(RuntimeException).Assembly;

    private static ErrorRecord Create(DmException exception, object? target, string? notTried = null)
    {
        var complete = notTried is null ? exception : exception.WithSentence(notTried);
        return new(complete, "Dm" + exception.Kind, CategoryOf(exception), target)
        {
            ErrorDetails = new ErrorDetails(complete.Message) { RecommendedAction = AdviceTable.For(exception) },
        };
    }

    private static ErrorCategory CategoryOf(DmException exception) => exception.Kind switch
    {
        DmErrorKind.NotConnected => ErrorCategory.ConnectionError,
        DmErrorKind.Authentication => ErrorCategory.AuthenticationError,
        DmErrorKind.Permission => ErrorCategory.PermissionDenied,
        DmErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        DmErrorKind.InvalidRequest => ErrorCategory.InvalidArgument,
        DmErrorKind.RateLimit => ErrorCategory.LimitsExceeded,
        DmErrorKind.Credit => ErrorCategory.LimitsExceeded,
        DmErrorKind.SpendingLimit => ErrorCategory.LimitsExceeded,
        DmErrorKind.Service => ErrorCategory.ResourceUnavailable,
        DmErrorKind.Protocol => ErrorCategory.InvalidResult,
        DmErrorKind.ChatKey => ErrorCategory.AuthenticationError,
        DmErrorKind.SendUncertain => ErrorCategory.OperationTimeout,
        DmErrorKind.File => exception.IsWriteFailure ? ErrorCategory.WriteError : ErrorCategory.ReadError,
        _ => throw new ArgumentOutOfRangeException(nameof(exception), exception.Kind, "This kind has no category."),
    };
}
