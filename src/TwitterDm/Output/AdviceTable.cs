using System.Globalization;

namespace TwitterDm.Output;

/// <summary>What to do about an error, in PowerShell's words. The core says what went wrong; only the module knows its cmdlets and parameters.</summary>
internal static class AdviceTable
{
    /// <summary>The advice for an error; null where there is none.</summary>
    public static string? For(DmException exception) => exception.Reason switch
    {
        DmErrorReason.WaitNotAllowed => $"Run the command again after {LocalTime(exception.ResetsAt)}, or let it wait: -OnRateLimit Wait with a longer -MaxWait.",
        DmErrorReason.ConnectionClosed => "Connect again with Connect-TwitterDm.",
        _ => exception.RecommendedAction,
    };

    private static string LocalTime(DateTimeOffset? time)
        => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "the window ends";
}
