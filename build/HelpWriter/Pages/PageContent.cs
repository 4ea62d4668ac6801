namespace TwitterDm.HelpWriter.Pages;

/// <summary>A block of a page in plain text.</summary>
internal abstract record PageContent;

/// <summary>A paragraph as a single line.</summary>
/// <param name="Text">The text without Markdown formatting.</param>
/// <param name="Links">The links in the text.</param>
internal sealed record PageParagraph(string Text, IReadOnlyList<PageLink> Links) : PageContent;

/// <summary>A list, with one paragraph per item.</summary>
internal sealed record PageList(IReadOnlyList<PageParagraph> Items) : PageContent;

/// <summary>A fenced code block.</summary>
/// <param name="Language">The language after the opening fence.</param>
/// <param name="Text">The unchanged text between the fences.</param>
internal sealed record PageCode(string Language, string Text) : PageContent
{
    /// <summary>Whether it contains commands to enter, not output.</summary>
    public bool IsCommand => Language is "powershell";

    /// <summary>Whether it contains metadata of a parameter that is not available from its declaration.</summary>
    public bool IsFacts => Language is "yaml";
}

/// <summary>A table, with the headings in the first row.</summary>
internal sealed record PageTable(IReadOnlyList<IReadOnlyList<string>> Rows) : PageContent;

/// <summary>A link.</summary>
/// <param name="Text">The displayed text.</param>
/// <param name="Target">A file in the same folder as the page, or a URL.</param>
internal sealed record PageLink(string Text, string Target)
{
    /// <summary>Whether the target is a URL.</summary>
    public bool IsAddress => Uri.TryCreate(Target, UriKind.Absolute, out _);
}
