using TwitterDm.Text;

namespace TwitterDm;

/// <summary>Reads the name from the address of a profile, such as <c>https://x.com/XDevelopers</c>.</summary>
internal static class ProfileAddress
{
    private static readonly string[] Hosts = ["x.com", "twitter.com"];
    private static readonly string[] Prefixes = ["www.", "mobile.", "m."];

    // The first segments of X's own pages, which look like names.
    private static readonly HashSet<string> Pages = new(StringComparer.OrdinalIgnoreCase)
    {
        "compose", "explore", "hashtag", "home", "i", "intent", "jobs", "login", "logout", "messages", "notifications", "privacy", "search",
        "settings", "share", "signup", "tos",
    };

    /// <summary>The name; null if the text is not the address of a profile.</summary>
    public static string? NameIn(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || !IsOfX(address))
            return null;
        var path = address.AbsolutePath.Trim('/').Split('/');
        return path is [{ Length: > 0 } name] && !Pages.Contains(name) ? name : null;
    }

    private static bool IsOfX(Uri address)
    {
        if (address.Scheme is not ("https" or "http") || AsciiHost.Of(address) is not { } host)
            return false;
        var prefix = Array.Find(Prefixes, prefix => host.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return address.IsDefaultPort
            && address.UserInfo.Length == 0
            && Hosts.Contains(host[(prefix?.Length ?? 0)..], StringComparer.OrdinalIgnoreCase);
    }
}
