using TwitterDm.Api;
using TwitterDm.Chat;
using TwitterDm.Listing.Merging;
using TwitterDm.Listing.Pages;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Listing;

/// <summary>
/// The conversations of X Chat, in X's order, read page by page with <see cref="ReadPageAsync"/>. X lists no events with them, and no
/// message requests. Not thread-safe.
/// </summary>
public sealed class DmChatConversationListing
{
    private readonly ListingContext _context;
    private readonly Operation _operation;
    private readonly ListingTally _tally;
    private readonly ChatReader _reader;
    private readonly ConversationPages _pages;

    internal DmChatConversationListing(ListingContext context)
    {
        _context = context;
        _operation = new Operation(context.Policy)
        {
            ProgressText = () => $"{CountText.Grouped(_pages!.Count, "conversation")} read so far",
        };
        _tally = new ListingTally(context.Account.Clock, context.Prices, _operation.Usage) { Sources = [DmSource.Chat] };
        _reader = new ChatReader(context.Chat, context.CreateClient(_operation));
        _pages = new ConversationPages(_reader, _tally, _operation, ChatMembers.All, isStrict: false);
    }

    /// <summary>The summary, however the listing ended; null until it has ended or was stopped. It counts no events.</summary>
    public DmListingReport? Report { get; private set; }

    /// <summary>Reads the next page.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The conversations of the page, each once; null at the end.</returns>
    /// <exception cref="DmException">The page could not be read.</exception>
    public async Task<IReadOnlyList<DmConversation>?> ReadPageAsync(CancellationToken cancellationToken = default)
    {
        if (Report is not null)
            return null;
        if (_pages.IsComplete)
        {
            End(DmStopReason.End);
            return null;
        }

        try
        {
            return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception)
        {
            var error = ConversationPages.IsMissing(exception) ? ConversationPages.Missing(exception) : exception;
            _tally.Fail(error);
            End(_tally.StopReason!.Value);
            throw error;
        }
    }

    /// <summary>Ends the listing before its end, and creates the report.</summary>
    /// <param name="hasEnough">Whether it ends because there are enough conversations.</param>
    public void Stop(bool hasEnough)
    {
        if (Report is null)
            End(hasEnough ? DmStopReason.First : DmStopReason.Stopped);
    }

    private async Task<IReadOnlyList<DmConversation>> ReadAsync(CancellationToken cancellationToken)
        => [
            .. (await _pages.ReadNextAsync(cancellationToken).ConfigureAwait(false)).Select(conversation =>
                _reader.ToConversation(conversation, _context.Account)),
        ];

    private void End(DmStopReason reason)
    {
        _tally.StopReason = reason;
        if (reason == DmStopReason.End && _pages.Count == 0)
            _operation.Warn(ConversationPages.DescribeEmpty(_context.Account.User, _tally.HasMessageRequests));
        else if (_tally.HasMessageRequests == true)
            _operation.Verbose(ConversationPages.MessageRequests);
        Report = _tally.ToReport(new DmEventQuery(), pageToken: null);
    }
}
