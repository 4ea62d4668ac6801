using System.Text;

namespace TwitterDm.Sandbox.Paging;

/// <summary>The encoding base32hex of RFC 4648, in upper case without padding.</summary>
internal static class Base32Hex
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
    private const int BitsPerSymbol = 5;

    public static string Encode(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var octet in octets)
        {
            bits = ((bits << 8) | octet) & 0xFFFF;
            for (held += 8; held >= BitsPerSymbol; held -= BitsPerSymbol)
                text.Append(Alphabet[(bits >> (held - BitsPerSymbol)) & 31]);
        }

        if (held > 0)
            text.Append(Alphabet[(bits << (BitsPerSymbol - held)) & 31]);
        return text.ToString();
    }

    /// <summary>
    /// Decodes a text. Returns null if it has an invalid character. Excess bits are ignored, so encode again to detect them.
    /// </summary>
    public static byte[]? Decode(string text)
    {
        var octets = new byte[text.Length * BitsPerSymbol / 8];
        var (bits, held, written) = (0, 0, 0);
        foreach (var symbol in text)
        {
            var value = Alphabet.IndexOf(symbol, StringComparison.Ordinal);
            if (value < 0)
                return null;
            bits = ((bits << BitsPerSymbol) | value) & 0xFFFF;
            held += BitsPerSymbol;
            if (held < 8)
                continue;
            held -= 8;
            octets[written++] = (byte)(bits >> held);
        }

        return octets;
    }
}
