namespace TwitterDm.HelpWriter.Pages;

/// <summary>A block of a page, as plain text.</summary>
internal abstract record PageContent;

/// <summary>A paragraph in one line.</summary>
/// <param name="Text">The text without its marks.</param>
/// <param name="Links">The links in it.</param>
internal sealed record PageParagraph(string Text, IReadOnlyList<PageLink> Links) : PageContent;

/// <summary>A list, one paragraph an item.</summary>
internal sealed record PageList(IReadOnlyList<PageParagraph> Items) : PageContent;

/// <summary>A block between fences.</summary>
/// <param name="Language">The word after the fence.</param>
/// <param name="Text">What stands between the fences, as it is.</param>
internal sealed record PageCode(string Language, string Text) : PageContent
{
    /// <summary>Whether it is something to type, and not something that was printed.</summary>
    public bool IsCommand => Language is "powershell";

    /// <summary>Whether it holds facts about a parameter that its declaration cannot tell.</summary>
    public bool IsFacts => Language is "yaml";
}

/// <summary>A table, its headings in the first row.</summary>
internal sealed record PageTable(IReadOnlyList<IReadOnlyList<string>> Rows) : PageContent;

/// <summary>A link.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Target">A file beside the page, or an address.</param>
internal sealed record PageLink(string Text, string Target)
{
    /// <summary>Whether it leads away from the pages.</summary>
    public bool IsAddress => Uri.TryCreate(Target, UriKind.Absolute, out _);
}
