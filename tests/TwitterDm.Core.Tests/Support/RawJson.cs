using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TwitterDm.Core.Tests.Support;

/// <summary>JSON with parts that no JSON writer would write: bytes that are not UTF-8, half surrogate pairs, a member twice.</summary>
internal sealed class RawJson
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    private readonly List<byte[]> _parts = [];

    /// <summary>The bytes of a text, except that each character from U+0080 to U+00FF is that byte.</summary>
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>A value, or the name of a member, that stands for raw bytes: a whole JSON value, or a name in quotes.</summary>
    public string Mark(byte[] raw)
    {
        _parts.Add(raw);
        return string.Create(CultureInfo.InvariantCulture, $"@@{_parts.Count - 1}@@");
    }

    /// <summary>The JSON with the raw bytes in it.</summary>
    public byte[] Write(JsonNode node)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(node, Relaxed);
        for (var part = _parts.Count - 1; part >= 0; part--)
        {
            var mark = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"@@{part}@@\""));
            var at = json.AsSpan().IndexOf(mark);
            if (at >= 0)
                json = [.. json.AsSpan(0, at), .. _parts[part], .. json.AsSpan(at + mark.Length)];
        }

        return json;
    }
}
