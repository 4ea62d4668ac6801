namespace TwitterDm.HelpWriter.Pages;

/// <summary>A heading and the content below it.</summary>
/// <param name="Heading">The text of the heading.</param>
/// <param name="Line">Its line number in the page, starting from 1.</param>
internal sealed record PageSection(string Heading, int Line)
{
    /// <summary>The content before the first heading of the next level.</summary>
    public List<PageContent> Contents { get; } = [];

    /// <summary>The parts, one for each heading of the next level.</summary>
    public List<PageSection> Parts { get; } = [];

    /// <summary>The code blocks that contain commands to enter.</summary>
    public IEnumerable<PageCode> Code => Contents.OfType<PageCode>().Where(code => code.IsCommand);
}
