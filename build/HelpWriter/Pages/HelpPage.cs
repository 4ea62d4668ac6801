namespace TwitterDm.HelpWriter.Pages;

/// <summary>A help page as written.</summary>
/// <param name="Path">The path of its file.</param>
/// <param name="Title">Its first heading: the name of a cmdlet, or <c>about_…</c> for an about topic.</param>
/// <param name="FrontMatter">The <c>name: value</c> pairs of the front matter.</param>
/// <param name="Sections">The sections, one for each second-level heading.</param>
internal sealed record HelpPage(
    string Path, string Title, IReadOnlyDictionary<string, string> FrontMatter, IReadOnlyList<PageSection> Sections)
{
    /// <summary>The address of the page on the web; empty if it is not specified.</summary>
    public string OnlineVersion => FrontMatter.GetValueOrDefault("online version", string.Empty);

    /// <summary>Whether it is an about topic, not the page of a cmdlet.</summary>
    public bool IsTopic => Title.StartsWith("about_", StringComparison.Ordinal);

    public bool IsAbout(string cmdlet) => string.Equals(Title, cmdlet, StringComparison.Ordinal);

    public PageSection? Section(string heading)
        => Sections.FirstOrDefault(section => string.Equals(section.Heading, heading, StringComparison.Ordinal));

    /// <summary>The parts of a section, one for each third-level heading.</summary>
    public IReadOnlyList<PageSection> Parts(string heading) => Section(heading)?.Parts ?? [];

    /// <summary>The content of a section before its first part.</summary>
    public IReadOnlyList<PageContent> Contents(string heading) => Section(heading)?.Contents ?? [];
}
