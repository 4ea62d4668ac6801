using System.Text;
using System.Xml;
using System.Xml.Linq;
using TwitterDm.HelpWriter.Module;
using TwitterDm.HelpWriter.Pages;
using static TwitterDm.HelpWriter.Maml.MamlNames;

namespace TwitterDm.HelpWriter.Maml;

/// <summary>Writes the help of all cmdlets, combining the pages with the metadata of the assembly.</summary>
internal static class MamlWriter
{
    // The width of a window of 80 characters, minus the indentation of Get-Help.
    private const int TitleWidth = 74;

    public static void Write(string path, IEnumerable<(CmdletFacts Cmdlet, HelpPage Page)> help)
    {
        var root = new XElement(
            Root + "helpItems",
            new XAttribute("schema", "maml"),
            help.Select(pair => CreateCommand(pair.Cmdlet, pair.Page)));
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" };
        using var writer = XmlWriter.Create(path, settings);
        new XDocument(root).Save(writer);
    }

    private static XElement CreateCommand(CmdletFacts cmdlet, HelpPage page) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Markup),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Verb),
            new XElement(Command + "noun", cmdlet.Noun),
            Description(MamlText.Of(page.Contents("SYNOPSIS")))),
        Description(MamlText.Of(page.Contents("DESCRIPTION"))),
        MamlParameters.Syntax(cmdlet),
        MamlParameters.List(cmdlet, page),
        Types(page, "INPUTS", "inputTypes", "inputType"),
        Types(page, "OUTPUTS", "returnValues", "returnValue"),
        Notes(page),
        new XElement(Command + "examples", page.Parts("EXAMPLES").Select(Example)),
        new XElement(Command + "relatedLinks", RelatedLinks(page)));

    private static XElement Types(HelpPage page, string heading, string list, string item) => new(
        Command + list,
        page.Parts(heading).Select(part => new XElement(Command + item, Type(part.Heading), Description(MamlText.Of(part.Contents)))));

    private static XElement? Notes(HelpPage page) => page.Contents("NOTES") is { Count: > 0 } notes
        ? new XElement(Markup + "alertSet", new XElement(Markup + "alert", MamlText.Of(notes)))
        : null;

    // PowerShell shows the code first, even if text precedes it on the page. The empty paragraph separates an example from the next one.
    private static XElement Example(PageSection part) => new(
        Command + "example",
        new XElement(Markup + "title", Framed(part.Heading)),
        new XElement(Dev + "code", part.Code.First().Text),
        new XElement(
            Dev + "remarks",
            MamlText.Of(part.Contents.Where(content => content != part.Code.First())),
            MamlText.Paragraph(string.Empty)));

    private static string Framed(string heading)
    {
        var dashes = new string('-', Math.Max(3, (TitleWidth - heading.Length - 2) / 2));
        return $"{dashes} {heading} {dashes}";
    }

    // Get-Help -Online opens the first link.
    private static IEnumerable<XElement> RelatedLinks(HelpPage page)
        => page.Contents("RELATED LINKS")
            .SelectMany(content => content switch
            {
                PageList list => list.Items.SelectMany(item => item.Links),
                PageParagraph paragraph => paragraph.Links,
                _ => [],
            })
            .Prepend(new PageLink("Online version:", page.OnlineVersion))
            .Select(link => new XElement(
                Markup + "navigationLink",
                new XElement(Markup + "linkText", link.Text),
                new XElement(Markup + "uri", link.IsAddress ? link.Target : string.Empty)));
}
