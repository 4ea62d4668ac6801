using System.Runtime.InteropServices;

namespace TwitterDm.Sandbox.Limits;

/// <summary>A window that opens with its first request and closes a fixed time later, at a whole second: the one that its header tells.</summary>
internal sealed class RateWindow(TimeSpan length)
{
    private long _reset = long.MinValue;
    private int _used;

    /// <summary>What the window has left at this time; one that is over counts as new.</summary>
    public RateState Look(DateTimeOffset now, int limit)
    {
        if (now.ToUnixTimeSeconds() < _reset)
            return new RateState(limit, Math.Max(0, limit - _used), _reset);
        return new RateState(limit, limit, now.ToUnixTimeSeconds() + (long)length.TotalSeconds);
    }

    public RateState Count(DateTimeOffset now, int limit)
    {
        if (now.ToUnixTimeSeconds() >= _reset)
        {
            _reset = now.ToUnixTimeSeconds() + (long)length.TotalSeconds;
            _used = 0;
        }

        _used++;
        return Look(now, limit);
    }
}

/// <summary>A window as its headers tell it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RateState(int Limit, int Remaining, long Reset);
