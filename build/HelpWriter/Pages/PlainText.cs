using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace TwitterDm.HelpWriter.Pages;

/// <summary>Converts Markdown text to plain text for display in a terminal.</summary>
internal static class PlainText
{
    public static string Of(LeafBlock block) => Of(block.Inline);

    public static IReadOnlyList<PageLink> LinksOf(LeafBlock block)
        => [.. (block.Inline?.FindDescendants<LinkInline>() ?? []).Select(link => new PageLink(Of((ContainerInline)link), link.Url ?? string.Empty))];

    private static string Of(ContainerInline? container) => container is null ? string.Empty : string.Concat(container.Select(Of));

    private static string Of(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        AutolinkInline link => link.Url,
        LineBreakInline => " ",
        LinkInline link => Of(new PageLink(Of((ContainerInline)link), link.Url ?? string.Empty)),
        ContainerInline container => Of(container),
        HtmlInline html => html.Tag,
        _ => throw new NotSupportedException($"{inline.GetType().Name} is not supported in a help page."),
    };

    // Links do not work in a terminal. A URL is therefore shown after the text, and another help page only by its name.
    private static string Of(PageLink link)
        => link.IsAddress && !string.Equals(link.Text, link.Target, StringComparison.Ordinal) ? $"{link.Text} ({link.Target})" : link.Text;
}
