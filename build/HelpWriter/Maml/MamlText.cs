using System.Xml.Linq;
using TwitterDm.HelpWriter.Pages;

namespace TwitterDm.HelpWriter.Maml;

/// <summary>
/// Converts the content of a page to paragraphs. PowerShell keeps the line breaks in a paragraph, and wraps lines that are too long.
/// </summary>
internal static class MamlText
{
    public static IEnumerable<XElement> Of(IEnumerable<PageContent> contents)
        => contents.Where(content => content is not PageCode { IsFacts: true }).Select(content => Paragraph(Text(content)));

    public static XElement Paragraph(string text) => new(MamlNames.Markup + "para", text);

    private static string Text(PageContent content) => content switch
    {
        PageParagraph paragraph => paragraph.Text,
        PageList list => string.Join('\n', list.Items.Select(item => "- " + item.Text)),
        PageCode code => code.Text,
        PageTable table => string.Join('\n', table.Rows.Skip(1).Select(row => string.Join(": ", row))),
        _ => throw new NotSupportedException(content.GetType().Name),
    };
}
