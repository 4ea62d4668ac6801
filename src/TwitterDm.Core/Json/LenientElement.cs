using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TwitterDm.Json;

/// <summary>Keeps a value that has no property. One that is nested too deeply becomes a string with its JSON text.</summary>
internal static class LenientElement
{
    // With the levels around a value this stays below 64, the serializer's own limit: whatever handles the value later can recurse.
    private const int MaxDepth = 58;

    /// <summary>The value of a JSON text.</summary>
    public static JsonElement Of(ReadOnlySpan<byte> json)
    {
        if (!IsTooDeep(json))
            return Parse(json);
        var text = JsonEncodedText.Encode(Encoding.UTF8.GetString(json), JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return Parse([(byte)'"', .. text.EncodedUtf8Bytes, (byte)'"']);
    }

    private static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref reader);
    }

    private static bool IsTooDeep(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.CurrentDepth >= MaxDepth)
                return true;
        }

        return false;
    }
}
