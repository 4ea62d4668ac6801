using System.Globalization;

namespace TwitterDm.Sandbox.Limits;

/// <summary>Whether a request is within the limits, and what the limits' headers say after it.</summary>
internal readonly record struct RateVerdict(bool Refused, RateState Window, RateState? Day)
{
    public IEnumerable<KeyValuePair<string, string>> Headers()
    {
        var headers = Headers("x-rate-limit", Window);
        return Day is { } day ? headers.Concat(Headers("x-user-limit-24hour", day)) : headers;
    }

    private static KeyValuePair<string, string>[] Headers(string prefix, RateState state) =>
    [
        new($"{prefix}-limit", state.Limit.ToString(CultureInfo.InvariantCulture)),
        new($"{prefix}-remaining", state.Remaining.ToString(CultureInfo.InvariantCulture)),
        new($"{prefix}-reset", state.Reset.ToString(CultureInfo.InvariantCulture)),
    ];
}
