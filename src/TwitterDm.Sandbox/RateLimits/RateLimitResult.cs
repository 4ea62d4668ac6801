using System.Globalization;
using System.Runtime.InteropServices;

namespace TwitterDm.Sandbox.RateLimits;

/// <summary>The limits after a request, and whether they refuse it.</summary>
internal readonly record struct RateLimitResult(bool IsRefused, RateLimitStatus Window, RateLimitStatus? Day)
{
    public IEnumerable<KeyValuePair<string, string>> Headers()
    {
        var headers = Headers("x-rate-limit", Window);
        return Day is { } day ? headers.Concat(Headers("x-user-limit-24hour", day)) : headers;
    }

    private static KeyValuePair<string, string>[] Headers(string prefix, RateLimitStatus status) =>
    [
        new($"{prefix}-limit", status.Limit.ToString(CultureInfo.InvariantCulture)),
        new($"{prefix}-remaining", status.Remaining.ToString(CultureInfo.InvariantCulture)),
        new($"{prefix}-reset", status.Reset.ToString(CultureInfo.InvariantCulture)),
    ];
}

/// <summary>One window as its headers show it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RateLimitStatus(int Limit, int Remaining, long Reset);
