using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using TwitterDm.Api;

namespace TwitterDm.Sending;

/// <summary>
/// Recognizes a text in the form in which X returns it. X shortens links (https://t.co/…, the entities contain the long form), adds a link
/// for an attachment, and may trim white space and escape &amp;, &lt; and &gt;.
/// </summary>
internal static partial class StoredText
{
    // Six times the longest message: an event with more text was not sent by us, and could keep the expressions below busy.
    private const int MaxLength = 60_000;

    /// <summary>Whether an event contains a text that was sent.</summary>
    public static bool IsSame(string? sent, WireEvent shown)
    {
        if (shown.Text?.Length > MaxLength)
            return false;
        var wanted = Canonical(sent ?? string.Empty);
        var found = Lengthened(shown);
        return string.Equals(wanted, Canonical(found), StringComparison.Ordinal)
            || string.Equals(wanted, Canonical(WebUtility.HtmlDecode(found)), StringComparison.Ordinal);
    }

    private static string Lengthened(WireEvent shown)
    {
        var text = shown.Text ?? string.Empty;
        if (shown.Attachments?.MediaKeys is { Count: > 0 })
            text = WithoutAttachmentLink(text, shown);
        foreach (var url in shown.AllUrls)
        {
            if (!string.IsNullOrEmpty(url.Url) && url.ExpandedUrl is not null)
                text = text.Replace(url.Url, url.ExpandedUrl, StringComparison.Ordinal);
        }

        return text;
    }

    // Removes the last link unless it stands for an address that the user wrote: the links of attachments lead to X.
    private static string WithoutAttachmentLink(string text, WireEvent shown)
    {
        var last = LastShortLink().Match(text);
        var expanded = shown.AllUrls.LastOrDefault(url => string.Equals(url.Url, last.Value.Trim(), StringComparison.Ordinal))?.ExpandedUrl;
        return last.Success && (expanded is null || AttachmentAddress().IsMatch(expanded)) ? text[..last.Index] : text;
    }

    // A link without its scheme, or with a trailing slash, is the same link; half a surrogate pair is sent as U+FFFD. X may compose letters
    // and their accents, or take them apart.
    private static string Canonical(string text)
    {
        var carried = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormC);
        return WhiteSpace()
            .Replace(Scheme().Replace(carried, string.Empty), " ")
            .Replace("/ ", " ", StringComparison.Ordinal)
            .Trim()
            .TrimEnd('/');
    }

    [GeneratedRegex(@"\s*https://t\.co/\w+\s*$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft, 1000)]
    private static partial Regex LastShortLink();

    [GeneratedRegex(
        @"^https?://(twitter|x)\.com/(messages|i/dm|\w+/status/\d+/(photo|video))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex AttachmentAddress();

    [GeneratedRegex("https?://", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WhiteSpace();
}
