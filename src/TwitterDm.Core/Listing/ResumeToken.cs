using System.Buffers;
using TwitterDm.Text;

namespace TwitterDm.Listing;

/// <summary>
/// Where a listing resumes: X's token of a page, and, if events were returned already, a period and the id of the last one, since pages can
/// overlap. X has no token for the first page; the word <c>start</c> stands for it.
/// </summary>
/// <param name="Page">X's token; null for the first page.</param>
/// <param name="LastEventId">The last event that was returned; null if there was none.</param>
internal sealed record ResumeToken(string? Page, string? LastEventId)
{
    private const char Separator = '.';
    private const string FirstPage = "start";

    // X's description: base32hex, 16 characters or more. The live API's tokens also contain other letters.
    private const int MinPage = 16;
    private const int MaxPage = 1024;
    private static readonly SearchValues<char> PageCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/~");

    /// <summary>The start of the list.</summary>
    public static ResumeToken Start { get; } = new(null, null);

    /// <summary>Reads the text of a token.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the text is not a valid token.</exception>
    public static ResumeToken Parse(string? text)
    {
        if (text is null)
            return Start;
        var (page, id) = text.Split(Separator) switch
        {
            [var whole] => (whole, null),
            [var token, var last] => (token, last),
            _ => throw Refused(text),
        };
        if (id is not null && !Ids.IsEventId(id))
            throw Refused(text);
        if (id is not null && string.Equals(page, FirstPage, StringComparison.Ordinal))
            return new(null, id);
        return IsPage(page) ? new(page, id) : throw Refused(text);
    }

    /// <summary>The text of the token; null for the start.</summary>
    public override string? ToString() => LastEventId is null ? Page : $"{Page ?? FirstPage}{Separator}{LastEventId}";

    private static bool IsPage(string text)
        => text.Length is >= MinPage and <= MaxPage && !text.AsSpan().ContainsAnyExcept(PageCharacters);

    private static DmException Refused(string text) => DmException.BadInput(
        $"'{VisibleText.Of(text, 60)}' is not a valid page token.", DmErrorReason.PageTokenInvalid, text);
}
