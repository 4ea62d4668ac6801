using System.Collections;
using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>What is attached to a message but is not a file: posts, and the cards of X Chat.</summary>
internal static class CardsView
{
    private const int MaxCards = 20;
    private const int MaxId = 30;
    private const int MaxLabel = 60;

    /// <summary>Marks a text that the sender forwarded.</summary>
    public static void WriteForwarded(HtmlPage page, DmEvent item)
    {
        if (ForwardedText(item) is { } text && string.Equals(text, item.Text, StringComparison.Ordinal))
            page.Write($"<p class=\"by\">Forwarded</p>\n");
    }

    /// <summary>Writes what is attached.</summary>
    public static void Write(HtmlPage page, DmEvent item)
    {
        if (ForwardedText(item) is { } text && !string.Equals(text, item.Text, StringComparison.Ordinal))
            WriteCard(page, "Forwarded", text);
        foreach (var id in item.ReferencedPostIds.Take(MaxCards))
            WritePost(page, item, id);
        foreach (var (kind, fields) in CardsOf(item).Take(MaxCards))
            WriteCard(page, item, kind, fields);
        foreach (var button in ItemsOf(item, "ctas").Take(MaxCards))
            WriteCard(page, "Button: " + VisibleText.Of(Field(button, "label"), MaxLabel), Field(button, "url"));
    }

    /// <summary>Whether there is anything.</summary>
    public static bool HasCards(DmEvent item)
        => item.ReferencedPostIds.Count > 0 || CardsOf(item).Any() || ItemsOf(item, "ctas").Any() || ForwardedText(item) is not null;

    // The address is often in the text as well.
    private static void WritePost(HtmlPage page, DmEvent item, string id)
    {
        var (text, isLinked) = (TextOfPost(item, id), item.Urls.Any(url => url.Contains("/status/" + id, StringComparison.Ordinal)));
        if (isLinked && string.IsNullOrEmpty(text))
            return;
        page.Write($"<div class=\"card\"><p class=\"by\">Post</p>");
        if (!string.IsNullOrEmpty(text))
        {
            page.Write($"<p class=\"t\" dir=\"auto\">");
            page.WriteText(text);
            page.Write($"</p>");
        }

        if (!isLinked)
        {
            page.Write($"<p class=\"t\">");
            TextView.WriteLink(page, Ids.IsEventId(id) ? $"https://x.com/i/status/{id}" : VisibleText.Of(id, MaxId));
            page.Write($"</p>");
        }

        page.Write($"</div>\n");
    }

    private static void WriteCard(HtmlPage page, DmEvent item, string kind, IDictionary<string, object?>? fields)
    {
        var (label, text) = kind switch
        {
            "money" => ("Payment", Field(fields, "fallback_text")),
            "url" => ("Link", Field(fields, "display_title") ?? Field(fields, "url")),
            "unified_card" => ("Card", Field(fields, "url")),
            "jetfuel" => ("Interactive content", Field(fields, "url")),
            _ => ("Attachment of another kind", null),
        };
        // A post has a card of its own if its id is known, and the address of a link is usually in the text.
        if ((kind is "post" && item.ReferencedPostIds.Count > 0) || (kind is "url" && text is not null && IsShown(item, fields)))
            return;
        WriteCard(page, label, text);
    }

    private static void WriteCard(HtmlPage page, string label, string? text)
    {
        page.Write($"<div class=\"card\"><p class=\"by\">{label}</p>");
        if (text is { Length: > 0 })
        {
            page.Write($"<p class=\"t\" dir=\"auto\">");
            TextView.WriteLink(page, text);
            page.Write($"</p>");
        }

        page.Write($"</div>\n");
    }

    private static bool IsShown(DmEvent item, IDictionary<string, object?>? fields)
        => Field(fields, "url") is { } url && item.Urls.Contains(url, StringComparer.Ordinal);

    private static IEnumerable<(string Kind, IDictionary<string, object?>? Fields)> CardsOf(DmEvent item)
        => ItemsOf(item, "attachments")
            .SelectMany(attachment => attachment.Select(pair => (pair.Key, pair.Value as IDictionary<string, object?>)));

    private static string? TextOfPost(DmEvent item, string id)
        => Field(
            ItemsOf(item, "referenced_posts").FirstOrDefault(post => string.Equals(Field(post, "id"), id, StringComparison.Ordinal)),
            "text");

    private static string? ForwardedText(DmEvent item)
        => Field(item.AdditionalProperties.GetValueOrDefault("forwarded_message") as IDictionary<string, object?>, "message_text");

    private static IEnumerable<IDictionary<string, object?>> ItemsOf(DmEvent item, string name)
        => item.AdditionalProperties.GetValueOrDefault(name) is IEnumerable items and not string
            ? items.OfType<IDictionary<string, object?>>()
            : [];

    private static string? Field(IDictionary<string, object?>? fields, string name)
        => fields is not null && fields.TryGetValue(name, out var value) ? value as string : null;
}
