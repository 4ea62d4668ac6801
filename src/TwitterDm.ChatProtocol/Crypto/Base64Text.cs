namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>Base64 as X Chat uses it: the standard alphabet, and padding that may be missing.</summary>
internal static class Base64Text
{
    /// <summary>Decodes text; null if it is not base64.</summary>
    /// <param name="text">The text.</param>
    public static byte[]? Decode(string? text)
    {
        if (text is null)
            return null;
        var digits = text.AsSpan().TrimEnd('=');
        if (text.Length - digits.Length > 2 || digits.Length % 4 == 1 || digits.ContainsAny(' ', '\t', '\r') || digits.Contains('\n'))
            return null;
        var result = new byte[digits.Length * 3L / 4];
        var padded = digits.Length % 4 == 0 ? digits : text.Length % 4 == 0 ? text : $"{digits}{(digits.Length % 4 == 2 ? "==" : "=")}";
        return Convert.TryFromBase64Chars(padded, result, out var written) && written == result.Length ? result : null;
    }

    /// <summary>Encodes bytes without padding.</summary>
    /// <param name="data">The bytes.</param>
    public static string EncodeUnpadded(ReadOnlySpan<byte> data) => Convert.ToBase64String(data).TrimEnd('=');
}
