using TwitterDm.Listing.Checkpoints;
using TwitterDm.Listing.Pages;
using TwitterDm.Notices;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Listing;

/// <summary>Warns, before a listing starts, about what it cannot include.</summary>
internal sealed class ListingWarnings(ListingContext context, Operation operation)
{
    /// <summary>
    /// Warns, once for each account and process, that X Chat is not included, and warns about times before the period that X lists.
    /// </summary>
    /// <param name="query">The query of classic messages.</param>
    /// <param name="sources">The sources that are read.</param>
    /// <param name="checkpoint">The checkpoint, if there is one.</param>
    public void Show(DmEventQuery query, IReadOnlyCollection<DmSource> sources, CheckpointSession? checkpoint)
    {
        if (checkpoint is not null)
            ShowAboutCheckpoint(query, sources, checkpoint);
        if (!sources.Contains(DmSource.Chat)
            && query.Sources is null
            && !context.Chat.HasKey
            && ListingSources.CanHaveChat(query)
            && context.IsFirstListing())
        {
            operation.Notices?.Post(new DmWarningNotice("Messages in end-to-end encrypted conversations (X Chat) are not included.")
            {
                Reason = DmErrorReason.ChatNotIncluded,
            });
        }

        if (query.IsAll && sources.Contains(DmSource.Classic))
            ShowAboutWindow(query, sources, checkpoint?.NewestAt);
    }

    private void ShowAboutCheckpoint(DmEventQuery query, IReadOnlyCollection<DmSource> sources, CheckpointSession checkpoint)
    {
        if (checkpoint.SavedInFuture is { } saved)
        {
            operation.Warn(
                $"The checkpoint was saved at {TimestampText.Local(saved)}, which is in the future: the clock of this computer is wrong, or was. "
                + "Correct the clock; the position in the checkpoint is used as it is.");
        }

        if (context.Chat.HasKey && query.Sources is null && !sources.Contains(DmSource.Chat) && ListingSources.CanHaveChat(query))
        {
            operation.Warn(
                "The checkpoint was begun for classic messages only: X Chat is not included. To include it from now on, ask for both sources.");
        }

        if (checkpoint.NewSource is { } start)
        {
            operation.Warn(
                $"The checkpoint has no position in {(start.Source == DmSource.Chat ? "X Chat" : "classic messages")} yet: events there are read from {TimestampText.Local(start.At)} on, which is "
                + "the time of the newest event that it knows. To read older ones, list them without a checkpoint.");
        }
    }

    private void ShowAboutWindow(DmEventQuery query, IReadOnlyCollection<DmSource> sources, DateTimeOffset? lastRead)
    {
        var what = sources.Contains(DmSource.Chat) ? "classic messages" : "the events of all conversations";
        var start = context.Account.Clock.GetUtcNow() - DmEventQuery.Window;
        // A start of exactly 30 days ago was determined a moment earlier.
        if (query.Since < start - QueryEnd.Tolerance || query.Until < start)
        {
            operation.Warn(
                $"X lists {what} for the last 30 days only, that is, since {TimestampText.Local(start)}. "
                    + (
                        context.Account.HoldsNow(query.HasNoResult)
                            ? $"{(sources.Contains(DmSource.Chat) ? "No classic messages were" : "Nothing was")} requested. "
                            : string.Empty)
                    + "To read older events, list a single conversation.");
        }

        if (lastRead < start)
        {
            operation.Warn(
                $"The checkpoint is older than the 30 days for which X lists {what}: "
                    + $"events between {TimestampText.Local(lastRead)} and {TimestampText.Local(start)} are missing. To read them, list single conversations.");
        }
    }
}
