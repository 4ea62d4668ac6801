
namespace TwitterDm.Sandbox.Validation;

/// <summary>The bodies in X's API description, for the endpoints of the sandbox.</summary>
internal static class BodyRules
{
    public const string Text = "text";
    public const string Attachments = "attachments";
    public const string MediaId = "media_id";
    public const string ConversationType = "conversation_type";
    public const string ParticipantIds = "participant_ids";
    public const string FirstMessage = "message";
    public const string Media = "media";
    public const string MediaCategory = "media_category";
    public const string MediaType = "media_type";
    public const string TotalBytes = "total_bytes";
    public const string Shared = "shared";
    public const string AdditionalOwners = "additional_owners";
    public const string SegmentIndex = "segment_index";

    private const string IdPattern = "^[0-9]{1,19}$";

    private static readonly BodyProperty[] PartsOfMessage =
    [
        new(Text, BodyRule.Text() with { MinimumLength = 1 }),
        new(Attachments, BodyRule.ListOf(BodyRule.Object(BodyProperty.Must(MediaId, BodyRule.Text(IdPattern))))),
    ];

    public static readonly BodyRule Message = BodyRule.Object(PartsOfMessage) with { AnyOf = [Text, Attachments] };

    public static readonly BodyRule Group = BodyRule.Object(
        BodyProperty.Must(ConversationType, BodyRule.Word("Group")),
        BodyProperty.Must(ParticipantIds, BodyRule.ListOf(BodyRule.Text(IdPattern)) with { MinimumItems = 2, MaximumItems = 49 }),
        BodyProperty.Must(FirstMessage, BodyRule.Object(PartsOfMessage)));

    public static readonly BodyRule NewUpload = BodyRule.Object(
        new(AdditionalOwners, BodyRule.ListOf(BodyRule.Text(IdPattern))),
        new(
            MediaCategory,
            BodyRule.Word("amplify_video", "tweet_gif", "tweet_image", "tweet_video", "dm_gif", "dm_image", "dm_video", "subtitles")),
        new(
            MediaType,
            BodyRule.Word(
                "video/mp4",
                "video/webm",
                "video/mp2t",
                "video/quicktime",
                "text/srt",
                "text/vtt",
                "image/jpeg",
                "image/gif",
                "image/bmp",
                "image/png",
                "image/webp",
                "image/pjpeg",
                "image/tiff",
                "model/gltf-binary",
                "model/vnd.usdz+zip")),
        new(Shared, new BodyRule(BodyKind.Boolean)),
        new(TotalBytes, BodyRule.Integer(0, 17_179_869_184)));

    public static readonly BodyRule Segment = BodyRule.Object(
        BodyProperty.Must(Media, new BodyRule(BodyKind.Bytes)),
        BodyProperty.Must(SegmentIndex, BodyRule.Integer(0, 999)));

    public static readonly BodyRule UploadMedia = BodyRule.Object(
        new(AdditionalOwners, BodyRule.Text()),
        BodyProperty.Must(Media, new BodyRule(BodyKind.Bytes)),
        BodyProperty.Must(
            MediaCategory,
            BodyRule.Word("tweet_image", "tweet_video", "tweet_gif", "dm_image", "dm_video", "dm_gif", "subtitles")));
}
