using System.Management.Automation;

namespace TwitterDm.Output;

/// <summary>Creates PowerShell's error records from the core's exceptions, with stable ids, categories and advice.</summary>
internal static class ErrorRecords
{
    /// <param name="exception">What went wrong.</param>
    /// <param name="item">The target of the error, if the exception does not have one.</param>
    public static ErrorRecord From(DmException exception, object? item = null)
    {
        var record = new ErrorRecord(exception, "Dm" + exception.Kind, CategoryOf(exception), exception.Target ?? item);
        record.ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = AdviceTable.For(exception) };
        return record;
    }

    /// <summary>An error about one row of many: the row is its target, so that it can be piped again.</summary>
    public static ErrorRecord AboutRow(DmException exception, DmOutgoingMessage message, object row)
    {
        var record = new ErrorRecord(exception, "Dm" + exception.Kind, CategoryOf(exception), row)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = AdviceTable.For(exception) },
        };
        // By default, the target name would be the whole row, including the text.
        record.CategoryInfo.TargetName = message.ToString();
        return record;
    }

    /// <summary>Whether the error is about one item, so that the items after it can still be processed.</summary>
    public static bool IsAboutItem(DmException exception)
        => exception.Kind is DmErrorKind.NotFound or DmErrorKind.InvalidRequest or DmErrorKind.Permission or DmErrorKind.File;

    private static ErrorCategory CategoryOf(DmException exception) => exception.Kind switch
    {
        DmErrorKind.NotConnected => ErrorCategory.ConnectionError,
        DmErrorKind.Authentication => ErrorCategory.AuthenticationError,
        DmErrorKind.Permission => ErrorCategory.PermissionDenied,
        DmErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        DmErrorKind.InvalidRequest => ErrorCategory.InvalidArgument,
        DmErrorKind.RateLimit => ErrorCategory.LimitsExceeded,
        DmErrorKind.SpendingLimit => ErrorCategory.LimitsExceeded,
        DmErrorKind.Service => ErrorCategory.ResourceUnavailable,
        DmErrorKind.Protocol => ErrorCategory.InvalidResult,
        DmErrorKind.SendUncertain => ErrorCategory.OperationTimeout,
        DmErrorKind.File => exception.IsWriteFailure ? ErrorCategory.WriteError : ErrorCategory.ReadError,
        _ => throw new ArgumentOutOfRangeException(nameof(exception), exception.Kind, "This kind has no category."),
    };
}
