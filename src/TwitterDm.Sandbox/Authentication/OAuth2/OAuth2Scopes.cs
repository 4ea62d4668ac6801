namespace TwitterDm.Sandbox.Authentication.OAuth2;

/// <summary>The OAuth 2.0 scopes of X.</summary>
internal static class OAuth2Scopes
{
    /// <summary>The scope that includes a refresh token.</summary>
    public const string OfflineAccess = "offline.access";

    /// <summary>Everything that Direct Messages need, and a refresh token.</summary>
    public static readonly IReadOnlyList<string> ForMessages =
    [
        "dm.read",
        "dm.write",
        "tweet.read",
        "users.read",
        "media.write",
        OfflineAccess,
    ];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlySet<string> All = new HashSet<string>(StringComparer.Ordinal)
    {
        "tweet.read", "tweet.write", "tweet.moderate.write", "users.email", "users.read", "follows.read", "follows.write", "offline.access",
        "space.read", "mute.read", "mute.write", "like.read", "like.write", "list.read", "list.write", "block.read", "block.write",
        "bookmark.read", "bookmark.write", "broadcast.read", "broadcast.write", "timeline.read", "dm.read", "dm.write", "media.write",
    };

    /// <summary>Parses scopes separated by single spaces (RFC 6749, section 3.3). Returns null if one is unknown or occurs twice.</summary>
    public static IReadOnlyList<string>? Parse(string text)
    {
        var names = text.Split(' ');
        return AreValid(names) ? names : null;
    }

    /// <summary>Whether this is at least one scope, all are known, and all are different.</summary>
    public static bool AreValid(IReadOnlyList<string> names) =>
        names.Count > 0 && names.All(All.Contains) && names.Distinct(StringComparer.Ordinal).Count() == names.Count;
}
