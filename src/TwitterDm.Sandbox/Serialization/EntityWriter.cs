using System.Text.Json;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>Writes the URLs, hashtags and mentions in a text.</summary>
internal static class EntityWriter
{
    public static void Write(Utf8JsonWriter json, MessageText text)
    {
        json.WriteStartObject("entities");
        WriteEach(json, "urls", text.Urls, WriteUrl);
        WriteEach(json, "hashtags", text.Hashtags, (writer, tag) => writer.WriteString("tag", tag.Value));
        WriteEach(json, "mentions", text.Mentions, WriteMention);
        json.WriteEndObject();
    }

    private static void WriteEach(
        Utf8JsonWriter json,
        string name,
        IReadOnlyList<TextEntity> entities,
        Action<Utf8JsonWriter, TextEntity> write)
    {
        if (entities.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var entity in entities)
        {
            json.WriteStartObject();
            json.WriteNumber("start", entity.Start);
            json.WriteNumber("end", entity.End);
            write(json, entity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUrl(Utf8JsonWriter json, TextEntity url)
    {
        json.WriteString("url", url.Text);
        json.WriteString("expanded_url", url.Value);
        json.WriteString("display_url", url.Value.Replace("https://", "", StringComparison.Ordinal));
    }

    private static void WriteMention(Utf8JsonWriter json, TextEntity mention)
    {
        json.WriteString("username", mention.Value);
        if (People.ByUsername(mention.Value) is { } person)
            json.WriteString("id", person.IdText);
    }
}
