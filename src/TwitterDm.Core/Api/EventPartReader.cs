using System.Text.Json;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>Reads what only some events have, if it is exactly as X describes it.</summary>
/// <param name="texts">Keeps the texts that repeat.</param>
internal sealed class EventPartReader(TextPool texts)
{
    /// <summary>Reads a member of an event; false if it is another one.</summary>
    public bool TryRead(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireEvent item)
    {
        if (name.Is("participant_ids"u8))
            item.ParticipantIds = ExactJson.Texts(ref reader, texts);
        else if (name.Is("attachments"u8))
            item.Attachments = ExactJson.Object(ref reader, new WireAttachments(), ReadAttachments);
        else if (name.Is("entities"u8))
            item.Entities = ExactJson.Object(ref reader, new WireEntities(), ReadEntities);
        else if (name.Is("urls"u8))
            item.Urls = ExactJson.Objects(ref reader, static () => new WireUrl(), ReadUrl);
        else if (name.Is("referenced_posts"u8))
            item.ReferencedPosts = ExactJson.Objects(ref reader, static () => new WireReference(), ReadReference);
        else if (name.Is("referenced_tweets"u8))
            item.ReferencedTweets = ExactJson.Objects(ref reader, static () => new WireReference(), ReadReference);
        else
            return false;
        return true;
    }

    private bool ReadAttachments(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireAttachments attachments)
    {
        if (name.Is("media_keys"u8))
            attachments.MediaKeys = ExactJson.Texts(ref reader, texts);
        else
            attachments.Unknown = ExactJson.Keep(ref reader, name, attachments.Unknown);
        return true;
    }

    private bool ReadEntities(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireEntities entities)
    {
        if (name.Is("urls"u8))
            entities.Urls = ExactJson.Objects(ref reader, static () => new WireUrl(), ReadUrl);
        else
            entities.Unknown = ExactJson.Keep(ref reader, name, entities.Unknown);
        return true;
    }

    private bool ReadUrl(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireUrl url)
    {
        if (name.Is("url"u8))
            url.Url = ExactJson.Text(ref reader);
        else if (name.Is("expanded_url"u8))
            url.ExpandedUrl = ExactJson.Text(ref reader, texts);
        else
            return false;
        return true;
    }

    private static bool ReadReference(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireReference reference)
    {
        if (!name.Is("id"u8))
            return false;
        reference.Id = ExactJson.Text(ref reader);
        return true;
    }
}
