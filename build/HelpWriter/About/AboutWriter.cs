using System.Text;
using TwitterDm.HelpWriter.Pages;

namespace TwitterDm.HelpWriter.About;

/// <summary>Writes an about topic as plain text, which PowerShell displays unchanged.</summary>
internal static class AboutWriter
{
    private const int Width = 78;
    private const int Indent = 4;

    public static void Write(string path, HelpPage page)
    {
        var text = new StringBuilder();
        AddLine(text, 0, "TOPIC");
        AddLine(text, Indent, page.Title);
        foreach (var section in page.Sections)
        {
            text.Append('\n');
            AddLine(text, 0, section.Heading);
            AddContents(text, section.Contents);
            foreach (var part in section.Parts)
            {
                text.Append('\n');
                AddLine(text, Indent / 2, part.Heading);
                AddContents(text, part.Contents);
            }
        }

        File.WriteAllText(path, text.ToString());
    }

    private static void AddContents(StringBuilder text, List<PageContent> contents)
    {
        for (var index = 0; index < contents.Count; index++)
        {
            if (index > 0)
                text.Append('\n');
            foreach (var (indent, line) in Lines(contents[index]))
                AddLine(text, indent, line);
        }
    }

    private static IEnumerable<(int Indent, string Line)> Lines(PageContent content) => content switch
    {
        PageParagraph paragraph => WordWrap.Lines(paragraph.Text, Width - Indent).Select(line => (Indent, line)),
        PageList list => list.Items.SelectMany(Item),
        PageCode code => code.Text.Split('\n').Select(line => (Indent + 2, line)),
        PageTable table => TextTable.Lines(table, Width - Indent).Select(line => (Indent, line)),
        _ => throw new NotSupportedException(content.GetType().Name),
    };

    private static IEnumerable<(int Indent, string Line)> Item(PageParagraph item)
        => WordWrap.Lines(item.Text, Width - Indent - 2).Select((line, index) => (Indent, (index == 0 ? "- " : "  ") + line));

    private static void AddLine(StringBuilder text, int indent, string line)
        => text.Append((new string(' ', indent) + line).TrimEnd()).Append('\n');
}
