namespace TwitterDm;

/// <summary>One window of the API's rate limit, as the last response reported it.</summary>
public sealed class DmRateLimit
{
    /// <summary>The verb and path of the request, with names in place of ids.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Which of the API's windows this is, a name of <see cref="DmRateLimitWindow"/>.</summary>
    public string Window => Kind.ToString();

    /// <summary>How many requests the window allows.</summary>
    public required int Limit { get; init; }

    /// <summary>How many requests are left until <see cref="ResetsAt"/>.</summary>
    public required int Remaining { get; init; }

    /// <summary>When the window ends, in local time, by the API's clock (header <c>x-rate-limit-reset</c>, Unix seconds).</summary>
    public DateTime ResetsAt => ResetsAtUtc.LocalDateTime;

    /// <summary>When the API reported this, in local time.</summary>
    public DateTime ObservedAt => ObservedAtUtc.LocalDateTime;

    /// <summary>The other endpoints that share this window, as far as the responses showed it.</summary>
    public DmList<string> SharedWith { get; init; } = DmList<string>.Empty;

    internal DmRateLimitWindow Kind { get; init; }

    internal DateTimeOffset ResetsAtUtc { get; init; }

    internal DateTimeOffset ObservedAtUtc { get; init; }

    /// <summary>The requests left and the limit, such as <c>GET /2/dm_events: 299 of 300</c>.</summary>
    public override string ToString() => $"{Endpoint}: {Remaining} of {Limit}";
}
