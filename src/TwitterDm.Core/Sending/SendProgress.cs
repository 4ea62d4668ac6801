using System.Globalization;
using TwitterDm.Api;
using TwitterDm.Notices;
using TwitterDm.RateLimiting;

namespace TwitterDm.Sending;

/// <summary>Reports the progress of a batch, with the time of its end as estimated from the rate limits and the pace so far.</summary>
internal sealed class SendProgress(SendingContext context, int total)
{
    private const int MinToShow = 2;

    private readonly DateTimeOffset _start = context.Account.Clock.GetUtcNow();
    private readonly string _activity = $"Sending Direct Messages as {context.Account.User}";
    private int _sent;
    private int _failed;
    private int _skipped;

    public void Count(DmSendResult result)
    {
        _ = result.WasSentBefore ? _skipped++ : result.Error is null ? _sent++ : _failed++;
        Show();
    }

    public void Show()
    {
        if (total < MinToShow)
            return;
        var left = total - _sent - _failed - _skipped;
        var span = RequestForecast.TimeFor(left, Pace(), Windows(), context.Account.ServerNow);
        var text =
            $"{_sent} sent, {(_skipped > 0 ? $"{_skipped} sent before, " : string.Empty)}{_failed} failed, {left} left; done at about {LocalTime(span)}";
        context.Client.Operation.Notices?.Post(
            new DmProgressNotice(_activity, text, 100 * (total - left) / total, left == 0 ? TimeSpan.Zero : AtLeastASecond(span)));
    }

    /// <summary>Ends the display, whether or not the batch was completed.</summary>
    public void End()
    {
        if (total >= MinToShow)
            context.Client.Operation.Notices?.Post(new DmProgressNotice(_activity, $"{_sent} sent, {_failed} failed", 100, TimeSpan.Zero));
    }

    // Past waits for the rate limit do not count: the forecast adds the windows separately.
    private TimeSpan Pace()
    {
        var done = _sent + _failed;
        var elapsed = context.Account.Clock.GetUtcNow() - _start;
        return done == 0 || elapsed > RequestForecast.MaxPace * done ? TimeSpan.Zero : elapsed / done;
    }

    private IEnumerable<DmRateLimit> Windows() => context.RateLimits().Where(MessageEndpoints.IsLimitOfSending);

    private string LocalTime(TimeSpan span)
    {
        var (now, zone) = (context.Account.Clock.GetUtcNow(), context.Account.Clock.LocalTimeZone);
        var end = TimeZoneInfo.ConvertTime(now + span, zone);
        return end.ToString(
            end.Date == TimeZoneInfo.ConvertTime(now, zone).Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm",
            CultureInfo.InvariantCulture);
    }

    private static TimeSpan AtLeastASecond(TimeSpan span) => span < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : span;
}
