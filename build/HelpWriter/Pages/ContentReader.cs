using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace TwitterDm.HelpWriter.Pages;

/// <summary>Converts the Markdown blocks of a page to plain content.</summary>
internal static class ContentReader
{
    /// <summary>The content; null for a block that the help cannot display.</summary>
    public static PageContent? Read(Block block) => block switch
    {
        ParagraphBlock paragraph => Paragraph(paragraph),
        FencedCodeBlock code => new PageCode(code.Info ?? string.Empty, code.Lines.ToString().TrimEnd()),
        ListBlock { IsOrdered: false } list => List(list),
        Table table => new PageTable([.. table.OfType<TableRow>().Select(Cells)]),
        _ => null,
    };

    private static PageParagraph Paragraph(ParagraphBlock block) => new(PlainText.Of(block), PlainText.LinksOf(block));

    private static PageList? List(ListBlock list)
    {
        var items = list.OfType<ListItemBlock>().Select(item => item.Count == 1 ? item[0] as ParagraphBlock : null).ToArray();
        return Array.TrueForAll(items, item => item is not null) ? new PageList([.. items.Select(item => Paragraph(item!))]) : null;
    }

    private static string[] Cells(TableRow row)
        => [.. row.OfType<TableCell>().Select(cell => string.Join(' ', cell.OfType<LeafBlock>().Select(PlainText.Of)))];
}
