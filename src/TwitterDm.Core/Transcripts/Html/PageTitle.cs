namespace TwitterDm.Transcripts.Html;

/// <summary>What a conversation is called: the name of the group, or the people in it beside the account.</summary>
internal sealed class PageTitle
{
    private readonly string _prefix;

    public PageTitle(HtmlPage page)
    {
        var cover = page.Cover;
        var others = cover.Participants.Where(user => !string.Equals(user.Id, cover.Account?.Id, StringComparison.Ordinal)).ToArray();
        Person = cover.ConversationType == DmConversationType.OneToOne ? others.FirstOrDefault() : null;
        Names = TranscriptTitle.Of(cover);
        _prefix = TranscriptTitle.Prefix(cover);
    }

    /// <summary>The name, or several, without anything that a browser hides.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The other person of a conversation of two; null for a group.</summary>
    public DmUser? Person { get; }

    /// <summary>Writes it as text alone: with characters that keep each name apart.</summary>
    public void WriteText(HtmlPage page)
    {
        page.Write($"{_prefix}");
        for (var index = 0; index < Names.Count; index++)
        {
            page.Write($"{TranscriptTitle.Separator(index, Names.Count)}");
            page.WriteLiteral(Names.Count > 1 ? "&#x2068;" : string.Empty);
            page.Write($"{Names[index]}");
            page.WriteLiteral(Names.Count > 1 ? "&#x2069;" : string.Empty);
        }
    }

    /// <summary>Writes it as markup.</summary>
    public void WriteMarkup(HtmlPage page)
    {
        page.Write($"{_prefix}");
        for (var index = 0; index < Names.Count; index++)
            page.Write($"{TranscriptTitle.Separator(index, Names.Count)}<bdi>{Names[index]}</bdi>");
    }
}
