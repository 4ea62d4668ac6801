using System.Collections;

namespace TwitterDm.Output;

/// <summary>
/// Marks for the attachments of X Chat that are in no property of an event but its additional ones; with their text where the message has
/// none.
/// </summary>
internal static class AttachmentText
{
    /// <summary>The marks, each with a space behind it.</summary>
    /// <param name="item">The event, live or deserialized.</param>
    public static string Of(object? item)
    {
        if (Properties.Additional(item, "attachments") is not IEnumerable attachments)
            return string.Empty;
        var isOnly = Properties.Text(item, nameof(DmEvent.Text)).Length == 0;
        var hasPosts = Properties.Items(item, nameof(DmEvent.ReferencedPostIds)).Any();
        var marks = attachments.OfType<IDictionary>().SelectMany(attachment => attachment.Keys.Cast<object>()
            .Select(kind => Mark($"{kind}", attachment[kind] as IDictionary, isOnly, hasPosts)));
        return string.Concat(marks);
    }

    // A post has a mark of its own if its id is known, and the address of a link is usually in the text.
    private static string Mark(string kind, IDictionary? fields, bool isOnly, bool hasPosts) => kind switch
    {
        "post" when hasPosts => string.Empty,
        "url" when !isOnly => string.Empty,
        "post" => "[post] ",
        "money" => Mark(kind, fields, "fallback_text", isOnly),
        "url" => Mark("link", fields, "url", isOnly),
        "unified_card" => Mark("card", fields, "url", isOnly),
        "jetfuel" => Mark("interactive", fields, "url", isOnly),
        _ => "[attachment] ",
    };

    private static string Mark(string kind, IDictionary? fields, string member, bool isOnly)
        => isOnly && Properties.Text(fields?[member]) is { Length: > 0 } text ? $"[{kind}] {text} " : $"[{kind}] ";
}
