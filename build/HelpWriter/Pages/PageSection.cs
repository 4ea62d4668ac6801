namespace TwitterDm.HelpWriter.Pages;

/// <summary>A heading and what stands under it.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Line">Its line in the page, from 1.</param>
internal sealed record PageSection(string Heading, int Line)
{
    /// <summary>What stands under it, above the first heading of the next level.</summary>
    public List<PageContent> Contents { get; } = [];

    /// <summary>Its headings of the next level.</summary>
    public List<PageSection> Parts { get; } = [];

    /// <summary>The blocks of code in it that a reader can type.</summary>
    public IEnumerable<PageCode> Code => Contents.OfType<PageCode>().Where(code => code.IsCommand);
}
