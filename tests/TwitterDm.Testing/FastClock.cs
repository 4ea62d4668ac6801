using System.Globalization;

namespace TwitterDm.Testing;

/// <summary>
/// The system's clock, sped up, so that an hour passes in a fraction of the time. Two processes that start it with the same text see the
/// same time.
/// </summary>
public sealed class FastClock(DateTimeOffset start, double factor) : TimeProvider
{
    /// <summary>A clock that starts now.</summary>
    public static FastClock StartNow(double factor) => new(System.GetUtcNow(), factor);

    /// <summary>The clock of another process.</summary>
    public static FastClock Parse(string words)
        => words.Split('*') is [var start, var factor]
            ? new(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), double.Parse(factor, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{words}' is not a valid clock.");

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + ((System.GetUtcNow() - start) * factor);

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{start:O}*{factor:R}");

    private TimeSpan Shorten(TimeSpan time) => time == Timeout.InfiniteTimeSpan || time == TimeSpan.Zero ? time : time / factor;
}
