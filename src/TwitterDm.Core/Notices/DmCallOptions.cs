using TwitterDm.Usage;

namespace TwitterDm.Notices;

/// <summary>How the requests of one operation behave, and who hears about them.</summary>
public sealed record DmCallOptions
{
    /// <summary>No notices, and every wait is waited.</summary>
    public static DmCallOptions Default { get; } = new();

    /// <summary>Who hears about retries, waits and partial errors.</summary>
    public INoticeSink? Notices { get; init; }

    /// <summary>What to do when a rate limit is reached.</summary>
    public DmRateLimitAction OnRateLimit { get; init; } = DmRateLimitAction.Wait;

    /// <summary>The longest single wait for a rate limit; null for as long as it takes.</summary>
    public TimeSpan? MaxWait { get; init; }

    /// <summary>What is done so far, for who waits: <c>1,200 events read so far</c>.</summary>
    internal Func<string>? DoneSoFar { get; init; }

    /// <summary>Counts what the operation uses, besides its connection.</summary>
    internal OperationUsage? Share { get; init; }

    internal static HttpRequestOptionsKey<DmCallOptions> Key { get; } = new("TwitterDm.CallOptions");

    internal static DmCallOptions Of(HttpRequestMessage request)
        => request.Options.TryGetValue(Key, out var options) ? options : Default;

    internal void Verbose(string text) => Notices?.Post(new DmVerboseNotice(text));

    internal void Warn(string text) => Notices?.Post(new DmWarningNotice(text));
}
