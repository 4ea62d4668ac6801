using TwitterDm.Listing;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Listing.Pages;
using TwitterDm.Text;
using TwitterDm.Watching;

namespace TwitterDm;

/// <content>New events as they come.</content>
public sealed partial class DmClient
{
    // Timers reach no further.
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(45);

    /// <summary>
    /// Watches for new events. Without a start (<see cref="DmEventQuery.Since"/>, <see cref="DmEventQuery.SinceId"/> or a checkpoint that
    /// exists), it begins now.
    /// </summary>
    /// <param name="query">Which events; it cannot have an end, a number of events, or a page to resume from.</param>
    /// <param name="options">How to watch; null for the defaults.</param>
    /// <param name="checkpoint">The session of the query's checkpoint; null to create one if the query has a checkpoint.</param>
    /// <returns>The events.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the query or an option is not valid.</exception>
    public DmWatch Watch(CheckedQuery query, DmWatchOptions? options = null, CheckpointSession? checkpoint = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Values is { Until: not null } or { First: not null } or { PageToken: not null } or { PageSize: not null })
            throw DmException.BadInput("A watch has no end time, number of events, page size or page token.", "Omit them.");
        if (options?.Timeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > MaxTimeout))
        {
            throw DmException.BadInput(
                FormattableString.Invariant($"{timeout} is not a valid timeout."),
                "Use a time above zero and up to 45 days.",
                timeout);
        }

        var context = _connection.ListingContext(_options);
        // A checkpoint can name further sources.
        if (!query.Values.CanBeClassic()
            && query.Values is not { Sources: null, CheckpointPath: not null }
            && !ListingSources.Resolve(query.Values, context.Chat.HasKey, checkpoint: null).Contains(DmSource.Chat))
        {
            throw DmException.BadInput(
                "Classic messages have no events of these types: nothing would ever come.",
                DmErrorReason.TypeOfChatOnly);
        }

        if (_connection.Account.HoldsNow(now => query.Values.Since > now + CheckpointSession.ClockTolerance))
        {
            throw DmException.BadInput(
                $"The start time {TimestampText.Local(query.Values.Since)} is in the future.",
                "Use a time in the past, or none to begin now.",
                query.Values.Since);
        }

        WarnIfConversationRounded(query.Values.ConversationId);
        if (options?.Stream != true)
            return new(context, query, options ?? new(), checkpoint, app: null);
        var app = _connection.AppAccess(options.AppToken);
        app.Check();
        return new(context, query, options, checkpoint, app);
    }
}
