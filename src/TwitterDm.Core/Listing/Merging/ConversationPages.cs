using System.Net;
using TwitterDm.Api;
using TwitterDm.Chat;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Listing.Pages;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Listing.Merging;

/// <summary>Reads the pages of the list of conversations one after the other, and returns each conversation once.</summary>
/// <param name="reader">Reads a page.</param>
/// <param name="tally">Counts what is wrong with it.</param>
/// <param name="operation">Receives the warnings.</param>
/// <param name="members">Which members to read, too.</param>
/// <param name="isStrict">
/// Whether a page that may not be the last one is an error, because a checkpoint would skip what follows permanently.
/// </param>
/// <param name="start">The token of the first page; null for the beginning of the list.</param>
internal sealed class ConversationPages(
    ChatReader reader,
    ListingTally tally,
    Operation operation,
    ChatMembers members,
    bool isStrict,
    string? start = null)
{
    /// <summary>Says that there are message requests, and how to read one.</summary>
    public const string MessageRequests = "There are message requests: to read one, list the one-to-one conversation with its sender.";

    private const int MaxPagesWithoutNew = 100;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    private int _pagesWithoutNew;

    /// <summary>X's token of the next page; null at the beginning and at the end.</summary>
    public string? NextToken { get; private set; } = start;

    /// <summary>Whether all pages were read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>How many conversations were returned.</summary>
    public int Count => _known.Count;

    /// <summary>Records that a conversation is known, so that it is not returned; false if it was known before.</summary>
    public bool Know(string id) => _known.Add(id);

    /// <summary>Reads the next page.</summary>
    /// <returns>The conversations that are new.</returns>
    /// <exception cref="DmException">The page could not be read, or the list never ends.</exception>
    public async Task<IReadOnlyList<ChatConversation>> ReadNextAsync(CancellationToken cancellationToken)
    {
        var page = await reader.ReadConversationsAsync(NextToken, members, isStrict, cancellationToken).ConfigureAwait(false);
        tally.CountPage(page.MalformedValues);
        foreach (var problem in page.Problems)
        {
            tally.Count(problem);
            operation.Warn($"X returned the list of conversations only in part: {problem}");
        }

        tally.HasMessageRequests = page.HasMessageRequests ?? tally.HasMessageRequests;
        var found = page.Conversations.Where(conversation => _known.Add(conversation.Id)).Where(HasPossibleId).ToArray();
        _pagesWithoutNew = found.Length == 0 ? _pagesWithoutNew + 1 : 0;
        if (page.NextToken is { } next && !_tokens.Add(next))
            throw Endless("the same pagination token again");
        if (_pagesWithoutNew > MaxPagesWithoutNew)
            throw Endless(FormattableString.Invariant($"more than {MaxPagesWithoutNew} pages in a row without a new conversation"));
        (NextToken, IsComplete) = (page.NextToken, page.NextToken is null);
        operation.Verbose(
            $"X Chat: {CountText.Of(page.Conversations.Count, "conversation")}{(IsComplete ? string.Empty : ", and more on the next page")}.");
        return found;
    }

    // An address with such an id would be refused, and would end the whole list.
    private bool HasPossibleId(ChatConversation conversation)
    {
        if (conversation.Id.Length <= ConversationPosition.MaxId)
            return true;
        operation.Warn(
            FormattableString.Invariant(
                $"A conversation in X's list has an id of {conversation.Id.Length:N0} characters ({VisibleText.Of(conversation.Id, 30)}), which is not one of X: it is left out."));
        return false;
    }

    /// <summary>Whether an error says that the server does not have X Chat.</summary>
    public static bool IsMissing(DmException error) => error is { Kind: DmErrorKind.NotFound, StatusCode: HttpStatusCode.NotFound };

    /// <summary>The same error, which says that the server does not have X Chat.</summary>
    public static DmException Missing(DmException error) => error.WithSentence("This server does not offer X Chat.");

    /// <summary>Says that there are no conversations, and whether there are message requests.</summary>
    public static string DescribeEmpty(DmUser account, bool? hasMessageRequests)
        => $"X Chat has no conversations of {account}.{(hasMessageRequests == true ? " " + MessageRequests : string.Empty)}";

    private static DmException Endless(string what)
        => new(DmErrorKind.Protocol, $"The API returned {what}, so that the list of conversations would never end.")
        {
            RecommendedAction = "Try again later. No event is lost. If the error persists, report it to X.",
        };
}
