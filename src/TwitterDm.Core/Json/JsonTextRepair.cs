using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace TwitterDm.Json;

/// <summary>
/// Repairs the strings of a JSON text: half a surrogate pair, a byte that is not UTF-8 and an escape that does not exist become U+FFFD; a
/// character that has to be escaped is escaped; a surrogate pair in CESU-8 becomes its character. A word that JSON does not have, such as
/// <c>NaN</c>, becomes a string. The work is proportional to the length of the text.
/// </summary>
internal sealed class JsonTextRepair
{
    private const int EscapeLength = 6;

    // What needs no look inside of a string: printable ASCII.
    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(value => (byte)value).Except("\"\\"u8.ToArray())]);

    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> WordBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-._"u8);

    private readonly ArrayBufferWriter<byte> _output;
    private bool _isChanged;
    private int _changedStrings;

    private JsonTextRepair(int length) => _output = new(length + 64);

    /// <summary>
    /// Whether the text is UTF-8 without half surrogate pairs, as almost every text is. The serializer finds all other defects.
    /// </summary>
    public static bool IsSound(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && !HasHalfPair(json);

    /// <summary>Repairs a text.</summary>
    /// <returns>The repaired text, and how many strings were changed.</returns>
    public static (ReadOnlyMemory<byte> Json, int ChangedStrings) Repair(ReadOnlySpan<byte> json)
    {
        var repair = new JsonTextRepair(json.Length);
        while (!json.IsEmpty)
        {
            var quote = json.IndexOf((byte)'"');
            var outside = quote < 0 ? json.Length : quote + 1;
            repair.CopyOutside(json[..outside]);
            json = json[outside..];
            while (!json.IsEmpty && json[0] != (byte)'"')
                json = json[repair.Copy(json)..];
            if (!json.IsEmpty)
                repair._output.Write("\""u8);
            json = json.IsEmpty ? json : json[1..];
            repair._changedStrings += repair._isChanged ? 1 : 0;
            repair._isChanged = false;
        }

        return (repair._output.WrittenMemory, repair._changedStrings);
    }

    // Copies what is outside of strings, and makes a string of each word that is none of JSON's.
    private void CopyOutside(ReadOnlySpan<byte> json)
    {
        for (var start = json.IndexOfAny(WordBytes); start >= 0; start = json.IndexOfAny(WordBytes))
        {
            _output.Write(json[..start]);
            json = json[start..];
            var end = json.IndexOfAnyExcept(WordBytes);
            var word = end < 0 ? json : json[..end];
            var isKnown = !IsWord(word) || word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8) || word.SequenceEqual("null"u8);
            _output.Write(isKnown ? default : "\""u8);
            _output.Write(word);
            _output.Write(isKnown ? default : "\""u8);
            _changedStrings += isKnown ? 0 : 1;
            json = json[word.Length..];
        }

        _output.Write(json);
    }

    // As opposed to a number; with a sign, for '-Infinity'.
    private static bool IsWord(ReadOnlySpan<byte> text)
        => Letters.Contains(text[0]) || (text is [(byte)'-' or (byte)'+', var second, ..] && Letters.Contains(second));

    private static bool HasHalfPair(ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOf((byte)'\\'); at >= 0; at = json.IndexOf((byte)'\\'))
        {
            json = json[at..];
            var length = PairLength(json);
            if (length == 0)
                return true;
            json = json[Math.Min(length, json.Length)..];
        }

        return false;
    }

    // The length of the escape, or of both escapes of a pair; 0 for half a pair.
    private static int PairLength(ReadOnlySpan<byte> escape)
    {
        if (CodeUnit(escape) is not { } unit)
            return 2;
        if (!char.IsSurrogate(unit))
            return EscapeLength;
        return char.IsHighSurrogate(unit) && CodeUnit(escape[EscapeLength..]) is { } low && char.IsLowSurrogate(low) ? 2 * EscapeLength : 0;
    }

    private static char? CodeUnit(ReadOnlySpan<byte> escape)
        => escape is [(byte)'\\', (byte)'u', _, _, _, _, ..]
        && Utf8Parser.TryParse(escape[2..EscapeLength], out ushort unit, out var read, 'x')
        && read == 4
            ? (char)unit
            : null;

    // Copies from the text inside of a string, and returns how many bytes that were.
    private int Copy(ReadOnlySpan<byte> json)
    {
        // One search for all that is special: a search for one of them could read the whole rest again and again.
        var plain = json.IndexOfAnyExcept(PlainBytes);
        plain = plain < 0 ? json.Length : plain;
        if (plain > 0)
        {
            _output.Write(json[..plain]);
            return plain;
        }

        return json[0] == (byte)'\\' ? CopyEscape(json) : json[0] < (byte)' ' ? Escape(json[0]) : CopyCharacter(json);
    }

    private int CopyEscape(ReadOnlySpan<byte> json)
    {
        var isKnown =
            CodeUnit(json) is not null
            || json is [_, (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t', ..];
        var length = PairLength(json);
        if (isKnown && length > 0)
        {
            _output.Write(json[..length]);
            return length;
        }

        // Of an escape that does not exist, only the backslash is replaced.
        return Replace(isKnown ? EscapeLength : 1);
    }

    private int Escape(byte control)
    {
        _output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{control:x4}")));
        _isChanged = true;
        return 1;
    }

    private int CopyCharacter(ReadOnlySpan<byte> json)
    {
        if (Rune.DecodeFromUtf8(json, out _, out var length) == OperationStatus.Done)
        {
            _output.Write(json[..length]);
            return length;
        }

        if (Cesu8Surrogate(json) is not { } half)
            return Replace(length);
        if (Cesu8Surrogate(json[3..]) is not { } low || !Rune.TryCreate(half, low, out var character))
            return Replace(3);
        _output.Advance(character.EncodeToUtf8(_output.GetSpan(4)));
        _isChanged = true;
        return 6;
    }

    private static char? Cesu8Surrogate(ReadOnlySpan<byte> json)
        => json is [0xED, >= 0xA0 and <= 0xBF and var second, >= 0x80 and <= 0xBF and var third, ..]
            ? (char)(0xD000 | ((second & 0x3F) << 6) | (third & 0x3F))
            : null;

    private int Replace(int length)
    {
        _output.Write("\uFFFD"u8);
        _isChanged = true;
        return length;
    }
}
