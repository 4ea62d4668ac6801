using System.Globalization;

namespace TwitterDm.Output;

/// <summary>What to do about an error, in PowerShell's words. The core says what went wrong; only the module knows its cmdlets and parameters.</summary>
internal static class AdviceTable
{
    /// <summary>The advice for an error; null where there is none.</summary>
    public static string? For(DmException exception)
    {
        var advice = ByReason(exception) ?? exception.RecommendedAction ?? ByKind(exception.Kind);
        return exception.IsNotTried ? $"{advice} Then send it again.".TrimStart() : advice;
    }

    private static string? ByReason(DmException exception) => exception.Reason switch
    {
        DmErrorReason.WaitNotAllowed => $"Run the command again after {LocalTime(exception.ResetsAt)}, or let it wait: -OnRateLimit Wait with a longer -MaxWait.",
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

    private static string LocalTime(DateTimeOffset? time)
        => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "the window ends";
}
