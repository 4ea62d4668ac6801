using System.Buffers;
using System.Globalization;
using System.Text;
using TwitterDm.Text;

namespace TwitterDm.Listing.Pages;

/// <summary>
/// Where a listing resumes: X's token of a page, and, if events were returned already, a period and the id of the last one, since pages can
/// overlap. Events of the page that were returned out of order follow, each with a tilde before its id. X has no token for the first page;
/// the word <c>start</c> stands for it. X's token appears as it is, unless it could be taken for something else: then its characters are
/// percent-encoded (RFC 3986).
/// </summary>
/// <param name="Page">X's token, whatever it contains; null for the first page.</param>
/// <param name="LastEventId">The event down to which all were returned; null if there was none.</param>
internal sealed record ResumeToken(string? Page, string? LastEventId)
{
    private const char Separator = '.';
    private const char SeparatorOfOthers = '~';
    private const string FirstPage = "start";

    // X's description: base32hex, 16 characters or more. The live API's tokens also contain other letters. A shorter text is more likely a
    // mistake than a token, so a token of X that short is encoded.
    private const int MinPlain = 10;

    // More does not fit into the address of a request.
    private const int MaxPage = 8192;

    // As many events as a page has.
    private const int MaxOthers = DmEventQuery.MaxPage;

    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/~");

    /// <summary>The events that were returned although they are, by their ids, after the last one, or at no place at all.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The start of the list.</summary>
    public static ResumeToken Start { get; } = new(null, null);

    /// <summary>Reads the text of a token.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the text is not a valid token.</exception>
    public static ResumeToken Parse(string? text)
    {
        if (text is null)
            return Start;
        if (text.Split(Separator) is not [var page, .. var rest] || rest.Length > 1)
            throw Refused(text);
        var ids = rest is [var after] ? after.Split(SeparatorOfOthers) : null;
        // Only the last id can be missing, and only before others.
        if (ids?.Where((id, index) => !Ids.IsOrdered(id) && !(index == 0 && id.Length == 0 && ids.Length > 1)).Any() == true
            || ids?.Length > MaxOthers + 1)
        {
            throw Refused(text);
        }

        var decoded =
            ids is not null && string.Equals(page, FirstPage, StringComparison.Ordinal) ? null : Decode(page) ?? throw Refused(text);
        return new(decoded, ids is [{ Length: > 0 } last, ..] ? last : null) { Others = ids?[1..] ?? [] };
    }

    /// <summary>The text of the token; null for the start.</summary>
    public override string? ToString()
    {
        var page = Page is null ? null : Encode(Page);
        return LastEventId is null && Others.Count == 0
            ? page
            : $"{page ?? FirstPage}{Separator}{LastEventId}{string.Concat(Others.TakeLast(MaxOthers).Select(id => SeparatorOfOthers + id))}";
    }

    private static bool IsPlain(string page) => page.Length >= MinPlain && !page.AsSpan().ContainsAnyExcept(PlainCharacters);

    private static string Encode(string page)
    {
        if (IsPlain(page))
            return page;
        var encoded = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(page))
        {
            // At least the first one, which marks the token as encoded.
            if (encoded.Length > 0 && PlainCharacters.Contains((char)octet))
                encoded.Append((char)octet);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return encoded.ToString();
    }

    private static string? Decode(string text)
    {
        if (text.Length > MaxPage)
            return null;
        if (IsPlain(text))
            return text;
        var page = Uri.UnescapeDataString(text);
        return page.Length > 0 && string.Equals(Encode(page), text, StringComparison.Ordinal) ? page : null;
    }

    private static DmException Refused(string text) => DmException.BadInput(
        $"'{VisibleText.Of(text, 60)}' is not a valid page token.", DmErrorReason.PageTokenInvalid, text);
}
