using System.Text.RegularExpressions;
using TwitterDm.Sandbox.Json;

namespace TwitterDm.Sandbox.Model;

/// <summary>A text and the entities that X finds in it. Offsets count code points, not UTF-16 code units.</summary>
internal sealed partial class MessageText
{
    private MessageText(string text, IReadOnlyDictionary<string, string> expandedUrls)
    {
        Text = text;
        Json = JsonText.Encode(text);
        Urls = Find(UrlPattern(), text, url => expandedUrls.GetValueOrDefault(url, url));
        Hashtags = Find(HashtagPattern(), text, tag => tag[1..]);
        Mentions = Find(MentionPattern(), text, mention => mention[1..]);
    }

    public static MessageText Empty { get; } = Of("");

    public string Text { get; }

    /// <summary>The text as an encoded JSON string, computed once.</summary>
    public byte[] Json { get; }

    public IReadOnlyList<TextEntity> Urls { get; }

    public IReadOnlyList<TextEntity> Hashtags { get; }

    public IReadOnlyList<TextEntity> Mentions { get; }

    public bool HasEntities => Urls.Count + Hashtags.Count + Mentions.Count > 0;

    public static MessageText Of(string text, IReadOnlyDictionary<string, string>? expandedUrls = null) =>
        new(text, expandedUrls ?? new Dictionary<string, string>(StringComparer.Ordinal));

    private static List<TextEntity> Find(Regex pattern, string text, Func<string, string> value)
    {
        var found = new List<TextEntity>();
        foreach (Match match in pattern.Matches(text))
        {
            var start = text[..match.Index].EnumerateRunes().Count();
            found.Add(new TextEntity(start, start + match.Length, match.Value, value(match.Value)));
        }

        return found;
    }

    [GeneratedRegex(@"https://t\.co/[A-Za-z0-9]{10}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UrlPattern();

    [GeneratedRegex(@"(?<=^|\s)#[A-Za-z][A-Za-z0-9_]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HashtagPattern();

    [GeneratedRegex(@"(?<=^|\s)@[A-Za-z0-9_]{4,15}\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MentionPattern();
}

/// <summary>An entity: its range, its text, and the URL, hashtag or username that it stands for.</summary>
internal readonly record struct TextEntity(int Start, int End, string Text, string Value);
