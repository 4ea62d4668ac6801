using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>The reactions to a message, each with who reacted.</summary>
internal static class ReactionsView
{
    private const int MaxLength = 24;
    private const int MaxPeople = 50;

    public static void Write(HtmlPage page, IReadOnlyList<TranscriptReaction> reactions)
    {
        if (reactions.Count == 0)
            return;
        page.Write($"<ul class=\"r\" aria-label=\"Reactions\">");
        foreach (var same in reactions.GroupBy(reaction => EmojiOf(reaction.Reaction), StringComparer.Ordinal))
            WriteOne(page, same.Key, [.. same]);
        page.Write($"</ul>\n");
    }

    private static void WriteOne(HtmlPage page, string emoji, TranscriptReaction[] reactions)
    {
        var names = reactions.Take(MaxPeople).Select(reaction => NameOf(page, reaction)).ToList();
        if (reactions.Length > MaxPeople)
            names.Add($"{EnglishText.Number(reactions.Length - MaxPeople)} more");
        var who = EnglishText.List(names);
        // The archive has words: a screen reader says the word instead of the emoji that stands for it.
        var word = string.Equals(reactions[0].Reaction, emoji, StringComparison.Ordinal)
            ? null
            : VisibleText.Of(reactions[0].Reaction, MaxLength);
        page.WriteLiteral(Array.TrueForAll(reactions, reaction => reaction.IsVerified is false) ? "<li class=\"u\"" : "<li");
        page.Write($" title=\"{(word is null ? string.Empty : word + ": ")}{who}\">");
        if (word is null)
            page.Write($"<bdi>{emoji}</bdi>");
        else
            page.Write($"<span aria-hidden=\"true\">{emoji}</span><span class=\"sr\">{word}</span>");
        if (reactions.Length > 1)
            page.Write($"<span class=\"n\">{reactions.Length}</span>");
        page.Write($"<span class=\"who\"> by {who}</span></li>");
    }

    private static string NameOf(HtmlPage page, TranscriptReaction reaction)
        => PersonText.NameOf(page.People.Find(reaction.Author?.Id, reaction.Author))
        + (reaction.IsVerified is false ? " (not verified)" : string.Empty);

    private static string EmojiOf(string reaction) => reaction switch
    {
        "agree" => "👍",
        "disagree" => "👎",
        "like" => "❤️",
        "funny" => "😂",
        "sad" => "😢",
        "surprised" => "😲",
        "hot" or "excited" => "🔥",
        _ => VisibleText.Of(reaction, MaxLength),
    };
}
