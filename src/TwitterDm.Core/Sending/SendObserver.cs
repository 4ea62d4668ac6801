using TwitterDm.Accounts;
using TwitterDm.Http;
using TwitterDm.Sending.Journal;

namespace TwitterDm.Sending;

/// <summary>Knows when the attempt left that may have had an effect, and keeps the journal up to date with it.</summary>
internal sealed class SendObserver(AccountContext account, JournalRow? row) : IAttemptObserver
{
    /// <summary>When it left, by X's clock; null while it is certain that nothing was sent.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    public void Leaving()
    {
        LeftAt = account.ServerNow;
        row?.Sending(LeftAt.Value);
    }

    public void Refused()
    {
        LeftAt = null;
        row?.Unsent(account.ServerNow);
    }
}
