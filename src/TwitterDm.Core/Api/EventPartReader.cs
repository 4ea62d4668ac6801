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
            item.Attachments = Attachments(ref reader);
        else if (name.SequenceEqual("entities"u8))
            item.Entities = Entities(ref reader);
        else if (name.SequenceEqual("urls"u8))
            item.Urls = ExactJson.List<WireUrl>(ref reader, Url);
        else if (name.SequenceEqual("referenced_posts"u8))
            item.ReferencedPosts = ExactJson.List<WireReference>(ref reader, Reference);
        else if (name.SequenceEqual("referenced_tweets"u8))
            item.ReferencedTweets = ExactJson.List<WireReference>(ref reader, Reference);
        else
            return false;
        return true;
    }

    private WireAttachments? Attachments(ref Utf8JsonReader reader)
    {
        if (ExactJson.IsNullObject(ref reader))
            return null;
        var attachments = new WireAttachments();
        while (ExactJson.ReadMember(ref reader, out var name))
        {
            if (name.SequenceEqual("media_keys"u8))
                attachments.MediaKeys = ExactJson.Texts(ref reader, texts);
            else
                attachments.Unknown = ExactJson.Keep(ref reader, name, attachments.Unknown);
        }

        return attachments;
    }

    private WireEntities? Entities(ref Utf8JsonReader reader)
    {
        if (ExactJson.IsNullObject(ref reader))
            return null;
        var entities = new WireEntities();
        while (ExactJson.ReadMember(ref reader, out var name))
        {
            if (name.SequenceEqual("urls"u8))
                entities.Urls = ExactJson.List<WireUrl>(ref reader, Url);
            else
                entities.Unknown = ExactJson.Keep(ref reader, name, entities.Unknown);
        }

        return entities;
    }

    private WireUrl? Url(ref Utf8JsonReader reader)
    {
        if (ExactJson.IsNullObject(ref reader))
            return null;
        var url = new WireUrl();
        while (ExactJson.ReadMember(ref reader, out var name))
        {
            if (name.SequenceEqual("url"u8))
                url.Url = ExactJson.Text(ref reader);
            else if (name.SequenceEqual("expanded_url"u8))
                url.ExpandedUrl = ExactJson.Text(ref reader, texts);
            else
                reader.Skip();
        }

        return url;
    }

    private static WireReference? Reference(ref Utf8JsonReader reader)
    {
        if (ExactJson.IsNullObject(ref reader))
            return null;
        var reference = new WireReference();
        while (ExactJson.ReadMember(ref reader, out var name))
        {
            if (name.SequenceEqual("id"u8))
                reference.Id = ExactJson.Text(ref reader);
            else
                reader.Skip();
        }

        return reference;
    }
}
