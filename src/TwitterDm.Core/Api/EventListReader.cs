using System.Text.Json;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>
/// Reads a page of events that is exactly as X describes it: a listing has thousands of pages, while other responses are few.
/// </summary>
/// <param name="texts">Keeps the texts that repeat.</param>
internal sealed class EventListReader(TextPool texts)
{
    private readonly EventPartReader _parts = new(texts);
    private readonly IncludesReader _includes = new(texts);

    /// <summary>Reads a page.</summary>
    /// <exception cref="JsonException">It is not exactly as described, or it reports problems.</exception>
    public ApiResponse<WireList<WireEvent>>? Read(ref Utf8JsonReader reader)
        => ExactJson.Object(ref reader, new ApiResponse<WireList<WireEvent>>(), ReadPage);

    private bool ReadPage(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, ApiResponse<WireList<WireEvent>> page)
    {
        if (name.Is("data"u8))
            page.Data = ExactJson.Objects(ref reader, static () => new WireEvent(), ReadEvent);
        else if (name.Is("includes"u8))
            page.Includes = _includes.Read(ref reader);
        else if (name.Is("meta"u8))
            page.Meta = ExactJson.Object(ref reader, new WireMeta(), ReadMeta);
        else
            ExactJson.ThrowUnless(isExact: false);
        return true;
    }

    private bool ReadEvent(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireEvent item)
    {
        if (name.Is("id"u8))
            item.Id = ExactJson.Text(ref reader);
        else if (name.Is("event_type"u8))
            item.EventType = ExactJson.Text(ref reader, texts);
        else if (name.Is("text"u8))
            item.Text = ExactJson.Text(ref reader);
        else if (name.Is("created_at"u8))
            item.CreatedAt = ExactJson.Time(ref reader);
        else if (name.Is("dm_conversation_id"u8))
            item.DmConversationId = ExactJson.Text(ref reader, texts);
        else if (name.Is("sender_id"u8))
            item.SenderId = ExactJson.Text(ref reader, texts);
        else if (!_parts.TryRead(ref reader, name, item))
            item.Unknown = ExactJson.Keep(ref reader, name, item.Unknown);
        return true;
    }

    private bool ReadMeta(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireMeta meta)
    {
        if (name.Is("next_token"u8))
            meta.NextToken = ExactJson.Text(ref reader);
        else if (name.Is("result_count"u8))
            meta.ResultCount = ExactJson.Number(ref reader);
        else if (name.Is("has_more"u8))
            meta.HasMore = ExactJson.Flag(ref reader);
        else if (name.Is("has_message_requests"u8))
            meta.HasMessageRequests = ExactJson.Flag(ref reader);
        else if (name.Is("conversation_key_events"u8))
            meta.ConversationKeyEvents = ExactJson.Texts(ref reader, texts);
        else
            meta.Unknown = ExactJson.Keep(ref reader, name, meta.Unknown);
        return true;
    }
}
