using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol.Writing;

/// <summary>Attachments, for <see cref="ChatEntries.Message"/>.</summary>
internal static class ChatAttachments
{
    /// <summary>A file that was uploaded encrypted.</summary>
    /// <param name="hashKey">The name that it is downloaded by: 1 to 50 letters and digits.</param>
    /// <param name="type">What it is.</param>
    /// <param name="size">The size in bytes before encryption.</param>
    /// <param name="fileName">The name of the file.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="durationMilliseconds">The duration of a video or of sound.</param>
    /// <param name="attachmentId">The id of the attachment.</param>
    public static ThriftStruct Media(
        string hashKey, ChatMediaType type, long size, string fileName, long? width = null, long? height = null,
        long? durationMilliseconds = null, string? attachmentId = null) =>
        Of(ChatAttachmentKind.Media, new ThriftStruct().Add(1, hashKey).AddStruct(2, Dimensions(width, height)).AddI32(3, (int)type)
            .AddI64(4, durationMilliseconds).AddI64(5, size).Add(6, fileName).Add(7, attachmentId));

    /// <summary>A post.</summary>
    /// <param name="postId">Its id.</param>
    /// <param name="url">Its address.</param>
    public static ThriftStruct Post(string? postId, string? url)
        => Of(ChatAttachmentKind.Post, new ThriftStruct().Add(1, postId).Add(2, url));

    /// <summary>A link with a preview.</summary>
    /// <param name="url">The address.</param>
    /// <param name="displayTitle">The title.</param>
    /// <param name="banner">The large picture, by <see cref="Image"/>.</param>
    /// <param name="favicon">The small picture.</param>
    public static ThriftStruct Url(string url, string? displayTitle = null, ThriftStruct? banner = null, ThriftStruct? favicon = null) =>
        Of(ChatAttachmentKind.Url, new ThriftStruct().Add(1, url).AddStruct(2, banner).AddStruct(3, favicon).Add(4, displayTitle));

    /// <summary>A picture of a link's preview.</summary>
    /// <param name="hashKey">The name that it is downloaded by.</param>
    /// <param name="size">The size in bytes.</param>
    /// <param name="fileName">The name of the file.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    public static ThriftStruct Image(string hashKey, long size, string fileName, long? width = null, long? height = null) =>
        new ThriftStruct().Add(1, hashKey).AddI64(2, size).Add(3, fileName).AddStruct(4, Dimensions(width, height));

    /// <summary>A card.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="id">Its id.</param>
    public static ThriftStruct UnifiedCard(string url, string? id = null)
        => Of(ChatAttachmentKind.UnifiedCard, new ThriftStruct().Add(1, url).Add(2, id));

    /// <summary>A payment.</summary>
    /// <param name="fallbackText">The text for clients that do not know payments.</param>
    /// <param name="payload">X's own data.</param>
    public static ThriftStruct Money(string fallbackText, string? payload = null) =>
        Of(ChatAttachmentKind.Money, new ThriftStruct().Add(1, fallbackText).Add(2, payload));

    /// <summary>An attachment of any kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="fields">Its fields.</param>
    public static ThriftStruct Of(ChatAttachmentKind kind, ThriftStruct fields) => new ThriftStruct().AddStruct((short)kind, fields);

    private static ThriftStruct? Dimensions(long? width, long? height) =>
        width is null && height is null ? null : new ThriftStruct().AddI64(1, width).AddI64(2, height);
}
