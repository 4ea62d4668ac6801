using System.Text.Json;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>Reads a page of events that is exactly as X describes it: a listing has thousands of pages, while other responses are few.</summary>
/// <param name="texts">Keeps the texts that repeat.</param>
internal sealed class EventListReader(TextPool texts)
{
    private readonly EventPartReader _parts = new(texts);
    private readonly IncludesReader _includes = new(texts);

    /// <summary>Reads a page.</summary>
    /// <exception cref="JsonException">It is not exactly as described, or it reports problems.</exception>
    public ApiResponse<WireList<WireEvent>>? Read(ref Utf8JsonReader reader) => ExactJson.Object<ApiResponse<WireList<WireEvent>>>(ref reader, ReadPage);

    private bool ReadPage(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, ApiResponse<WireList<WireEvent>> page)
    {
        if (name.SequenceEqual("data"u8))
            page.Data = ExactJson.Objects<WireEvent>(ref reader, ReadEvent);
        else if (name.SequenceEqual("includes"u8))
            page.Includes = _includes.Read(ref reader);
        else if (name.SequenceEqual("meta"u8))
            page.Meta = ExactJson.Object<WireMeta>(ref reader, ReadMeta);
        else
            ExactJson.ThrowUnless(isExact: false);
        return true;
    }

    private bool ReadEvent(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireEvent item)
    {
        if (name.SequenceEqual("id"u8))
            item.Id = ExactJson.Text(ref reader);
        else if (name.SequenceEqual("event_type"u8))
            item.EventType = ExactJson.Text(ref reader, texts);
        else if (name.SequenceEqual("text"u8))
            item.Text = ExactJson.Text(ref reader);
        else if (name.SequenceEqual("created_at"u8))
            item.CreatedAt = ExactJson.Time(ref reader);
        else if (name.SequenceEqual("dm_conversation_id"u8))
            item.DmConversationId = ExactJson.Text(ref reader, texts);
        else if (name.SequenceEqual("sender_id"u8))
            item.SenderId = ExactJson.Text(ref reader, texts);
        else if (!_parts.TryRead(ref reader, name, item))
            item.Unknown = ExactJson.Keep(ref reader, name, item.Unknown);
        return true;
    }

    private bool ReadMeta(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireMeta meta)
    {
        if (name.SequenceEqual("next_token"u8))
            meta.NextToken = ExactJson.Text(ref reader);
        else if (name.SequenceEqual("result_count"u8))
            meta.ResultCount = ExactJson.Number(ref reader);
        else if (name.SequenceEqual("has_more"u8))
            meta.HasMore = ExactJson.Flag(ref reader);
        else if (name.SequenceEqual("has_message_requests"u8))
            meta.HasMessageRequests = ExactJson.Flag(ref reader);
        else if (name.SequenceEqual("conversation_key_events"u8))
            meta.ConversationKeyEvents = ExactJson.Texts(ref reader, texts);
        else
            meta.Unknown = ExactJson.Keep(ref reader, name, meta.Unknown);
        return true;
    }
}
