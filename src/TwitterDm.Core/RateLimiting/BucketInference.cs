namespace TwitterDm.RateLimiting;

/// <summary>
/// Infers from responses which endpoints share a window. X has documented both designs, and no response says which one applies. Endpoints
/// are merged if their windows have the same limit and the same end, and the remainders can only belong to one count: a response from one
/// endpoint reports less than its own requests explain, and exactly what follows from the other endpoint's requests. They are separated
/// again when the remainder rises from one to the other, or limit or end differ.
/// </summary>
internal static class BucketInference
{
    /// <summary>Evaluates a response, before it is stored and while its request still counts as under way.</summary>
    /// <returns>Whether endpoints were merged or separated.</returns>
    public static bool Infer(
        EndpointRateLimitWindow window,
        DmRateLimit report,
        RateLimitObservation observation,
        long requestedAt,
        IEnumerable<RateLimitBucket> buckets)
    {
        var isSeparate = Contradicts(window, report, observation, requestedAt);
        if (isSeparate)
        {
            window.Bucket.Separate(window);
            window.SeparateIn = report.ResetsAtUtc;
        }

        var (minRemaining, hasEarlierReport) = MinExplained(window.Bucket, report, observation);
        var isExplained = report.Remaining >= minRemaining;
        window.IsFullyKnown = isExplained && (!hasEarlierReport || window.IsFullyKnown);
        var shared = buckets.FirstOrDefault(other => other != window.Bucket && CanBeShared(window, report, other)
            && (isExplained
                ? WasFollowed(window, report, requestedAt, other)
                : Follows(window.Bucket, report, observation, other) && (hasEarlierReport || other.Latest!.IsFullyKnown)));
        if (shared is null)
            return isSeparate;
        // If the use of one is fully known, so is that of both.
        shared.Latest!.IsFullyKnown |= isExplained;
        window.IsFullyKnown = shared.Latest.IsFullyKnown;
        window.Bucket.Merge(shared);
        return true;
    }

    // The smallest remainder of a separate bucket, after all requests that may have been counted in it. Before its first report in this
    // window, other programs may have used it, so a smaller remainder proves nothing unless the other endpoint's window is known from its
    // start. Both windows end at the same time, so they began at the same time, and nothing can have used this one before.
    private static (int MinRemaining, bool HasEarlierReport) MinExplained(
        RateLimitBucket own,
        DmRateLimit report,
        RateLimitObservation observation)
    {
        var hasEarlierReport = own.Latest?.Reported?.ResetsAtUtc == report.ResetsAtUtc;
        var before = hasEarlierReport ? own.Latest!.Reported!.Remaining : report.Limit;
        return (before - OtherUncertain(own) - Counted(observation), hasEarlierReport);
    }

    private static bool CanBeShared(EndpointRateLimitWindow window, DmRateLimit report, RateLimitBucket other)
        => other.Members[0].Kind == window.Kind
        && other.Latest?.Reported is { } last && last.Limit == report.Limit && last.ResetsAtUtc == report.ResetsAtUtc
        && window.SeparateIn != report.ResetsAtUtc && !other.Members.Any(member => member.SeparateIn == report.ResetsAtUtc);

    private static bool Follows(RateLimitBucket own, DmRateLimit report, RateLimitObservation observation, RateLimitBucket other)
    {
        var last = other.Latest!.Reported!.Remaining;
        return (!observation.IsRefusal || report.Remaining == 0)
            && report.Remaining <= last - (observation.IsSuccess ? 1 : 0)
            && report.Remaining >= last - 1 - other.Uncertain - OtherUncertain(own);
    }

    // Whether the other endpoint's response, which was unexplained when it arrived, overtook this one.
    private static bool WasFollowed(EndpointRateLimitWindow window, DmRateLimit report, long requestedAt, RateLimitBucket other)
    {
        var latest = other.Latest!;
        return window.IsFullyKnown && !latest.IsFullyKnown && requestedAt < latest.ReportedAt
            && latest.Reported!.Remaining < report.Remaining
            && latest.Reported.Remaining >= report.Remaining - 1 - other.Uncertain - OtherUncertain(window.Bucket);
    }

    // A refusal proves nothing: a ban looks like a window, and its headers can be anything.
    private static bool Contradicts(EndpointRateLimitWindow window, DmRateLimit report, RateLimitObservation observation, long requestedAt)
    {
        var bucket = window.Bucket;
        if (bucket.Members.Count == 1
            || observation.IsRefusal
            || requestedAt < bucket.ReportedAt
            || bucket.Latest is not { } latest
            || latest == window)
        {
            return false;
        }

        var last = latest.Reported!;
        return report.ResetsAtUtc == last.ResetsAtUtc
            ? report.Limit != last.Limit || report.Remaining > last.Remaining - (observation.IsSuccess ? 1 : 0)
            : observation.At < last.ResetsAtUtc;
    }

    private static int OtherUncertain(RateLimitBucket own) => Math.Max(0, own.Uncertain - 1);

    private static int Counted(RateLimitObservation observation) => observation.IsRefusal ? 0 : 1;
}
