using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>Names of people, as a page shows them: short, and without anything that a browser hides.</summary>
internal static class PersonText
{
    private const int MaxLength = 60;

    /// <summary>The display name, or else the @name or the id.</summary>
    public static string NameOf(DmUser? user) => VisibleText.Of(TranscriptPeople.NameOf(user), MaxLength);

    /// <summary>Writes the @name after a space, where the name is another one: anyone can take a display name.</summary>
    public static void WriteHandle(HtmlPage page, DmUser? user)
    {
        if (user is { Username: { Length: > 0 } username } && !string.IsNullOrWhiteSpace(user.Name))
            page.Write($" <bdi class=\"at\">@{VisibleText.Of(username, MaxLength)}</bdi>");
    }
}
