using TwitterDm.Accounts;
using TwitterDm.Notices;

namespace TwitterDm.Watching;

/// <summary>Passes each warning on once, since every poll of a watch repeats it; later it is a detail for the log.</summary>
internal sealed class RepeatedNotices(INoticeSink notices) : INoticeSink
{
    // Each response has another one.
    private const string TransactionId = ", X's transaction id ";

    private readonly RecentIds _warnings = new();

    /// <inheritdoc/>
    public bool WantsDetails => notices.WantsDetails;

    /// <inheritdoc/>
    public void Post(DmNotice notice)
    {
        lock (_warnings)
        {
            if (notice is DmWarningNotice && !_warnings.Add(notice.Text.Split(TransactionId)[0]))
                notice = new DmVerboseNotice(notice.Text);
        }

        notices.Post(notice);
    }
}
