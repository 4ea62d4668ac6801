using System.Globalization;
using TwitterDm.Notices;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Listing.Pages;

/// <summary>Reports each page of a listing as it arrives: a line for the log, and, from the second page on, the progress.</summary>
/// <param name="context">The connection.</param>
/// <param name="operation">Receives the notices.</param>
/// <param name="query">The query.</param>
internal sealed class ListingProgress(ListingContext context, Operation operation, DmEventQuery query)
{
    private readonly string _activity = $"Reading Direct Messages as {context.Account.User}";
    private int _pages;
    private bool _isShown;
    private long _shown;

    /// <summary>Reports a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="events">How many events the listing has returned so far, without this page.</param>
    /// <param name="endpoint">The endpoint that the page comes from, as the rate limit names it.</param>
    /// <param name="list">The list as the log names it; null for the only list of its kind.</param>
    public void Report(EventPage page, long events, string endpoint, string? list)
    {
        _pages++;
        if (operation.Notices.ShowsDetails())
            operation.Verbose(Describe(page, endpoint, list));
        if (_pages < 2 || _isShown || operation.Notices is null)
            return;
        _isShown = true;
        Show(events);
    }

    /// <summary>Brings the display up to date before the next page, which may have to wait.</summary>
    /// <param name="events">How many events the listing has returned so far.</param>
    public void Update(long events)
    {
        if (_isShown && events != _shown)
            Show(events);
    }

    /// <summary>Reports a page that is not due yet.</summary>
    /// <param name="events">How many events the page has.</param>
    /// <param name="duration">How long it took to read it.</param>
    /// <param name="endpoint">The endpoint that the page comes from, as the rate limit names it.</param>
    /// <param name="list">The list as the log names it.</param>
    public void ReportAhead(int events, TimeSpan duration, string endpoint, string? list)
        => operation.Verbose(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Older page ({list}), read only to find a key or an edited message: {CountText.Of(events, "event")} in {duration.TotalMilliseconds:0} ms{DescribeLimit(endpoint)}."));

    /// <summary>Ends the display.</summary>
    public void End()
    {
        if (_isShown)
            operation.Notices?.Post(new DmProgressNotice(_activity, CountText.Of(_pages, "page"), 100, TimeSpan.Zero));
        _isShown = false;
    }

    private void Show(long events)
    {
        _shown = events;
        var percent = query.First is { } first ? (int)Math.Min(100, 100 * events / first) : -1;
        operation.Notices?.Post(
            new DmProgressNotice(
                _activity,
                string.Create(CultureInfo.InvariantCulture, $"{CountText.Grouped(events, "event")} so far, page {_pages}"),
                percent,
                TimeSpan.MaxValue));
    }

    private string Describe(EventPage page, string endpoint, string? list)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"Page {_pages}{(list is null ? string.Empty : $" ({list})")}: {CountText.Of(page.Events.Count, "event")} in {page.Duration.TotalMilliseconds:0} ms{DescribeLimit(endpoint)}.");

    private string DescribeLimit(string endpoint)
        => context
            .RateLimits()
            .Where(limit => string.Equals(limit.Endpoint, endpoint, StringComparison.Ordinal))
            .MinBy(limit => limit.Remaining)
            is { } window
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"; {window.Remaining} of {window.Limit} requests left until {window.ResetsAt:HH:mm}")
            : string.Empty;
}
