using TwitterDm.Listing.Pages;
using TwitterDm.Notices;

namespace TwitterDm.Watching;

/// <summary>Polls as often as the rate limit allows.</summary>
/// <param name="context">The connection.</param>
/// <param name="poll">Reads what is new.</param>
/// <param name="schedule">Knows what the rate limit allows.</param>
/// <param name="introduction">Says, once, what is watched, what it costs and how late an event can be.</param>
internal sealed class PollingFeed(ListingContext context, EventPoll poll, PollSchedule schedule, WatchIntroduction introduction)
    : IWatchFeed
{
    private readonly WatchTimer _timer = new(context.Account.Clock);
    private readonly WatchOutage _outage = new(context.Policy.Notices, context.Account.Clock);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DmEvent>> ReadAsync(CancellationToken cancellationToken)
    {
        if (await _timer.WaitAsync(cancellationToken).ConfigureAwait(false) is { Ticks: > 0 } gap)
        {
            context.Policy.Notices.Verbose(
                $"The clock is {WatchText.Of(gap)} ahead of the time that passed: the computer may have slept. Reading what is new.");
        }

        try
        {
            var events = await poll.ReadAsync(cancellationToken).ConfigureAwait(false);
            _outage.Recover();
            var interval = schedule.NextInterval(poll.ExpectedRequests);
            introduction.ShowPolling(interval);
            _timer.Set(interval);
            return events;
        }
        catch (DmException error) when (WatchOutage.CanPass(error))
        {
            _timer.Set(schedule.TimeUntilRoomAfter(_outage.Fail(error), poll.ExpectedRequests));
            return [];
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
