namespace TwitterDm.Core.Tests.Text;

/// <summary>
/// Masks C# source so that only the contents of its string literals remain. Offsets and lines are unchanged, and concatenated literals are
/// separated by white space only, so that a phrase is found even if it continues in the next literal.
/// </summary>
internal sealed class StringLiterals
{
    private const char Code = '\u0001';

    private readonly string _source;
    private readonly char[] _mask;

    private StringLiterals(string source)
    {
        _source = source;
        _mask = [.. source.Select(character => character is '\n' ? character : Code)];
    }

    public static string Of(string source)
    {
        var literals = new StringLiterals(source);
        literals.ReadCode(0, isHole: false);
        return new string(literals._mask);
    }

    /// <summary>Reads code to its end, or to the brace that closes the hole of an interpolated string.</summary>
    /// <returns>The offset after what was read.</returns>
    private int ReadCode(int at, bool isHole)
    {
        var depth = 0;
        while (at < _source.Length)
        {
            var current = _source[at];
            if (isHole && current is '}' && depth == 0)
                return at + 1;
            depth += current switch { '{' => 1, '}' => -1, _ => 0 };
            at = current switch
            {
                '"' or '$' or '@' when QuoteAfterPrefix(at) is { } quote => ReadString(at, quote),
                '\'' => After("'", _source[at + 1] is '\\' ? at + 3 : at + 2),
                '/' when Peek(at + 1) is '/' => LineEnd(at),
                '/' when Peek(at + 1) is '*' => After("*/", at + 2),
                '#' when IsFirstOnLine(at) => LineEnd(at),
                _ => Blank(at, char.IsWhiteSpace(current) || current is '+' ? 1 : 0, advance: 1),
            };
        }

        return at;
    }

    private int ReadString(int start, int quote)
    {
        var prefix = _source[start..quote];
        var dollars = prefix.Count(character => character is '$');
        var isVerbatim = prefix.Contains('@', StringComparison.Ordinal);
        var quotes = isVerbatim ? 1 : RunLength('"', quote);
        if (quotes is 2)
            return Blank(start, quote + 2 - start);
        var at = Blank(start, quote + quotes - start);
        return quotes > 2 ? ReadRaw(at, quotes, dollars) : ReadContent(at, isVerbatim, dollars > 0);
    }

    private int ReadContent(int at, bool isVerbatim, bool isInterpolated)
    {
        while (at < _source.Length)
        {
            var isDoubled = Peek(at + 1) == _source[at];
            switch (_source[at])
            {
                case '\\' when !isVerbatim:
                case '"' when isVerbatim && isDoubled:
                case '{' when isInterpolated && isDoubled:
                    at = Blank(at, 2);
                    break;
                case '"':
                    return Blank(at, 1);
                case '{' when isInterpolated:
                    at = ReadCode(at + 1, isHole: true);
                    break;
                default:
                    at = Keep(at);
                    break;
            }
        }

        return at;
    }

    private int ReadRaw(int at, int quotes, int dollars)
    {
        while (at < _source.Length)
        {
            if (_source[at] is '"' && RunLength('"', at) >= quotes)
                return Blank(at, quotes);
            if (dollars > 0 && _source[at] is '{' && RunLength('{', at) >= dollars)
                at = ReadCode(at + RunLength('{', at), isHole: true) + dollars - 1;
            else
                at = Keep(at);
        }

        return at;
    }

    private int Keep(int at)
    {
        _mask[at] = _source[at];
        return at + 1;
    }

    /// <summary>Turns characters into white space, and keeps line breaks.</summary>
    private int Blank(int at, int count, int? advance = null)
    {
        for (var index = at; index < at + count && index < _source.Length; index++)
            _mask[index] = _source[index] is '\n' ? '\n' : ' ';
        return at + (advance ?? count);
    }

    private char? Peek(int at) => at < _source.Length ? _source[at] : null;

    private int RunLength(char character, int at)
    {
        var end = at;
        while (Peek(end) == character)
            end++;
        return end - at;
    }

    private int? QuoteAfterPrefix(int at)
    {
        while (Peek(at) is '$' or '@')
            at++;
        return Peek(at) is '"' ? at : null;
    }

    private int After(string end, int at)
    {
        var found = at < _source.Length ? _source.IndexOf(end, at, StringComparison.Ordinal) : -1;
        return found < 0 ? _source.Length : found + end.Length;
    }

    private int LineEnd(int at) => After("\n", at);

    private bool IsFirstOnLine(int at) => string.IsNullOrWhiteSpace(_source[(_source.LastIndexOf('\n', at) + 1)..at]);
}
