using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>What to do about an error, in PowerShell's words. The core says what went wrong; only the module knows its cmdlets and parameters.</summary>
internal static class AdviceTable
{
    /// <summary>The advice for an error; null where there is none.</summary>
    public static string? For(DmException exception)
    {
        var advice = ByReason(exception) ?? exception.RecommendedAction ?? ByKind(exception.Kind);
        if (exception.IsNotTried)
            return $"{advice} Then send it again.".TrimStart();
        return ForResuming(exception) is { } resuming ? $"{advice} {resuming}".TrimStart() : advice;
    }

    private static string? ByReason(DmException exception) => exception.Reason switch
    {
        DmErrorReason.WaitNotAllowed => $"Run the command again after {LocalTime(exception.ResetsAt)}, or let it wait: -OnRateLimit Wait with a longer -MaxWait.",
        DmErrorReason.TimesReversed => "Swap -Since and -Until.",
        DmErrorReason.PageTokenInvalid => "Use the PageToken of an error's TargetObject or of a report.",
        DmErrorReason.CheckpointConflict => $"Omit -{exception.Target} or -Checkpoint.",
        DmErrorReason.ConnectionClosed => "Connect again with Connect-TwitterDm.",
        DmErrorReason.NoRecipient =>
            "Give a recipient: -To with an id or a quoted name such as '@XDevelopers' (PowerShell reads an unquoted @ differently), or -ConversationId.",
        _ => null,
    };

    private static string? ByKind(DmErrorKind kind) => kind switch
    {
        DmErrorKind.SendUncertain =>
            "Check the conversation before you send the message again: Get-DmEvent with -ConversationId shows whether it arrived.",
        _ => null,
    };

    private static string? ForResuming(DmException exception) => exception switch
    {
        // The same request would be rejected again.
        { Kind: DmErrorKind.InvalidRequest } => null,
        { Target: DmResumePoint { CheckpointPath: not null } } =>
            "The checkpoint is unchanged: run the same command again, and it returns all events after the checkpoint.",
        { Target: DmResumePoint { PageToken: { } token } } => $"To resume where it stopped, add -PageToken '{VisibleText.Of(token)}'.",
        _ => null,
    };

    private static string LocalTime(DateTimeOffset? time)
        => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "the window ends";
}
