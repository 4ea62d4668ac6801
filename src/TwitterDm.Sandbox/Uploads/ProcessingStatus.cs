namespace TwitterDm.Sandbox.Uploads;

/// <summary>The progress of X's processing of a GIF or a video.</summary>
/// <param name="State">X's name of the state.</param>
/// <param name="CheckAfter">After how many seconds to ask again, or null if processing has ended.</param>
/// <param name="Percent">The progress, or null if it has not started or has failed.</param>
internal sealed record ProcessingStatus(string State, int? CheckAfter, int? Percent)
{
    public const string Succeeded = "succeeded";
    private const string Failed = "failed";

    /// <summary>The status at a time. Processing is pending for the first half of the duration.</summary>
    /// <param name="elapsed">The time since the upload was finalized.</param>
    /// <param name="duration">The duration of the processing.</param>
    /// <param name="succeeds">Whether it will succeed.</param>
    public static ProcessingStatus At(TimeSpan elapsed, TimeSpan duration, bool succeeds)
    {
        if (elapsed >= duration)
            return succeeds ? new(Succeeded, CheckAfter: null, 100) : new(Failed, CheckAfter: null, Percent: null);
        return elapsed < duration / 2
            ? new("pending", Seconds((duration / 2) - elapsed), Percent: null)
            : new("in_progress", Seconds(duration - elapsed), (int)(elapsed / duration * 100));
    }

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
