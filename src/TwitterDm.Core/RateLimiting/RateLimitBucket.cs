namespace TwitterDm.RateLimiting;

/// <summary>What the API counts as one: the requests of one endpoint in one kind of window, or those of several that share it.</summary>
internal sealed class RateLimitBucket(EndpointRateLimitWindow first)
{
    /// <summary>A reset is told in whole seconds, and so is the date that corrects our clock.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly List<EndpointRateLimitWindow> _members = [first];

    public IReadOnlyList<EndpointRateLimitWindow> Members => _members;

    /// <summary>Who knows the window best: the latest window, and in it the smallest remainder.</summary>
    public EndpointRateLimitWindow? Latest => _members.Where(member => member.Told is not null)
        .OrderByDescending(member => member.Told!.ResetsAt).ThenBy(member => member.Told!.Remaining).FirstOrDefault();

    /// <summary>When the API told last about it.</summary>
    public long ToldAt => _members.Max(member => member.ToldAt);

    /// <summary>The requests that have no answer yet, of all members and processes.</summary>
    public int InFlight => _members.Sum(member => member.Endpoint.InFlight + member.Endpoint.InFlightElsewhere);

    /// <summary>The requests that may be counted without having been told.</summary>
    public int Uncertain => InFlight + _members.Sum(member => member.Untold);

    /// <summary>Why a request of an endpoint has to wait; null when it may go.</summary>
    public RateLimitWait? WaitAt(string endpoint, DateTimeOffset now)
    {
        if (Latest?.Told is not { } told)
            return null;
        if (now < told.ResetsAt + Margin)
            return told.Remaining > InFlight ? null : new($"{endpoint}: all {told.Limit} requests of {Name(told.Window)} are used{Sharing}", told.ResetsAt);

        // The next window is expected to be as large; nothing is known of it before the first answer.
        return told.Limit > InFlight || InFlight == 0
            ? null
            : new($"{endpoint}: as many requests as {Name(told.Window)} allows are under way", now, IsForAnswers: true);
    }

    public void Merge(RateLimitBucket other)
    {
        foreach (var member in other._members)
        {
            member.Counter = this;
            _members.Add(member);
        }
    }

    /// <summary>Counts a member apart from the others.</summary>
    public void Separate(EndpointRateLimitWindow member)
    {
        _members.Remove(member);
        member.Counter = new RateLimitBucket(member);
    }

    private string Sharing => _members.Count > 1 ? $", which {_members.Count} endpoints share" : string.Empty;

    private static string Name(DmRateLimitWindow window) => window switch
    {
        DmRateLimitWindow.UserDay => "the user's day",
        DmRateLimitWindow.AppDay => "the app's day",
        _ => "the window",
    };
}
