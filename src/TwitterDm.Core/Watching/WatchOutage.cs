using TwitterDm.Notices;
using TwitterDm.Problems;

namespace TwitterDm.Watching;

/// <summary>
/// A time in which X or the network is unavailable, which does not end a watch: it warns once, says when it is over, and tells how long to
/// wait until another attempt.
/// </summary>
internal sealed class WatchOutage(INoticeSink? notices, TimeProvider clock)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(1);

    private int _failures;
    private DateTimeOffset _since;

    /// <summary>Whether an error can pass, so that watching goes on.</summary>
    public static bool CanPass(DmException error) => error.Kind switch
    {
        DmErrorKind.Service or DmErrorKind.Protocol => true,
        DmErrorKind.RateLimit => error.Reason != DmErrorReason.UsageCapReached && !AccountProblem.IsUsageCap(error.Problem),
        _ => false,
    };

    /// <summary>Records a failure.</summary>
    /// <returns>How long to wait at least.</returns>
    public TimeSpan Fail(DmException error)
    {
        _failures++;
        if (_failures == 1)
        {
            _since = clock.GetUtcNow();
            notices.Warn($"New events cannot be read at the moment; watching goes on, and nothing is lost. {error.Message}");
        }
        else
        {
            notices.Verbose(FormattableString.Invariant($"Attempt {_failures} failed, too: {error.Message}"));
        }

        var delay = FirstDelay * Math.Pow(2, Math.Min(_failures - 1, 10));
        return delay < MaxDelay ? delay : MaxDelay;
    }

    /// <summary>Records a success.</summary>
    public void Recover()
    {
        if (_failures > 0)
            notices.Warn($"New events can be read again, after {WatchText.Of(clock.GetUtcNow() - _since)}.");
        _failures = 0;
    }
}
