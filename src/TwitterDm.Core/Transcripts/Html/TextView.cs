using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>The text of an event with its links, and the links that are not in the text.</summary>
internal static class TextView
{
    private const int MaxBig = 48;
    private const int MaxBigElements = 3;
    private const int MaxOthers = 100;

    public static void Write(HtmlPage page, DmEvent item)
    {
        var links = new TextLinks(item);
        if (item.Text is { Length: > 0 } text && !links.IsAttachmentOnly(text))
        {
            page.WriteLiteral(IsOnlyEmoji(text) ? "<p class=\"t big\" dir=\"auto\">" : "<p class=\"t\" dir=\"auto\">");
            var position = 0;
            foreach (var (start, end, target) in links.InText)
            {
                page.WriteText(text[position..start]);
                WriteLink(page, target);
                position = end;
            }

            page.WriteText(text[position..]);
            page.Write($"</p>\n");
        }

        foreach (var target in links.Others.Take(MaxOthers))
        {
            page.Write($"<p class=\"t link\">");
            WriteLink(page, target);
            page.Write($"</p>\n");
        }

        if (links.Others.Count > MaxOthers)
            page.Write($"<p class=\"note\">and {links.Others.Count - MaxOthers} more addresses</p>\n");
    }

    /// <summary>A link whose text is the address that it leads to; text alone for what is not an address of the web.</summary>
    public static void WriteLink(HtmlPage page, string target)
    {
        if (SafeLink.Of(target) is not { } link)
        {
            page.WriteText(target);
            return;
        }

        page.Write($"<a class=\"u\" dir=\"ltr\" rel=\"noreferrer noopener\" target=\"_blank\" href=\"{link.Address}\">");
        WriteWithBreaks(page, link.Shown);
        page.Write($"</a>");
    }

    // A long address is broken between its parts, where that is possible.
    private static void WriteWithBreaks(HtmlPage page, string address)
    {
        var start = 0;
        for (var index = address.IndexOf("://", StringComparison.Ordinal) + 3; index < address.Length - 1; index++)
        {
            if (address[index] is not ('/' or '?' or '&'))
                continue;
            var end = index + (address[index] == '/' ? 1 : 0);
            page.Write($"{address[start..end]}<wbr>");
            start = end;
        }

        page.Write($"{address[start..]}");
    }

    private static bool IsOnlyEmoji(string text)
    {
        if (text.Length > MaxBig)
            return false;
        var elements = StringInfo.GetTextElementEnumerator(text);
        var count = 0;
        while (elements.MoveNext())
        {
            if (++count > MaxBigElements || !Emoji.IsSingle(elements.GetTextElement()))
                return false;
        }

        return true;
    }
}
