namespace TwitterDm.Sandbox.Validation;

/// <summary>The bodies in X's API description, for the X Chat endpoints of the sandbox.</summary>
internal static class ChatBodyRules
{
    public const string PublicKey = "public_key";
    public const string SigningPublicKey = "signing_public_key";
    public const string IdentityPublicKeySignature = "identity_public_key_signature";
    public const string Version = "version";
    public const string GenerateVersion = "generate_version";

    public const string MessageId = "message_id";
    public const string MessageCreateEvent = "encoded_message_create_event";
    public const string MessageSignature = "encoded_message_event_signature";
    public const string ActionSignatures = "action_signatures";
    public const string EventDetail = "encoded_message_event_detail";
    public const string EventSignature = "message_event_signature";
    public const string Signature = "signature";
    public const string PublicKeyVersion = "public_key_version";
    public const string SignatureVersion = "signature_version";
    public const string SequenceIds = "sequence_ids";
    public const string DeleteAction = "delete_message_action";
    public const string DeleteForAll = "delete_for_all";
    public const string DeleteForSelf = "delete_for_self";
    public const string SeenUntil = "seen_until_sequence_id";
    public const string ConversationId = "conversation_id";
    public const string ConversationKeyVersion = "conversation_key_version";
    public const string ParticipantKeys = "conversation_participant_keys";
    public const string UserId = "user_id";
    public const string EncryptedKey = "encrypted_conversation_key";
    public const string UserIds = "user_ids";
    public const string EncryptedTitle = "encrypted_title";
    public const string EncryptedAvatarUrl = "encrypted_avatar_url";
    public const string GroupMembers = "group_members";
    public const string GroupAdmins = "group_admins";
    public const string GroupName = "group_name";
    public const string GroupAvatarUrl = "group_avatar_url";
    public const string MessageLifetime = "ttl_msec";
    public const string MediaHashKeys = "media_hash_keys";
    public const string MediaHashKey = "media_hash_key";
    public const string TotalBytes = "total_bytes";
    public const string PartCount = "num_parts";

    private const string KeyRotation = "base64_encoded_key_rotation";

    private const string AnyBase64 = "^[A-Za-z0-9+/=_-]+$";
    private const string Digits = "^[0-9]+$";

    public static readonly BodyRule NewPublicKey = Open(
        new BodyProperty(GenerateVersion, new BodyRule(BodyKind.Boolean)),
        BodyProperty.Must(PublicKey, Open(
            new(IdentityPublicKeySignature, BodyRule.Text()),
            new(PublicKey, BodyRule.Text()),
            new("public_key_fingerprint", BodyRule.Text()),
            new("registration_method", BodyRule.Text()),
            new(SigningPublicKey, BodyRule.Text()),
            new("signing_public_key_signature", BodyRule.Text()))),
        BodyProperty.Must(Version, BodyRule.Text()));

    public static readonly BodyRule Message = Open(
        new BodyProperty("conversation_token", BodyRule.Text()),
        BodyProperty.Must(MessageCreateEvent, BodyRule.Text()),
        new BodyProperty(MessageSignature, BodyRule.Text()),
        BodyProperty.Must(MessageId, BodyRule.Text()));

    private static readonly BodyRule Action = Open(
        BodyProperty.Must(EventDetail, BodyRule.Text(AnyBase64) with { MinimumLength = 1 }),
        BodyProperty.Must(EventSignature, Open(
            new BodyProperty("message_signing_key_info_list", BodyRule.ListOf(Open(
                new BodyProperty("member_id", BodyRule.Text()),
                new BodyProperty(PublicKeyVersion, BodyRule.Text()),
                new BodyProperty(SigningPublicKey, BodyRule.Text())))),
            BodyProperty.Must(PublicKeyVersion, BodyRule.Text(Digits)),
            BodyProperty.Must(Signature, BodyRule.Text(AnyBase64) with { MinimumLength = 1 }),
            BodyProperty.Must(SignatureVersion, BodyRule.Text(Digits)),
            new BodyProperty(SigningPublicKey, BodyRule.Text()))),
        BodyProperty.Must(MessageId, BodyRule.Text() with { MinimumLength = 1 }),
        new BodyProperty("signature_payload", BodyRule.Text()));

    private static readonly BodyRule ParticipantKey = Open(
        new(EncryptedKey, BodyRule.Text()), new(PublicKeyVersion, BodyRule.Text()), new(UserId, BodyRule.Text()));

    public static readonly BodyRule Deletion = Open(
        BodyProperty.Must(ActionSignatures, BodyRule.ListOf(Action)),
        BodyProperty.Must(DeleteAction, BodyRule.Word(DeleteForAll, DeleteForSelf)),
        new BodyProperty(MediaHashKeys, BodyRule.ListOf(BodyRule.Text())),
        BodyProperty.Must(SequenceIds, BodyRule.ListOf(BodyRule.Text()) with { MinimumItems = 1 }));

    public static readonly BodyRule ReadMark = Open(BodyProperty.Must(SeenUntil, BodyRule.Text()));

    public static readonly BodyRule KeyChange = Open(
        new BodyProperty(ActionSignatures, BodyRule.ListOf(Action)),
        new BodyProperty(KeyRotation, BodyRule.Text()),
        BodyProperty.Must(ConversationKeyVersion, BodyRule.Text()),
        BodyProperty.Must(ParticipantKeys, BodyRule.ListOf(ParticipantKey)));

    public static readonly BodyRule NewGroup = Open(
        new BodyProperty(ActionSignatures, BodyRule.ListOf(Action)),
        new BodyProperty(KeyRotation, BodyRule.Text()),
        BodyProperty.Must(ConversationId, BodyRule.Text()),
        BodyProperty.Must(ConversationKeyVersion, BodyRule.Text()),
        BodyProperty.Must(ParticipantKeys, BodyRule.ListOf(ParticipantKey)),
        new BodyProperty(GroupAdmins, BodyRule.ListOf(BodyRule.Text())),
        new BodyProperty(GroupAvatarUrl, BodyRule.Text()),
        new BodyProperty("group_description", BodyRule.Text()),
        BodyProperty.Must(GroupMembers, BodyRule.ListOf(BodyRule.Text())),
        new BodyProperty(GroupName, BodyRule.Text()),
        new BodyProperty(MessageLifetime, BodyRule.Text()));

    public static readonly BodyRule NewMembers = Open(
        new BodyProperty(ActionSignatures, BodyRule.ListOf(Action)),
        new BodyProperty(ConversationKeyVersion, BodyRule.Text()),
        new BodyProperty(ParticipantKeys, BodyRule.ListOf(ParticipantKey)),
        new BodyProperty(EncryptedAvatarUrl, BodyRule.Text()),
        new BodyProperty(EncryptedTitle, BodyRule.Text()),
        BodyProperty.Must(UserIds, BodyRule.ListOf(BodyRule.Text())));

    public static readonly BodyRule NewUpload = BodyRule.Object(
        BodyProperty.Must(ConversationId, BodyRule.Text()),
        BodyProperty.Must(TotalBytes, new BodyRule(BodyKind.Integer) { Minimum = 0 }));

    public static readonly BodyRule Segment = BodyRule.Object(
        BodyProperty.Must(ConversationId, BodyRule.Text()),
        BodyProperty.Must(BodyRules.Media, new BodyRule(BodyKind.Bytes)),
        BodyProperty.Must(MediaHashKey, BodyRule.Text()),
        // The API description has a number here, X's own samples a string.
        BodyProperty.Must(BodyRules.SegmentIndex, BodyRule.Integer(0, 999) with { AllowsDigits = true }));

    public static readonly BodyRule FinishedUpload = BodyRule.Object(
        BodyProperty.Must(ConversationId, BodyRule.Text()),
        BodyProperty.Must(MediaHashKey, BodyRule.Text()),
        new(MessageId, BodyRule.Text()),
        BodyProperty.Must(PartCount, BodyRule.Text()),
        new(MessageLifetime, BodyRule.Text()));

    private static BodyRule Open(params BodyProperty[] properties) => BodyRule.Object(properties) with { AllowsMore = true };
}
