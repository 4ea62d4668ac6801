using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace TwitterDm.HelpWriter.Pages;

/// <summary>Text without its marks, for a reader without a browser.</summary>
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
        _ => throw new NotSupportedException($"{inline.GetType().Name} in a page of help."),
    };

    // A reader of the help in a terminal cannot follow a link: an address is shown, a page beside this one goes by its name.
    private static string Of(PageLink link)
        => link.IsAddress && !string.Equals(link.Text, link.Target, StringComparison.Ordinal) ? $"{link.Text} ({link.Target})" : link.Text;
}
