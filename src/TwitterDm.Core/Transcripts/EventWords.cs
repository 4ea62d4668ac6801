using TwitterDm.Text;

namespace TwitterDm.Transcripts;

/// <summary>What somebody did, in words that follow the name, by X's names of kinds.</summary>
internal static class EventWords
{
    /// <summary>A change of a conversation; null for one without words of its own.</summary>
    public static string? OfChange(string? typeName) => typeName switch
    {
        "GroupAvatarUrlChange" => " changed the picture of the group",
        "GroupInviteEnable" => " created an invitation link",
        "GroupInviteDisable" => " disabled the invitation link",
        "GroupAdminSettingsChange" => " changed what members may do",
        "MessageDurationRemove" => " turned off disappearing messages",
        "MuteConversation" => " muted the conversation",
        "UnmuteConversation" => " unmuted the conversation",
        "EnableScreenCaptureDetection" => " turned on reports of screen captures",
        "DisableScreenCaptureDetection" => " turned off reports of screen captures",
        "EnableScreenCaptureBlocking" => " blocked screen captures",
        "DisableScreenCaptureBlocking" => " allowed screen captures",
        _ => null,
    };

    /// <summary>An event without a type; null for one without words of its own.</summary>
    public static string? OfOther(string? typeName) => typeName switch
    {
        "GroupJoinRequest" => " asked to join the group",
        "GroupJoinReject" => " rejected requests to join the group",
        "AVCallStarted" => " started a call",
        "AVCallEnded" => " ended a call",
        "AVCallMissed" => " missed a call",
        "PinConversation" => " pinned the conversation",
        "UnpinConversation" => " unpinned the conversation",
        "ScreenCaptureDetected" => " captured the screen",
        "AcceptMessageRequest" => " accepted the message request",
        "NicknameMessage" => " changed a nickname",
        "SetVerifiedStatus" => " set a status of verification",
        "DraftMessage" => " saved a draft",
        "ConversationDeleteEvent" => " deleted the conversation",
        "MessageFailureEvent" => " could not send a message",
        "GrokSearchResponseEvent" => " got an answer from Grok",
        _ => null,
    };

    /// <summary>Where events come from.</summary>
    public static string Source(string source) => source switch
    {
        nameof(DmSource.Classic) => "Direct Messages",
        nameof(DmSource.Chat) => "X Chat",
        nameof(DmSource.Archive) => "X data archive",
        _ => source,
    };

    /// <summary>After how long messages disappear, such as <c>7 days</c>; null if the event does not say.</summary>
    public static string? Lifetime(DmEvent item)
        => item.AdditionalProperties.TryGetValue("ttl_msec", out var value) ? LifetimeText.Of(value) : null;
}
