namespace TwitterDm.Watching;

/// <summary>Durations as people read them.</summary>
internal static class WatchText
{
    /// <summary>A duration: <c>75 s</c>, <c>12 min</c>, <c>26 h</c>.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        _ when time < TimeSpan.FromMinutes(2) => FormattableString.Invariant($"{Math.Round(time.TotalSeconds)} s"),
        _ when time < TimeSpan.FromHours(2) => FormattableString.Invariant($"{Math.Ceiling(time.TotalMinutes)} min"),
        _ => FormattableString.Invariant($"{Math.Ceiling(time.TotalHours)} h"),
    };
}
