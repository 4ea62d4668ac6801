using TwitterDm.ChatProtocol;

namespace TwitterDm.Chat;

/// <summary>
/// Decrypts and verifies the events of a page on all processors, since that takes longer than everything else about an event. Each event
/// keeps its own results, so that what comes later finds them there in the order of the page, whatever the order was in which they were
/// found.
/// </summary>
/// <param name="chat">What the connection knows about X Chat.</param>
/// <param name="verifier">Verifies events.</param>
internal sealed class PageVerification(ChatAccount chat, ItemVerifier verifier)
{
    private readonly ChatContents _contents = new(chat);
    private readonly QuoteVerifier _quotes = new(chat);

    /// <summary>Decrypts events, and verifies their signatures.</summary>
    /// <param name="items">The events.</param>
    /// <param name="cancellationToken">Ends it before the next event.</param>
    public Task VerifyAsync(IReadOnlyList<ChatItem> items, CancellationToken cancellationToken)
        => ForEachAsync([.. items.Where(item => item is { Event: not null, IsHidden: false })], Verify, cancellationToken);

    /// <summary>Verifies the quotes in replies, which carry events of others.</summary>
    /// <param name="items">The events.</param>
    /// <param name="cancellationToken">Ends it before the next event.</param>
    public Task VerifyQuotesAsync(IReadOnlyList<ChatItem> items, CancellationToken cancellationToken)
        => ForEachAsync([.. items.Where(item => item.Contents?.Entry?.Message?.ReplyPreview is not null)], VerifyQuote, cancellationToken);

    private void Verify(ChatItem item)
    {
        if (item.Event!.Kind == ChatEventKind.MessageCreateEvent)
            _contents.Read(item);
        verifier.IsVerified(item);
    }

    private void VerifyQuote(ChatItem item)
        => item.IsQuoteVerified = _quotes.Verify(item.Event!, item.Contents!.Entry!.Message!.ReplyPreview!, item.Conversation.Id) == true;

    private async Task ForEachAsync(ChatItem[] items, Action<ChatItem> action, CancellationToken cancellationToken)
    {
        if (items.Length == 0)
            return;
        var options = new ParallelOptions { MaxDegreeOfParallelism = chat.MaxParallelism, CancellationToken = cancellationToken };
        await Task.Run(() => Parallel.ForEach(items, options, item => Try(item, action)), cancellationToken).ConfigureAwait(false);
    }

    private static void Try(ChatItem item, Action<ChatItem> action)
    {
        try
        {
            action(item);
        }
        // See ChatReader.Decode, which comes to the same event again.
        catch (Exception)
        {
            return;
        }
    }
}
