using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace TwitterDm.HelpWriter.Pages;

/// <summary>Reads a page. Its second-level headings are sections, and its third-level headings are the parts of a section.</summary>
internal static class PageReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().Build();

    public static HelpPage Read(string path, Complaints complaints)
    {
        var title = string.Empty;
        var frontMatter = new Dictionary<string, string>(StringComparer.Ordinal);
        var sections = new List<PageSection>();
        var document = Markdown.Parse(File.ReadAllText(path), Pipeline);
        CheckMarks(document, path, complaints);
        foreach (var block in document)
        {
            switch (block)
            {
                case YamlFrontMatterBlock facts:
                    frontMatter = ReadFacts(facts.Lines.ToString());
                    break;
                case HeadingBlock { Level: 1 } heading:
                    title = PlainText.Of(heading);
                    break;
                case HeadingBlock { Level: 2 } heading:
                    sections.Add(Section(heading));
                    break;
                case HeadingBlock { Level: 3 } heading when sections is [.., var section]:
                    section.Parts.Add(Section(heading));
                    break;
                default:
                    AddContent(block, sections, path, complaints);
                    break;
            }
        }

        return new(path, title, frontMatter, sections);
    }

    /// <summary>Reads lines of <c>name: value</c>.</summary>
    public static Dictionary<string, string> ReadFacts(string text)
        => text.Split('\n')
            .Select(line => line.Split(": ", 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.Ordinal);

    // Code without backticks can be parsed as emphasis ($_.Name … $_.Id) or as an HTML tag. Its characters would then be lost silently.
    private static void CheckMarks(MarkdownDocument document, string path, Complaints complaints)
    {
        foreach (var inline in document.Descendants<Inline>().Where(inline => inline is EmphasisInline or HtmlInline))
            complaints.Add(path, inline.Line + 1, "Help pages cannot contain emphasis or HTML tags. Enclose code in backticks.");
    }

    private static PageSection Section(HeadingBlock heading) => new(PlainText.Of(heading), heading.Line + 1);

    private static void AddContent(Block block, List<PageSection> sections, string path, Complaints complaints)
    {
        var section = sections is [.., var last] ? last : null;
        var place = section is { Parts: [.., var part] } ? part : section;
        if (place is null)
            complaints.Add(path, block.Line + 1, "This content precedes the first second-level heading and would not be displayed.");
        else if (ContentReader.Read(block) is { } content)
            place.Contents.Add(content);
        else
            complaints.Add(path, block.Line + 1, "Help pages can contain only paragraphs, flat unordered lists, tables and fenced code blocks.");
    }
}
