using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>What a conversation is called: the name of the group, or the people in it beside the account.</summary>
internal sealed class PageTitle
{
    private const int MaxLength = 100;
    private const int MaxPeople = 3;

    public PageTitle(HtmlPage page)
    {
        var cover = page.Cover;
        var others = cover.Participants.Where(user => !string.Equals(user.Id, cover.Account?.Id, StringComparison.Ordinal)).ToArray();
        Person = cover.ConversationType == DmConversationType.OneToOne ? others.FirstOrDefault() : null;
        Text = VisibleText.Of(cover.ConversationName, MaxLength) is { } name && !string.IsNullOrWhiteSpace(name) ? name : NameOf(page, others);
    }

    /// <summary>The text, without anything that a browser hides.</summary>
    public string Text { get; }

    /// <summary>The other person of a conversation of two; null for a group.</summary>
    public DmUser? Person { get; }

    private static string NameOf(HtmlPage page, DmUser[] others)
    {
        if (others.Length == 0)
            return page.Cover.ConversationId is { } id ? $"Conversation {VisibleText.Of(id, MaxLength)}" : "Conversation";
        var names = others.Take(MaxPeople).Select(user => VisibleText.Of(TranscriptPeople.NameOf(user), MaxLength / MaxPeople)).ToList();
        if (others.Length > MaxPeople)
            names.Add($"{EnglishText.Number(others.Length - MaxPeople)} more");
        return EnglishText.List(names);
    }
}
