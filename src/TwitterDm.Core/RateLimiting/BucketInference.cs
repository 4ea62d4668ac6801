namespace TwitterDm.RateLimiting;

/// <summary>
/// Finds out from the answers which endpoints share a window. X has documented both designs, and tells of neither in an answer. Endpoints
/// are taken for one if their windows have the same limit and the same end, and what is left can only be one count: an answer of the one
/// tells less than its own requests explain, and exactly what follows from the other's. They are taken apart again when what is left goes
/// up from one to the other, or limit or end differ.
/// </summary>
internal static class BucketInference
{
    /// <summary>Weighs an answer, before it is taken and while its request still counts as under way.</summary>
    /// <returns>Whether endpoints were put together or apart.</returns>
    public static bool Weigh(EndpointRateLimitWindow window, DmRateLimit told, RateLimitObservation answer, long askedAt, IEnumerable<RateLimitBucket> counters)
    {
        var isApart = IsContrary(window, told, answer, askedAt);
        if (isApart)
        {
            window.Counter.Separate(window);
            window.ApartIn = told.ResetsAt;
        }

        var (fewest, isFromAnswer) = MinExplained(window.Counter, told, answer);
        var isExplained = told.Remaining >= fewest;
        window.IsWhole = isExplained && (!isFromAnswer || window.IsWhole);
        var one = counters.FirstOrDefault(other => other != window.Counter && CanBeOne(window, told, other)
            && (isExplained
                ? WasFollowed(window, told, askedAt, other)
                : Follows(window.Counter, told, answer, other) && (isFromAnswer || other.Latest!.IsWhole)));
        if (one is null)
            return isApart;
        // What is known of the one's whole use is known of both.
        one.Latest!.IsWhole |= isExplained;
        window.IsWhole = one.Latest.IsWhole;
        window.Counter.Merge(one);
        return true;
    }

    // What a separate counter would have left at least, after all requests that may have been counted in it. Before its first answer in
    // this window others may have used it: that is no evidence, unless the other endpoint's window is known from its beginning. Both
    // end at once, so they began at once, and nobody can have been at this one before.
    private static (int Fewest, bool IsFromAnswer) MinExplained(RateLimitBucket own, DmRateLimit told, RateLimitObservation answer)
    {
        var isFromAnswer = own.Latest?.Told?.ResetsAt == told.ResetsAt;
        var before = isFromAnswer ? own.Latest!.Told!.Remaining : told.Limit;
        return (before - Besides(own) - Counted(answer), isFromAnswer);
    }

    private static bool CanBeOne(EndpointRateLimitWindow window, DmRateLimit told, RateLimitBucket other)
        => other.Members[0].Kind == window.Kind
        && other.Latest?.Told is { } last && last.Limit == told.Limit && last.ResetsAt == told.ResetsAt
        && window.ApartIn != told.ResetsAt && !other.Members.Any(member => member.ApartIn == told.ResetsAt);

    private static bool Follows(RateLimitBucket own, DmRateLimit told, RateLimitObservation answer, RateLimitBucket other)
    {
        var last = other.Latest!.Told!.Remaining;
        return (!answer.IsRefusal || told.Remaining == 0)
            && told.Remaining <= last - (answer.IsSuccess ? 1 : 0)
            && told.Remaining >= last - 1 - other.Uncertain - Besides(own);
    }

    // The other endpoint's answer, which nothing explained when it came, overtook this one.
    private static bool WasFollowed(EndpointRateLimitWindow window, DmRateLimit told, long askedAt, RateLimitBucket other)
    {
        var latest = other.Latest!;
        return window.IsWhole && !latest.IsWhole && askedAt < latest.ToldAt
            && latest.Told!.Remaining < told.Remaining
            && latest.Told.Remaining >= told.Remaining - 1 - other.Uncertain - Besides(window.Counter);
    }

    // A refusal proves nothing: a ban looks like a window, and its headers can be anything.
    private static bool IsContrary(EndpointRateLimitWindow window, DmRateLimit told, RateLimitObservation answer, long askedAt)
    {
        var counter = window.Counter;
        if (counter.Members.Count == 1 || answer.IsRefusal || askedAt < counter.ToldAt || counter.Latest is not { } latest || latest == window)
            return false;
        var last = latest.Told!;
        return told.ResetsAt == last.ResetsAt
            ? told.Limit != last.Limit || told.Remaining > last.Remaining - (answer.IsSuccess ? 1 : 0)
            : answer.At < last.ResetsAt;
    }

    private static int Besides(RateLimitBucket own) => Math.Max(0, own.Uncertain - 1);

    private static int Counted(RateLimitObservation answer) => answer.IsRefusal ? 0 : 1;
}
