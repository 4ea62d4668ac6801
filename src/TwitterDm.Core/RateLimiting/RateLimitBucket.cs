namespace TwitterDm.RateLimiting;

/// <summary>
/// Requests that the API counts together: those of one endpoint in one kind of window, or of several endpoints that share it.
/// </summary>
internal sealed class RateLimitBucket(EndpointRateLimitWindow first)
{
    /// <summary>Reset times have whole seconds, and so does the date that corrects our clock.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private const int ShareOfOthers = 5;

    private readonly List<EndpointRateLimitWindow> _members = [first];

    public IReadOnlyList<EndpointRateLimitWindow> Members => _members;

    /// <summary>The member with the newest report: the latest window, and in it the smallest remainder.</summary>
    public EndpointRateLimitWindow? Latest
    {
        get
        {
            EndpointRateLimitWindow? latest = null;
            foreach (var member in _members)
            {
                if (member.Reported is { } report && (latest?.Reported is not { } other || report.ResetsAtUtc > other.ResetsAtUtc
                    || (report.ResetsAtUtc == other.ResetsAtUtc && report.Remaining < other.Remaining)))
                    latest = member;
            }

            return latest;
        }
    }

    /// <summary>When the API last reported on it, as a sequence number of the table.</summary>
    public long ReportedAt => _members.Max(member => member.ReportedAt);

    /// <summary>The requests that have no response yet, of all members and processes.</summary>
    public int InFlight => _members.Sum(member => member.Endpoint.InFlight + member.Endpoint.InFlightElsewhere);

    /// <summary>The requests that may have been counted but not reported.</summary>
    public int Uncertain => InFlight + _members.Sum(member => member.Unreported);

    /// <summary>The requests of a window that are left to other work by requests that leave a reserve.</summary>
    public static int ReserveOf(int limit) => limit / ShareOfOthers;

    /// <summary>Why a request to an endpoint has to wait; null if it may be sent.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="now">The time at X.</param>
    /// <param name="leavesReserve">Whether the request leaves a part of the window to others.</param>
    public RateLimitWait? FindWait(string endpoint, DateTimeOffset now, bool leavesReserve)
    {
        if (Latest?.Reported is not { } reported)
            return null;
        if (now - Margin < reported.ResetsAtUtc)
        {
            if (reported.Remaining - (leavesReserve ? ReserveOf(reported.Limit) : 0) > InFlight)
                return null;
            return reported.Remaining > InFlight
                ? new(
                    $"{endpoint}: of the {reported.Limit} requests of {Name(reported.Kind)}, the last {reported.Remaining} are left to other work{Sharing}",
                    reported.ResetsAtUtc)
                : new($"{endpoint}: all {CountOf(reported)}requests of {Name(reported.Kind)} are used{Sharing}", reported.ResetsAtUtc);
        }

        // The next window is expected to have the same limit; nothing is known about it before its first response.
        return reported.Limit > InFlight || InFlight == 0
            ? null
            : new($"{endpoint}: as many requests as {Name(reported.Kind)} allows are under way", now, IsForResponses: true);
    }

    public void Merge(RateLimitBucket other)
    {
        foreach (var member in other._members)
        {
            member.Bucket = this;
            _members.Add(member);
        }
    }

    /// <summary>Counts a member on its own from now on.</summary>
    public void Separate(EndpointRateLimitWindow member)
    {
        _members.Remove(member);
        member.Bucket = new RateLimitBucket(member);
    }

    private string Sharing => _members.Count > 1 ? $", which {_members.Count} endpoints share" : string.Empty;

    // A limit that X does not report is assumed to be what is left.
    private static string CountOf(DmRateLimit reported)
        => reported.Limit > reported.Remaining ? FormattableString.Invariant($"{reported.Limit} ") : string.Empty;

    private static string Name(DmRateLimitWindow window) => window switch
    {
        DmRateLimitWindow.UserDay => "the user's day",
        DmRateLimitWindow.AppDay => "the app's day",
        _ => "the window",
    };
}
