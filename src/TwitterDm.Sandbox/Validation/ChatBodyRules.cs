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

    private static BodyRule Open(params BodyProperty[] properties) => BodyRule.Object(properties) with { AllowsMore = true };
}
