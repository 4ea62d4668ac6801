namespace TwitterDm.Problems;

/// <summary>What a response contains, judged by how its body begins: its headers can claim anything.</summary>
internal enum BodyFormat
{
    Empty,
    Json,
    Html,
    Xml,
    Text,
    JsonArray,
}

/// <summary>Recognizes the format of a body.</summary>
internal static class BodyFormats
{
    public static BodyFormat Of(ReadOnlySpan<byte> body)
    {
        var start = body.TrimStart("\uFEFF \t\r\n"u8);
        return start switch
        {
            [] => BodyFormat.Empty,
            [(byte)'{', ..] => BodyFormat.Json,
            [(byte)'[', .. var rest]
                when rest.TrimStart(" \t\r\n"u8)
                    is []
                        or [(byte)'{' or (byte)'[' or (byte)']' or (byte)'"' or (>= (byte)'0' and <= (byte)'9'), ..] =>
                BodyFormat.JsonArray,
            [(byte)'<', (byte)'?', ..] => start.IndexOf("<html"u8) >= 0 ? BodyFormat.Html : BodyFormat.Xml,
            [(byte)'<', ..] => IsHtml(start) ? BodyFormat.Html : BodyFormat.Xml,
            _ => BodyFormat.Text,
        };
    }

    /// <summary>Whether it is something that the API never sends, but a proxy, a firewall or a sign-in page does.</summary>
    public static bool IsForeign(this BodyFormat format)
        => format is BodyFormat.Html or BodyFormat.Xml or BodyFormat.Text or BodyFormat.JsonArray;

    /// <summary>What the response is instead of JSON, for a sentence that begins with "The response".</summary>
    public static string Describe(this BodyFormat format) => format switch
    {
        BodyFormat.Html => "is HTML, as a proxy or a sign-in page sends it",
        BodyFormat.Xml => "is XML, which the API never sends",
        BodyFormat.Text => "is plain text, which the API never sends",
        BodyFormat.JsonArray => "is a JSON array, which the API never sends",
        _ => "contains no details",
    };

    private static bool IsHtml(ReadOnlySpan<byte> start)
    {
        var name = start[1..Math.Min(start.Length, 16)];
        return StartsWith(name, "!doctype html"u8) || StartsWith(name, "html"u8) || StartsWith(name, "head"u8) || StartsWith(name, "body"u8)
            || StartsWith(name, "title"u8) || StartsWith(name, "!--"u8);
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase)
        => text.Length >= lowerCase.Length && System.Text.Ascii.EqualsIgnoreCase(text[..lowerCase.Length], lowerCase);
}
