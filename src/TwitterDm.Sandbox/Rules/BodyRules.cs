namespace TwitterDm.Sandbox.Rules;

/// <summary>Every body that X's description allows at the endpoints of the sandbox.</summary>
internal static class BodyRules
{
    public const string Text = "text";
    public const string Attachments = "attachments";
    public const string MediaId = "media_id";
    public const string ConversationType = "conversation_type";
    public const string ParticipantIds = "participant_ids";
    public const string FirstMessage = "message";

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
}
