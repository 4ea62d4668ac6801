using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>The parameters of the cmdlets for those of X's API, which an error names by X's names.</summary>
internal static class ParameterTable
{
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["pagination_token"] = "-PageToken",
        ["max_results"] = "-PageSize",
        ["event_types"] = "-EventType",
        ["event_id"] = "-Id",
        ["dm_conversation_id"] = "-ConversationId",
        ["participant_id"] = "the user",
        ["participant_ids"] = "-Participant",
        ["conversation_participants"] = "-Participant",
        ["username"] = "the user",
        ["usernames"] = "the user",
        ["text"] = "-Text",
        ["message.text"] = "-Text",
        ["media_id"] = "the attachment (-MediaPath or -MediaId)",
        ["attachments"] = "the attachment (-MediaPath or -MediaId)",
        ["message.attachments"] = "the attachment (-MediaPath or -MediaId)",
    };

    /// <summary>What to correct, by the cmdlet's own parameter; null where X names no parameter, or one that has no counterpart.</summary>
    public static string? For(DmException exception)
        => exception is { Kind: DmErrorKind.InvalidRequest, Problem.Parameter: { Length: > 0 } parameter }
        && Find(parameter, exception.Request) is { } own
            ? $"Correct the value of {own} (X calls it '{VisibleText.Of(parameter, 60)}')."
            : null;

    // In a body, X names the place of a property, such as $.attachments[0].media_id.
    private static string? Find(string parameter, string? request)
    {
        var name = parameter.StartsWith("$.", StringComparison.Ordinal) ? parameter[2..] : parameter;
        if (string.Equals(name, "id", StringComparison.Ordinal))
            return request?.Contains("/dm_conversations/", StringComparison.Ordinal) ?? false ? "-ConversationId" : "the user";
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        return Parameters.GetValueOrDefault(bracket < 0 ? name : name[..bracket]);
    }
}
