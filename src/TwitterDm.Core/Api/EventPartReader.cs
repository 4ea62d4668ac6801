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
        if (name.SequenceEqual("participant_ids"u8))
            item.ParticipantIds = ExactJson.Texts(ref reader, texts);
        else if (name.SequenceEqual("attachments"u8))
            item.Attachments = ExactJson.Object<WireAttachments>(ref reader, ReadAttachments);
        else if (name.SequenceEqual("entities"u8))
            item.Entities = ExactJson.Object<WireEntities>(ref reader, ReadEntities);
        else if (name.SequenceEqual("urls"u8))
            item.Urls = ExactJson.Objects<WireUrl>(ref reader, ReadUrl);
        else if (name.SequenceEqual("referenced_posts"u8))
            item.ReferencedPosts = ExactJson.Objects<WireReference>(ref reader, ReadReference);
        else if (name.SequenceEqual("referenced_tweets"u8))
            item.ReferencedTweets = ExactJson.Objects<WireReference>(ref reader, ReadReference);
        else
            return false;
        return true;
    }

    private bool ReadAttachments(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireAttachments attachments)
    {
        if (name.SequenceEqual("media_keys"u8))
            attachments.MediaKeys = ExactJson.Texts(ref reader, texts);
        else
            attachments.Unknown = ExactJson.Keep(ref reader, name, attachments.Unknown);
        return true;
    }

    private bool ReadEntities(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireEntities entities)
    {
        if (name.SequenceEqual("urls"u8))
            entities.Urls = ExactJson.Objects<WireUrl>(ref reader, ReadUrl);
        else
            entities.Unknown = ExactJson.Keep(ref reader, name, entities.Unknown);
        return true;
    }

    private bool ReadUrl(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireUrl url)
    {
        if (name.SequenceEqual("url"u8))
            url.Url = ExactJson.Text(ref reader);
        else if (name.SequenceEqual("expanded_url"u8))
            url.ExpandedUrl = ExactJson.Text(ref reader, texts);
        else
            return false;
        return true;
    }

    private static bool ReadReference(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireReference reference)
    {
        if (!name.SequenceEqual("id"u8))
            return false;
        reference.Id = ExactJson.Text(ref reader);
        return true;
    }
}
