using System.Text.Json;

namespace TwitterDm.ChatProtocol.Tests.Support;

/// <summary>Compares an entry with the JSON into which X's own SDK decrypts it.</summary>
internal static class SdkContent
{
    public static void AssertEqual(JsonElement expected, ChatEntry entry)
    {
        switch (expected.Text("content_type"))
        {
            case "text":
                AssertMessage(expected, entry.Message!);
                break;
            case "edit":
                Assert.Equal(
                    (ChatEntryKind.MessageEdit, expected.Text("target_message_id"), expected.Text("new_text")),
                    (entry.Kind, entry.TargetSequenceId, entry.Text));
                AssertEntities(expected, entry.Entities);
                break;
            case "reaction" or "reactionRemoved":
                var kind = expected.Text("content_type") == "reaction" ? ChatEntryKind.ReactionAdd : ChatEntryKind.ReactionRemove;
                Assert.Equal((kind, expected.Text("target_message_id"), expected.Text("emoji")), (entry.Kind, entry.TargetSequenceId, entry.Emoji));
                break;
            default:
                Assert.Fail($"The SDK has a new kind of content: {expected}");
                break;
        }
    }

    private static void AssertMessage(JsonElement expected, ChatMessage message)
    {
        Assert.Equal(expected.Text("text"), message.Text);
        AssertEntities(expected, message.Entities);
        AssertAttachments(expected, message.Attachments);
        if (!Has(expected, "replying_to_preview"))
        {
            Assert.Null(message.ReplyPreview);
            return;
        }

        var (preview, claim) = (expected.GetProperty("replying_to_preview"), message.ReplyPreview!);
        Assert.Equal(
            (Optional(preview, "senderId"), Optional(preview, "messageText"), Optional(preview, "replyingToMessageSequenceId"), Optional(preview, "replyingToMessageId")),
            (claim.SenderId, claim.Text, claim.SequenceId, claim.MessageId));
        AssertEntities(preview, claim.Entities);
        AssertAttachments(preview, claim.Attachments);
    }

    private static void AssertEntities(JsonElement expected, IReadOnlyList<ChatEntity> entities) => Assert.Equal(
        List(expected, "entities").Select(item => (
            (long?)item.GetProperty("startIndex").GetInt64(),
            (long?)item.GetProperty("endIndex").GetInt64(),
            item.GetProperty("content").EnumerateObject().Single().Name.ToUpperInvariant())),
        entities.Select(entity => (entity.Start, entity.End, entity.Kind.ToString().ToUpperInvariant())));

    private static void AssertAttachments(JsonElement expected, IReadOnlyList<ChatAttachment> attachments)
    {
        var items = List(expected, "attachments");
        Assert.Equal(items.Count, attachments.Count);
        foreach (var (item, attachment) in items.Zip(attachments))
        {
            var content = item.EnumerateObject().Single();
            Assert.Equal(content.Name, attachment.Kind.ToString(), ignoreCase: true);
            AssertAttachment(content.Value, attachment);
        }
    }

    private static void AssertAttachment(JsonElement expected, ChatAttachment attachment)
    {
        if (attachment.Media is { } media)
        {
            Assert.Equal(
                (expected.Text("mediaHashKey"), expected.Text("type"), expected.Text("filename"), expected.GetProperty("filesizeBytes").GetInt64()),
                (media.HashKey!, media.Type.ToString().ToLowerInvariant(), media.FileName!, media.Size!.Value));
            Assert.Equal(
                (expected.GetProperty("dimensions").GetProperty("width").GetInt64(), expected.GetProperty("dimensions").GetProperty("height").GetInt64()),
                (media.Width!.Value, media.Height!.Value));
        }
        else if (attachment.Url is { } url)
        {
            Assert.Equal((expected.Text("url"), Optional(expected, "displayTitle")), (url.Url, url.DisplayTitle));
        }
        else
        {
            Assert.Equal((Optional(expected, "restId"), Optional(expected, "postUrl")), (attachment.Post!.PostId, attachment.Post.Url));
        }
    }

    private static List<JsonElement> List(JsonElement element, string name) => Has(element, name) ? [.. element.GetProperty(name).EnumerateArray()] : [];

    private static string? Optional(JsonElement element, string name) => Has(element, name) ? element.GetProperty(name).ToString() : null;

    private static bool Has(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
}
