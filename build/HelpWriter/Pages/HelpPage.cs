namespace TwitterDm.HelpWriter.Pages;

/// <summary>A page of help as it was written.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Title">Its first heading: a cmdlet's name, or <c>about_…</c> for a topic.</param>
/// <param name="FrontMatter">The lines of <c>name: value</c> above the title.</param>
/// <param name="Sections">What stands under the headings of the second level.</param>
internal sealed record HelpPage(
    string Path, string Title, IReadOnlyDictionary<string, string> FrontMatter, IReadOnlyList<PageSection> Sections)
{
    /// <summary>Where the page is on the web; empty where it does not say.</summary>
    public string OnlineVersion => FrontMatter.GetValueOrDefault("online version", string.Empty);

    /// <summary>Whether it is a topic, and no cmdlet's page.</summary>
    public bool IsTopic => Title.StartsWith("about_", StringComparison.Ordinal);

    public bool IsAbout(string cmdlet) => string.Equals(Title, cmdlet, StringComparison.Ordinal);

    public PageSection? Section(string heading)
        => Sections.FirstOrDefault(section => string.Equals(section.Heading, heading, StringComparison.Ordinal));

    /// <summary>The parts of a section: what stands under its headings of the third level.</summary>
    public IReadOnlyList<PageSection> Parts(string heading) => Section(heading)?.Parts ?? [];

    /// <summary>The text of a section, above its first part.</summary>
    public IReadOnlyList<PageContent> Contents(string heading) => Section(heading)?.Contents ?? [];
}
