using System.Globalization;

namespace TwitterDm.Auth;

/// <summary>
/// Reads the part of YAML that xurl writes: mappings in block style with plain or quoted scalars, and comments. Everything else is
/// rejected, so nothing is misread, and nothing in the file can do anything.
/// </summary>
internal static class ChatKeyYaml
{
    private const string Users = "users";
    private const string Key = "private_keys_b64";
    private const string Version = "key_version";

    /// <summary>Reads the accounts under <c>users</c>.</summary>
    /// <exception cref="FormatException">
    /// It is not such a file; the message says why, as a part of a sentence, and never contains a value.
    /// </exception>
    public static IReadOnlyList<ChatKeyEntry> Read(string text)
    {
        var lines = text.Split('\n').Select((line, index) => YamlLine.Read(line, index + 1)).OfType<YamlLine>().ToArray();
        if (lines.Length == 0 || lines[0].Indent > 0)
            throw new FormatException("it does not begin with a key");
        var accounts = Array.FindAll(lines, line => line.Indent == 0 && line.Is(Users)) switch
        {
            [] => throw new FormatException($"it has no list '{Users}'"),
            [var users] => Children(lines, users),
            [_, var again, ..] => throw again.Wrong("repeats a key"),
        };
        if (accounts.Count == 0)
            throw new FormatException($"its list '{Users}' is empty");
        if (accounts.FirstOrDefault(account => !Ids.IsUserId(account.Key)) is { } odd)
            throw odd.Wrong("is not a user id");
        return [.. accounts.Select(account => ReadAccount(account.Key, Children(lines, account)))];
    }

    private static ChatKeyEntry ReadAccount(string userId, IReadOnlyList<YamlLine> values)
        => ChatKeyEntry.Decode(Value(values, Key) ?? string.Empty, userId, Value(values, Version));

    private static string? Value(IReadOnlyList<YamlLine> values, string key) => values.FirstOrDefault(line => line.Is(key))?.Value;

    // The lines one level below another; what is deeper belongs to them.
    private static List<YamlLine> Children(YamlLine[] lines, YamlLine parent)
    {
        var below = lines
            .SkipWhile(line => !ReferenceEquals(line, parent))
            .Skip(1)
            .TakeWhile(line => line.Indent > parent.Indent)
            .ToArray();
        if (below.Length > 0 && parent.Value is not null)
            throw below[0].Wrong("is indented below a value");
        if (below.FirstOrDefault(line => line.Indent < below[0].Indent) is { } odd)
            throw odd.Wrong("is not indented like the lines before it");
        var children = below.Where(line => line.Indent == below[0].Indent).ToList();
        if (children.GroupBy(line => line.Key, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            throw repeated.Last().Wrong("repeats a key");
        return children;
    }

    /// <summary>A line with a key, and a value unless the value is on the lines below.</summary>
    private sealed class YamlLine
    {
        // What a plain scalar cannot begin with; these characters start other kinds of YAML.
        private const string Indicators = "&*!|>[]{}%@`,?-'\"#:";

        private readonly int _number;

        private YamlLine(int number, int indent, string key, string? value)
        {
            _number = number;
            Indent = indent;
            Key = key;
            Value = value;
        }

        public int Indent { get; }

        public string Key { get; }

        public string? Value { get; }

        /// <summary>Reads a line; null for an empty one, a comment, and the start of the document.</summary>
        public static YamlLine? Read(string text, int number)
        {
            var line = text.TrimEnd('\r', ' ', '\t');
            var content = line.TrimStart(' ');
            if (content.Length == 0 || content[0] == '#' || (number == 1 && string.Equals(line, "---", StringComparison.Ordinal)))
                return null;
            var (key, rest) = TakeScalar(content, ':', number);
            if (rest.Length == 0 || rest[0] != ':' || (rest.Length > 1 && rest[1] is not (' ' or '\t')))
                throw Wrong(number, "is not a key with a value");
            var written = rest[1..].TrimStart(' ', '\t');
            if (written.Length == 0 || written[0] == '#')
                return new(number, line.Length - content.Length, key, null);
            var (value, tail) = TakeScalar(written, '#', number);
            if (tail.Length > 0 && (tail[0] is not (' ' or '\t') || tail.TrimStart(' ', '\t')[0] != '#'))
                throw Wrong(number, "has more than a value");
            return new(number, line.Length - content.Length, key, value);
        }

        public bool Is(string key) => string.Equals(Key, key, StringComparison.Ordinal);

        public FormatException Wrong(string what) => Wrong(_number, what);

        private static FormatException Wrong(int number, string what)
            => new(string.Create(CultureInfo.InvariantCulture, $"line {number} {what}"));

        // A plain key ends before a colon, a plain value before a comment, which needs white space before it.
        private static (string Scalar, string Tail) TakeScalar(string text, char end, int number)
        {
            if (text[0] is '"' or '\'')
                return TakeQuoted(text, number);
            if (Indicators.Contains(text[0], StringComparison.Ordinal) || text[0] == '\t')
                throw Wrong(number, "has a form of YAML that is not supported");
            var length = end == ':' ? text.IndexOf(':', StringComparison.Ordinal) : text.IndexOf(" #", StringComparison.Ordinal);
            return length < 0 ? (text, string.Empty) : (text[..length].TrimEnd(' ', '\t'), text[length..]);
        }

        private static (string Scalar, string Tail) TakeQuoted(string text, int number)
        {
            var close = text.IndexOf(text[0], 1);
            var isSimple = close > 0 && !text.AsSpan(0, close).Contains('\\') && (close + 1 == text.Length || text[close + 1] != text[0]);
            return isSimple ? (text[1..close], text[(close + 1)..]) : throw Wrong(number, "has quotes or escapes that are not supported");
        }
    }
}
