using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.Listing;

/// <summary>Warns, before a listing starts, about what it cannot include.</summary>
internal sealed class ListingWarnings(ListingContext context, Operation operation)
{
    /// <summary>Warns, once for each account and process, that X Chat is not included, and warns about times before the period that X lists.</summary>
    /// <param name="query">The query.</param>
    /// <param name="hasNoResult">Whether X lists no event of the query's period, so that nothing is requested.</param>
    /// <param name="lastRead">The time of the newest event of the previous run with the same checkpoint; null if there was none.</param>
    /// <param name="saved">When that checkpoint was saved, if that is in the future; otherwise null.</param>
    public void Show(DmEventQuery query, bool hasNoResult, DateTimeOffset? lastRead, DateTimeOffset? saved)
    {
        if (saved is not null)
        {
            operation.Warn(
                $"The checkpoint was saved at {saved:u}, which is in the future: the clock of this computer is wrong, or was. "
                + "Correct the clock; the position in the checkpoint is used as it is.");
        }

        if (query.Sources is null && context.IsFirstListing())
        {
            operation.Notices?.Post(new DmWarningNotice(
                "Messages in end-to-end encrypted conversations (X Chat) are not included: this version reads classic Direct Messages only.")
            {
                Reason = DmErrorReason.ChatNotIncluded,
            });
        }

        var start = context.Account.Clock.GetUtcNow() - DmEventQuery.Window;
        if (!query.IsAll)
            return;
        if (query.Since < start || query.Until < start)
        {
            operation.Warn(
                $"X lists the events of all conversations for the last 30 days only, that is, since {start:u}. "
                + (hasNoResult ? "Nothing was requested. " : string.Empty)
                + "To read older events, list a single conversation.");
        }

        if (lastRead < start)
        {
            operation.Warn(
                "The checkpoint is older than the 30 days for which X lists the events of all conversations: "
                + $"events between {lastRead:u} and {start:u} are missing. To read them, list single conversations.");
        }
    }
}
