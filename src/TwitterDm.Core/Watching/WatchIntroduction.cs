using TwitterDm.Listing.Pages;
using TwitterDm.Notices;

namespace TwitterDm.Watching;

/// <summary>Says once, in the log, what is watched and how, what that costs at most, and how late an event can be.</summary>
/// <param name="context">The connection.</param>
/// <param name="query">The query.</param>
/// <param name="sources">Where it is read.</param>
internal sealed class WatchIntroduction(ListingContext context, DmEventQuery query, IReadOnlyList<DmSource> sources)
{
    private const int NewestOfEachPoll = 10;

    private bool _isShown;

    /// <summary>For polls.</summary>
    /// <param name="interval">The time between two polls.</param>
    public void ShowPolling(TimeSpan interval)
        => Show($"by polling, about every {WatchText.Of(interval)}: an event can come that late. {DescribeCost()}");

    /// <summary>For a stream.</summary>
    /// <param name="safety">The time between two polls for what the stream missed.</param>
    public void ShowStream(TimeSpan safety)
        => Show(
            $"with a stream: an event comes within seconds, or, if the stream misses it, within {WatchText.Of(safety)}. X bills each message received. {DescribeCost()}");

    private void Show(string how)
    {
        if (_isShown)
            return;
        _isShown = true;
        context.Policy.Notices.Verbose(
            $"Watching {(query.IsAll ? "all conversations" : "one conversation")} of {context.Account.User} ({Sources}) {how}");
    }

    private string Sources => string.Join(" and ", sources.Select(source => source == DmSource.Chat ? "X Chat" : "classic messages"));

    // X bills an event and a user once a day, however often they are read.
    private string DescribeCost()
    {
        var prices = context.Prices;
        var newest = NewestOfEachPoll * (prices.Event + prices.User);
        var classic = sources.Contains(DmSource.Classic)
            ? FormattableString.Invariant(
                $"Polls cost at most about {newest:0.00##} US dollars a day, plus at most {prices.Event + prices.User:0.00##} for each new event.")
            : string.Empty;
        var chat = sources.Contains(DmSource.Chat)
            ? FormattableString.Invariant(
                $"Each conversation of X Chat in which something happens costs at most about {newest:0.00##} US dollars a day, the others nothing.{(context.Chat.HasKey ? " A key that is missing is looked for on older pages, which are billed, too." : string.Empty)}")
            : string.Empty;
        return string.Join(' ', new[] { classic, chat }.Where(text => text.Length > 0));
    }
}
