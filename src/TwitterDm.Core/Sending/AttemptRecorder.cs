using TwitterDm.Accounts;
using TwitterDm.Http;
using TwitterDm.Sending.Journal;

namespace TwitterDm.Sending;

/// <summary>
/// Records in the journal, before an attempt starts, that the message may have been sent; and afterwards, if the attempt certainly had no
/// effect, that it was not.
/// </summary>
/// <remarks>
/// The sending code cannot do this around its call: the call includes waits for the rate limit, for a retry and for a new token, before
/// the first attempt and between attempts. They can last a quarter of an hour. If the run is killed during such a wait, a message that only
/// waited must not count as possibly sent. Only the attempt itself knows when it starts, so this is an observer.
/// </remarks>
/// <param name="account">Knows the time at X.</param>
/// <param name="row">The message's row in the journal; null without a journal.</param>
internal sealed class AttemptRecorder(AccountContext account, JournalRow? row) : IAttemptObserver
{
    /// <summary>
    /// When the attempt that may have sent the message started, by X's clock; null while the message is certainly unsent.
    /// </summary>
    public DateTimeOffset? StartedAt { get; private set; }

    public void OnStarting()
    {
        var now = account.ServerNow;
        // Synchronous on purpose: the record has to be on the disk before the request leaves.
        row?.RecordSending(now);
        StartedAt = now;
    }

    public void OnNoEffect()
    {
        StartedAt = null;
        row?.RecordUnsent(account.ServerNow);
    }

    // It stays as it was recorded: after such an attempt, the request is not repeated.
    public void OnUnknown()
    {
    }
}
