using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>
/// Where the links of a text lead. X shortens the links of classic messages to t.co; the event has the real targets, in the order of the
/// text, but does not say which is which.
/// </summary>
internal sealed class TextLinks
{
    private const string Shortened = "https://t.co/";

    public TextLinks(DmEvent item)
    {
        var text = item.Text ?? string.Empty;
        var found = text.Contains("://", StringComparison.Ordinal) ? UrlFinder.In(text) : [];
        var written = found.Select(link => text[link.Start..link.End]).ToHashSet(StringComparer.Ordinal);
        var targets = item.Urls.Where(url => !written.Contains(url)).Distinct(StringComparer.Ordinal).ToList();
        var resolved = Resolve(text, found, targets, item.Media.Count > 0);
        foreach (var (start, end) in found)
        {
            var address = text[start..end];
            InText.Add((start, end, resolved?.GetValueOrDefault(address, address) ?? address));
        }

        if (resolved is null)
            Others = targets;
    }

    /// <summary>The links in the text, with what to show in their place: the target, or nothing for the address of an attachment.</summary>
    public List<(int Start, int End, string Target)> InText { get; } = [];

    /// <summary>Further targets.</summary>
    public IReadOnlyList<string> Others { get; } = [];

    /// <summary>Whether nothing is left of a text but the addresses of attachments.</summary>
    public bool IsAttachmentOnly(string text)
    {
        var position = 0;
        foreach (var (start, end, target) in InText)
        {
            if (target.Length > 0 || !string.IsNullOrWhiteSpace(text[position..start]))
                return false;
            position = end;
        }

        return position > 0 && string.IsNullOrWhiteSpace(text[position..]);
    }

    // Null where it is not certain which is which.
    private static Dictionary<string, string>? Resolve(string text, List<(int Start, int End)> found, List<string> targets, bool hasMedia)
    {
        var shortened = found.Select(link => text[link.Start..link.End])
            .Where(url => url.StartsWith(Shortened, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal).ToArray();
        // The address of an attachment is the last one, and not always among the targets.
        var hasAttachmentLink = hasMedia && shortened.Length == targets.Count + 1 && text.EndsWith(shortened[^1], StringComparison.Ordinal);
        if (shortened.Length != targets.Count + (hasAttachmentLink ? 1 : 0) || shortened.Length == 0)
            return null;
        var resolved = shortened
            .Zip(targets)
            .ToDictionary(
                pair => pair.First,
                pair => hasMedia && IsAttachment(pair.Second) ? string.Empty : pair.Second,
                StringComparer.Ordinal);
        if (hasAttachmentLink)
            resolved[shortened[^1]] = string.Empty;
        return resolved;
    }

    private static bool IsAttachment(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Host is "twitter.com" or "x.com"
        && uri.AbsolutePath.StartsWith("/messages/media/", StringComparison.Ordinal);
}
