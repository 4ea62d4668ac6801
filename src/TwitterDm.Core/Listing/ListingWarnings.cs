using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.Listing;

/// <summary>Says before a listing what it will not show.</summary>
internal sealed class ListingWarnings(ListingContext context, Operation operation)
{
    /// <summary>Warns of what lies beyond the API, once for each connection, and beyond its window.</summary>
    /// <param name="query">What is listed.</param>
    /// <param name="knownUntil">The time of the newest event of the run before; null where there was none.</param>
    public void Say(DmEventQuery query, DateTimeOffset? knownUntil)
    {
        if (context.IsFirstListing())
            operation.Warn("End-to-end encrypted conversations (X Chat) are not visible through this API: no list shows them, or says that they exist.");
        var start = context.Account.Clock.GetUtcNow() - DmEventQuery.Window;
        if (!query.IsAll)
            return;
        if (query.Since < start || query.Until < start)
        {
            operation.Warn(
                $"X lists the events of all conversations for the last 30 days only, from {start:u} on. "
                + "What is older shows with -Participant or -ConversationId.");
        }

        if (knownUntil < start)
        {
            operation.Warn(
                $"The checkpoint is older than the 30 days for which X lists the events of all conversations: "
                + $"events between {knownUntil:u} and {start:u} are missing. They show with -Participant or -ConversationId.");
        }
    }
}
