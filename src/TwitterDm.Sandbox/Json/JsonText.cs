using System.Globalization;
using System.Text;

namespace TwitterDm.Sandbox.Json;

/// <summary>
/// Encodes JSON strings with only the mandatory escapes, as X does. The encoders of .NET escape emoji and other characters, so clients
/// would not be tested with the bytes that X sends.
/// </summary>
internal static class JsonText
{
    public static byte[] Encode(string text)
    {
        var json = new StringBuilder(text.Length + 16).Append('"');
        foreach (var symbol in text)
        {
            _ = symbol switch
            {
                '"' or '\\' => json.Append('\\').Append(symbol),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append("\\u").Append(((int)symbol).ToString("x4", CultureInfo.InvariantCulture)),
                _ => json.Append(symbol),
            };
        }

        return Encoding.UTF8.GetBytes(json.Append('"').ToString());
    }
}
