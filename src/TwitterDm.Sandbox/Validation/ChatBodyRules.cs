namespace TwitterDm.Sandbox.Validation;

/// <summary>The bodies in X's API description, for the X Chat endpoints of the sandbox.</summary>
internal static class ChatBodyRules
{
    public const string PublicKey = "public_key";
    public const string SigningPublicKey = "signing_public_key";
    public const string IdentityPublicKeySignature = "identity_public_key_signature";
    public const string Version = "version";
    public const string GenerateVersion = "generate_version";

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

    private static BodyRule Open(params BodyProperty[] properties) => BodyRule.Object(properties) with { AllowsMore = true };
}
