using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace TwitterDm.Sandbox.Http;

/// <summary>Strict percent-encoding (RFC 3986): only letters, digits, '-', '.', '_' and '~' are not encoded.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (IsUnreserved((char)octet))
                encoded.Append((char)octet);
            else
                encoded.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }

    /// <summary>Decodes a text. Returns false if an escape is incomplete or not hexadecimal, or if the bytes are not valid UTF-8.</summary>
    public static bool TryDecode(string text, bool plusIsSpace, [NotNullWhen(true)] out string? decoded)
    {
        decoded = null;
        var octets = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                if (i + 2 >= text.Length
                    || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
                {
                    return false;
                }

                octets.Add(octet);
                i += 2;
            }
            else if (text[i] == '+' && plusIsSpace)
            {
                octets.Add((byte)' ');
            }
            else if (text[i] > '\x7f')
            {
                return false;
            }
            else
            {
                octets.Add((byte)text[i]);
            }
        }

        return TryReadUtf8(octets, out decoded);
    }

    /// <summary>Whether a text is encoded as by <see cref="Encode"/>, with hexadecimal digits of either case.</summary>
    public static bool IsEncoded(string text) => text.All(symbol => symbol == '%' || IsUnreserved(symbol));

    private static bool TryReadUtf8(List<byte> octets, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = StrictUtf8.GetString([.. octets]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }

    private static bool IsUnreserved(char symbol) => char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '.' or '_' or '~';
}
