namespace TwitterDm.Sandbox.RateLimits;

/// <summary>A fixed window: it starts with its first request and resets at a whole second, the one that the header shows.</summary>
internal sealed class RateLimitWindow(TimeSpan length)
{
    private long _reset = long.MinValue;
    private int _used;

    /// <summary>The status at a time. A window that has ended counts as a new one.</summary>
    public RateLimitStatus Peek(DateTimeOffset now, int limit)
    {
        if (now.ToUnixTimeSeconds() < _reset)
            return new RateLimitStatus(limit, Math.Max(0, limit - _used), _reset);
        return new RateLimitStatus(limit, limit, now.ToUnixTimeSeconds() + (long)length.TotalSeconds);
    }

    public RateLimitStatus Count(DateTimeOffset now, int limit)
    {
        if (now.ToUnixTimeSeconds() >= _reset)
        {
            _reset = now.ToUnixTimeSeconds() + (long)length.TotalSeconds;
            _used = 0;
        }

        _used++;
        return Peek(now, limit);
    }
}
