namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>The names of what a user can allow an app, as X lists them.</summary>
internal static class Scopes
{
    /// <summary>With it comes a refresh token.</summary>
    public const string Offline = "offline.access";

    /// <summary>Everything that Direct Messages need.</summary>
    public static readonly IReadOnlyList<string> OfMessages = ["dm.read", "dm.write", "tweet.read", "users.read", "media.write", Offline];

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "tweet.read", "tweet.write", "tweet.moderate.write", "users.email", "users.read", "follows.read", "follows.write", "offline.access",
        "space.read", "mute.read", "mute.write", "like.read", "like.write", "list.read", "list.write", "block.read", "block.write",
        "bookmark.read", "bookmark.write", "dm.read", "dm.write", "media.write",
    };

    /// <summary>The names in a text that separates them by single spaces (RFC 6749, section 3.3); null where one is unknown or stands there twice.</summary>
    public static IReadOnlyList<string>? Read(string text)
    {
        var names = text.Split(' ');
        return AreKnown(names) ? names : null;
    }

    /// <summary>Whether these are names of X's, each once, and at least one.</summary>
    public static bool AreKnown(IReadOnlyList<string> names) =>
        names.Count > 0 && names.All(Known.Contains) && names.Distinct(StringComparer.Ordinal).Count() == names.Count;
}
