using System.Security.Cryptography;
using System.Text;
using TwitterDm.Profiles;

namespace TwitterDm.RateLimiting;

/// <summary>
/// The limits as one connection sees them: a picture of its own until it is known whose requests they are, then the account's. A simulated
/// API inside the process counts for its connection alone, and so does the picture.
/// </summary>
internal sealed class ConnectionRateLimits
{
    private readonly DmConnectionOptions _options;
    private string? _account;
    private volatile RateLimiter _picture;

    public ConnectionRateLimits(DmConnectionOptions options)
    {
        _options = options;
        ServerClock = options.IsSandbox ? new ServerClock(options.Clock) : RateLimiterRegistry.ServerClockOf(options.Clock, options.ApiBaseUri.Authority);
        _picture = new RateLimiter(ServerClock, options.Clock);
        if (options.ProfileUserId is not null)
            Identify(options.ProfileUserId);
    }

    /// <summary>What time it is at the API.</summary>
    public ServerClock ServerClock { get; }

    /// <summary>What is known of the limits.</summary>
    public RateLimiter Picture => _picture;

    /// <summary>Tells whose requests they are: what was learnt so far moves into the picture of that account.</summary>
    public void Identify(string userId)
    {
        var account = $"{_options.ApiBaseUri.Authority}\n{userId}\n{_options.Credential.AppId}";
        if (_options.IsSandbox || string.Equals(account, _account, StringComparison.Ordinal))
            return;
        _account = account;
        var shared = RateLimiterRegistry.PictureOf(_options.Clock, account, ServerClock);
        shared.Absorb(_picture);
        _picture = shared;
        if (_options.Profile is not null)
            ShareBy(_options.Profile);
    }

    /// <summary>Lets other processes that use a profile hear of it.</summary>
    public void ShareBy(IProfileStore profile)
    {
        if (_account is not null && profile.LimitsPath is { } path)
            _picture.ShareBy(new RateLimitSnapshotFile(path, NameOf(_account), _options.Clock));
    }

    // Others need not read in a file for which app it is.
    private static string NameOf(string account) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(account)))[..32];
}
