using TwitterDm.Api;
using TwitterDm.Chat;

namespace TwitterDm.Sending;

/// <summary>
/// Finds an event in its conversation. X has no request for one event, so the pages are read from the newest one to the event.
/// </summary>
/// <param name="reader">Reads events.</param>
internal sealed class ChatEventFinder(ChatReader reader)
{
    private const int FirstPage = 20;

    /// <summary>Finds who sent an event.</summary>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.NotFound"/>: the conversation does not have the event; or it could not be read.
    /// </exception>
    public async Task<string?> FindAuthorAsync(ChatTarget target, CancellationToken cancellationToken)
    {
        var pages = new ChatPages(reader, target.ConversationId, FirstPage, ChatEndpoints.MaxPage);
        while (true)
        {
            var page = await pages.ReadNextAsync(cancellationToken).ConfigureAwait(false);
            if (page.Items.FirstOrDefault(item => Ids.Compare(item.Id, target.EventId) == 0) is { } found)
                return found.SenderId;
            var isPast = page.Items is [.., { Id: var oldest }] && Ids.IsOrdered(oldest) && Ids.Compare(oldest, target.EventId) < 0;
            if (isPast || page.NextToken is null)
                throw target.NotFound();
        }
    }
}
