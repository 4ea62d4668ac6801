using TwitterDm.HelpWriter.Module;

namespace TwitterDm.HelpWriter.Pages;

/// <summary>Compares the pages with the cmdlets: everything must be documented, and everything documented must exist.</summary>
internal static class PageCheck
{
    private const string CommonParameters = "CommonParameters";

    // The width of code in a window of 80 characters: Get-Help indents examples by 4, and code in about topics is indented by 6.
    private const int MaxExampleLine = 76;
    private const int MaxTopicLine = 72;

    public static void Run(IReadOnlyList<CmdletFacts> cmdlets, IReadOnlyList<HelpPage> pages, string directory, Complaints complaints)
    {
        foreach (var cmdlet in cmdlets)
        {
            if (pages.FirstOrDefault(page => page.IsAbout(cmdlet.Name)) is { } page)
                CheckCmdlet(cmdlet, page, complaints);
            else
                complaints.Add(Path.Combine(directory, cmdlet.Name + ".md"), 1, $"{cmdlet.Name} does not have a help page. Create it in this file.");
        }

        foreach (var page in pages)
        {
            CheckPage(page, complaints);
            CheckLinks(page, complaints);
            CheckLines(page, complaints);
            if (!page.IsTopic && !cmdlets.Any(cmdlet => page.IsAbout(cmdlet.Name)))
                complaints.Add(page.Path, 1, $"This page documents the cmdlet '{page.Title}', which the module does not export.");
        }
    }

    private static void CheckPage(HelpPage page, Complaints complaints)
    {
        var name = Path.GetFileNameWithoutExtension(page.Path);
        if (!string.Equals(page.Title, name, StringComparison.Ordinal))
            complaints.Add(page.Path, 1, $"The first heading of the page is '{page.Title}'. It must be '{name}', like the file name.");
        if (!page.OnlineVersion.EndsWith($"/{name}.md", StringComparison.Ordinal))
            complaints.Add(page.Path, 1, $"'online version' in the front matter must end with /{name}.md, because Get-Help -Online opens it.");
        if (page.IsTopic && (page.Contents("SHORT DESCRIPTION") is not [PageParagraph] || page.Section("LONG DESCRIPTION") is null))
            complaints.Add(page.Path, 1, "An about topic must have a SHORT DESCRIPTION that consists of one paragraph, and a LONG DESCRIPTION.");
    }

    private static void CheckCmdlet(CmdletFacts cmdlet, HelpPage page, Complaints complaints)
    {
        if (page.Contents("SYNOPSIS") is not [PageParagraph])
            complaints.Add(page.Path, 1, $"{cmdlet.Name} must have a SYNOPSIS that consists of one paragraph.");
        if (page.Contents("DESCRIPTION") is [])
            complaints.Add(page.Path, 1, $"{cmdlet.Name} does not have a DESCRIPTION.");
        CheckExamples(cmdlet, page, complaints);
        CheckParameters(cmdlet, page, complaints);
        Compare(page, "OUTPUTS", cmdlet.OutputTypes is [] ? ["None"] : cmdlet.OutputTypes, complaints);
    }

    private static void CheckExamples(CmdletFacts cmdlet, HelpPage page, Complaints complaints)
    {
        if (page.Parts("EXAMPLES") is [])
            complaints.Add(page.Path, 1, $"{cmdlet.Name} does not have an example. Add a heading '### Example 1: …' under EXAMPLES.");
        foreach (var example in page.Parts("EXAMPLES"))
        {
            if (!example.Code.Any())
                complaints.Add(page.Path, example.Line, $"'{example.Heading}' does not have a ```powershell block.");
            else if (!example.Code.First().Text.Contains(cmdlet.Name, StringComparison.Ordinal))
                complaints.Add(page.Path, example.Line, $"'{example.Heading}' does not use {cmdlet.Name}.");
            if (example.Contents.OfType<PageCode>().Any(code => code.Text.StartsWith(' ')))
                complaints.Add(page.Path, example.Line, $"'{example.Heading}' has a code block that begins with a space, which Get-Help would omit.");
        }
    }

    private static void CheckParameters(CmdletFacts cmdlet, HelpPage page, Complaints complaints)
    {
        Compare(page, "PARAMETERS", [.. cmdlet.Parameters.Select(parameter => "-" + parameter.Name)], complaints);
        foreach (var part in page.Parts("PARAMETERS").Where(part => !part.Contents.OfType<PageParagraph>().Any()))
            complaints.Add(page.Path, part.Line, $"'{part.Heading}' does not have a description.");
    }

    /// <summary>Checks that the headings of a section match the members of the cmdlet exactly.</summary>
    private static void Compare(HelpPage page, string section, IReadOnlyCollection<string> facts, Complaints complaints)
    {
        var parts = page.Parts(section);
        foreach (var fact in facts.Except(parts.Select(part => part.Heading), StringComparer.Ordinal))
            complaints.Add(page.Path, page.Section(section)?.Line ?? 1, $"{page.Title}: '### {fact}' is missing under {section}.");
        foreach (var part in parts.Where(part => part.Heading is not CommonParameters && !facts.Contains(part.Heading, StringComparer.Ordinal)))
            complaints.Add(page.Path, part.Line, $"{page.Title} does not have '{part.Heading}', which is listed under {section}.");
    }

    private static void CheckLines(HelpPage page, Complaints complaints)
    {
        var longest = page.IsTopic ? MaxTopicLine : MaxExampleLine;
        foreach (var section in AllSections(page))
        {
            var lines = section.Contents.OfType<PageCode>().SelectMany(code => code.Text.Split('\n'));
            foreach (var line in lines.Where(line => line.Length > longest))
                complaints.Add(page.Path, section.Line, $"A line of code has {line.Length} characters. Get-Help would wrap it after {longest}: {line}");
        }
    }

    private static void CheckLinks(HelpPage page, Complaints complaints)
    {
        foreach (var section in AllSections(page))
        {
            var lists = section.Contents.OfType<PageList>().SelectMany(list => list.Items);
            var links = section.Contents.OfType<PageParagraph>().Concat(lists).SelectMany(paragraph => paragraph.Links);
            foreach (var link in links.Where(link => !link.IsAddress && !File.Exists(Path.Combine(Path.GetDirectoryName(page.Path)!, link.Target))))
                complaints.Add(page.Path, section.Line, $"The target of the link '{link.Target}' does not exist.");
        }
    }

    private static IEnumerable<PageSection> AllSections(HelpPage page)
        => page.Sections.SelectMany(section => section.Parts.Prepend(section));
}
