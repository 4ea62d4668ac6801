using System.Collections;
using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>
/// What a change of a conversation is about, where the event says so: the new name, who was added, after how long messages disappear.
/// </summary>
internal static class ChangeText
{
    /// <summary>The change in a few words; empty where its kind says everything.</summary>
    /// <param name="item">The event, live or deserialized.</param>
    public static string Of(object? item)
        => Properties.Value(item, nameof(DmEvent.EventTypeName))?.ToString() switch
        {
            "GroupCreate" => Join(Name(item), Properties.Text(item, nameof(DmEvent.Participants))),
            "GroupAdminAddChange" or "GroupAdminRemoveChange" => Properties.Text(item, nameof(DmEvent.Participants)),
            "MessageDurationChange" => Lifetime(item),
            "MuteConversation" or "UnmuteConversation" => Conversations(item),
            // The name did not change, and the event is about something else.
            "MessageDurationRemove"
            or "GroupAvatarUrlChange"
            or "GroupInviteEnable"
            or "GroupInviteDisable"
            or "GroupAdminSettingsChange"
            or "EnableScreenCaptureDetection"
            or "DisableScreenCaptureDetection"
            or "EnableScreenCaptureBlocking"
            or "DisableScreenCaptureBlocking" => string.Empty,
            _ => Name(item),
        };

    /// <summary>The kind of the change: X's word, except for that of archives.</summary>
    /// <param name="item">The event, live or deserialized.</param>
    public static string WordOf(object? item) => Properties.Text(item, nameof(DmEvent.EventTypeName)) switch
    {
        "conversationNameUpdate" => "renamed",
        var word => word,
    };

    private static string Name(object? item) => Properties.Text(item, nameof(DmEvent.ConversationName));

    private static string Join(string name, string people) => name.Length > 0 && people.Length > 0 ? $"{name}: {people}" : name + people;

    private static string Lifetime(object? item) => LifetimeText.Of(Properties.Additional(item, "ttl_msec")) ?? string.Empty;

    // Usually the conversation of the event, which other columns name.
    private static string Conversations(object? item)
    {
        var own = Properties.Value(item, nameof(DmEvent.ConversationId))?.ToString();
        var ids = (Properties.Additional(item, "conversation_ids") as IEnumerable ?? Array.Empty<object>()).OfType<string>();
        return string.Join(
            "; ",
            ids.Select(id => string.Equals(Canonical(id), own, StringComparison.Ordinal) ? Display.With(item) : Properties.Text(id)));
    }

    // X Chat signs the id of a one-to-one conversation with a colon.
    private static string Canonical(string id) => id.Replace(':', '-');
}
