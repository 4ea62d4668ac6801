using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.RateLimiting;

/// <summary>
/// The limits as one connection sees them: a limiter of its own until the account is known, then the account's. A simulated
/// API inside the process counts for its connection alone, and keeps its own limiter.
/// </summary>
internal sealed class ConnectionRateLimits
{
    private static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(10);

    private readonly RateLimitScope _scope;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _leaseLife;
    private string? _account;
    private volatile RateLimiter _limiter;

    /// <param name="scope">The account whose requests are counted, as far as it is known before the first one.</param>
    /// <param name="clock">Provides the time.</param>
    /// <param name="attemptTimeout">How long one request can take.</param>
    public ConnectionRateLimits(RateLimitScope scope, TimeProvider clock, TimeSpan attemptTimeout)
    {
        _scope = scope;
        _clock = clock;
        _leaseLife = attemptTimeout + LeaseMargin;
        ServerClock = scope.IsSandbox ? new ServerClock(clock) : RateLimiterRegistry.ServerClockOf(clock, scope.Authority);
        _limiter = new RateLimiter(ServerClock, clock, _leaseLife);
        if (scope.UserId is not null)
            Identify(scope.UserId);
    }

    /// <summary>The clock of the API.</summary>
    public ServerClock ServerClock { get; }

    /// <summary>The limiter in use.</summary>
    public RateLimiter Limiter => _limiter;

    /// <summary>Sets the account that the requests belong to, and moves what was learned so far into its limiter.</summary>
    public void Identify(string userId)
    {
        var account = $"{_scope.Authority}\n{userId}\n{_scope.AppId}";
        if (_scope.IsSandbox || string.Equals(account, _account, StringComparison.Ordinal))
            return;
        _account = account;
        var shared = RateLimiterRegistry.LimiterOf(account, _clock, ServerClock, _leaseLife);
        shared.Absorb(_limiter);
        _limiter = shared;
        ShareThrough(_scope.SnapshotPath);
    }

    /// <summary>Exchanges snapshots with other processes through a file; null for none.</summary>
    public void ShareThrough(string? path)
    {
        if (_account is not null && path is not null)
            _limiter.ShareThrough(new RateLimitSnapshotFile(path, HashOf(_account), _clock));
    }

    // A hash, so that the file does not reveal which app it is for.
    private static string HashOf(string account) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(account)))[..32];
}

/// <summary>The account whose requests are counted together.</summary>
/// <param name="Authority">The host and port of the API.</param>
/// <param name="AppId">The app that X counts them for; null if the credential does not include it.</param>
/// <param name="IsSandbox">Whether the API is a simulated one inside the process.</param>
/// <param name="UserId">The user, if a saved profile includes it; otherwise null until the first response.</param>
/// <param name="SnapshotPath">The file in which processes that use the same profile share the limits; null for none.</param>
internal sealed record RateLimitScope(string Authority, string? AppId, bool IsSandbox, string? UserId, string? SnapshotPath);
