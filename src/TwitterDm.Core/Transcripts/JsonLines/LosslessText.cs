using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TwitterDm.Transcripts.JsonLines;

/// <summary>
/// JSON strings that lose nothing: half a surrogate pair, which neither UTF-8 nor the serializer can represent, survives as an escape
/// sequence. So do control characters and those that reorder or hide text, so that a line is safe to print and no program takes one of them
/// for the end of the line.
/// </summary>
internal static class LosslessText
{
    private const int EscapeLength = 6;

    // All that needs no second look: ASCII that is not special in JSON, and most letters of Europe.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x5F).Concat(Enumerable.Range(0xC0, 0x140)).Select(value => (char)value).Except("\"\\".AsEnumerable())]);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a text as a JSON string.</summary>
    public static void WriteString(Utf8JsonWriter writer, string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
            writer.WriteStringValue(text);
        else
            writer.WriteRawValue(Literal(text), skipInputValidation: true);
    }

    /// <summary>Reads a JSON string, or the name of a member.</summary>
    /// <exception cref="FormatException">It is not valid UTF-8.</exception>
    public static string Read(ref Utf8JsonReader reader)
    {
        try
        {
            var raw = Strict.GetString(reader.ValueSpan);
            return reader.ValueIsEscaped ? Unescape(raw) : raw;
        }
        catch (DecoderFallbackException exception)
        {
            throw new FormatException("a text is not valid UTF-8", exception);
        }
    }

    private static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length + 16).Append('"');
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                literal.Append(character).Append(text[++index]);
            else if (character is '"' or '\\')
                literal.Append('\\').Append(character);
            else if (NeedsEscape(character))
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                literal.Append(character);
        }

        return literal.Append('"').ToString();
    }

    private static bool NeedsEscape(char character)
        => character is < ' ' or (>= '\u007F' and <= '\u009F') or '\u00AD'
        || char.IsSurrogate(character)
        || (
            character > '\u024F'
            && char.GetUnicodeCategory(character)
                is UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.OtherNotAssigned);

    // The reader has checked that the escapes are valid, except that it does not pair the surrogates.
    private static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var index = 0; index < raw.Length;)
        {
            if (raw[index] != '\\')
            {
                text.Append(raw[index++]);
            }
            else if (raw[index + 1] == 'u')
            {
                text.Append((char)ushort.Parse(raw.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                index += EscapeLength;
            }
            else
            {
                text.Append(raw[index + 1] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
                index += 2;
            }
        }

        return text.ToString();
    }
}
