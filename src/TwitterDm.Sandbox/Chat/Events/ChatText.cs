using System.Text;
using System.Text.RegularExpressions;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <summary>A text and its links, mentions and hashtags. As X's SDK documents them, offsets count bytes of UTF-8.</summary>
internal sealed partial class ChatText
{
    private readonly List<(int Start, int End, ChatEntityKind Kind)> _entities = [];

    private ChatText(string text)
    {
        Text = text;
        foreach (Match match in EntityPattern().Matches(text))
        {
            var start = Encoding.UTF8.GetByteCount(text.AsSpan(0, match.Index));
            _entities.Add((start, start + Encoding.UTF8.GetByteCount(match.ValueSpan), KindOf(match.Value)));
        }
    }

    public static ChatText Empty { get; } = new("");

    public string Text { get; }

    /// <summary>The entities as X Chat writes them, or null if there are none.</summary>
    public IEnumerable<ThriftStruct>? Entities =>
        _entities.Count == 0 ? null : _entities.Select(entity => ChatEntries.Entity(entity.Start, entity.End, entity.Kind));

    public static implicit operator ChatText(string text) => new(text);

    /// <summary>Converts a text of the classic messages. X Chat does not shorten links.</summary>
    public static ChatText Of(MessageText text)
        => text.Urls.Aggregate(text.Text, (all, url) => all.Replace(url.Text, url.Value, StringComparison.Ordinal));

    private static ChatEntityKind KindOf(string match) => match[0] switch
    {
        '#' => ChatEntityKind.Hashtag,
        '@' => ChatEntityKind.Mention,
        _ => ChatEntityKind.Url,
    };

    [GeneratedRegex(
        @"https://[^\s""]+|(?<=^|\s)#[A-Za-z][A-Za-z0-9_]+|(?<=^|\s)@[A-Za-z0-9_]{4,15}\b",
        RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex EntityPattern();
}
