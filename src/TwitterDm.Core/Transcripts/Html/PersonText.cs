using TwitterDm.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>Names of people, as a page shows them: short, and without anything that a browser hides.</summary>
internal static class PersonText
{
    private const int MaxLength = 60;

    /// <summary>The display name, or else the @name or the id.</summary>
    public static string NameOf(DmUser? user) => VisibleText.Of(TranscriptPeople.NameOf(user), MaxLength);

    /// <summary>The @name after a space, where the name is another one: anyone can take a display name.</summary>
    public static string HandleOf(DmUser? user)
        => user is { Username: { Length: > 0 } username } && !string.IsNullOrWhiteSpace(user.Name) ? " @" + VisibleText.Of(username, MaxLength) : string.Empty;
}
