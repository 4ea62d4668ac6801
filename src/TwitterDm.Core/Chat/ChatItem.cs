using TwitterDm.Api;

namespace TwitterDm.Chat;

/// <summary>An event of X Chat that was read but not decoded yet.</summary>
internal sealed class ChatItem
{
    /// <summary>The sequence id as X sent it: usually a snowflake, but it can be anything.</summary>
    public required string Id { get; init; }

    /// <summary>When it happened; the Unix epoch where nothing says so.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When the conversation's key that it is encrypted with was made; null if it is not encrypted, or where that is unknown.</summary>
    public DateTimeOffset? KeyTime { get; init; }

    /// <summary>Whether it is not an event for users, such as that somebody is typing.</summary>
    public bool IsHidden => false;

    /// <summary>The conversation from which it was read.</summary>
    public required ChatConversation Conversation { get; init; }

    /// <summary>The event as X sent it.</summary>
    public required WireChatEvent Wire { get; init; }
}
