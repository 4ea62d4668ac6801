namespace TwitterDm.Sandbox.Uploads;

/// <summary>How far X is with what it makes of a moving file, as an answer tells it.</summary>
/// <param name="State">The state, in X's words.</param>
/// <param name="CheckAfter">When to ask again, in whole seconds; null: there is no need to.</param>
/// <param name="Percent">How much is done; null: nothing has begun.</param>
internal sealed record Processing(string State, int? CheckAfter, int? Percent)
{
    public const string Succeeded = "succeeded";
    private const string Failed = "failed";

    /// <summary>The state at a time: half of the span it waits, the other half it works.</summary>
    /// <param name="elapsed">The time since the file was complete.</param>
    /// <param name="span">How long it takes.</param>
    /// <param name="succeeds">How it ends.</param>
    public static Processing At(TimeSpan elapsed, TimeSpan span, bool succeeds)
    {
        if (elapsed >= span)
            return succeeds ? new(Succeeded, CheckAfter: null, 100) : new(Failed, CheckAfter: null, Percent: null);
        return elapsed < span / 2
            ? new("pending", Seconds((span / 2) - elapsed), Percent: null)
            : new("in_progress", Seconds(span - elapsed), (int)(elapsed / span * 100));
    }

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
