using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol.Writing;

/// <summary>The details of events that are not messages, for <see cref="ChatEventFactory.Event"/>.</summary>
internal static class ChatDetails
{
    /// <summary>A detail of a known kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="fields">Its fields.</param>
    public static ThriftStruct Of(ChatEventKind kind, ThriftStruct fields) => Of((short)kind, fields);

    /// <summary>A detail of any number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="fields">Its fields.</param>
    public static ThriftStruct Of(short number, ThriftStruct fields) => new ThriftStruct().AddStruct(number, fields);

    /// <summary>Messages are deleted.</summary>
    /// <param name="sequenceIds">The messages.</param>
    /// <param name="forEveryone">Whether for everyone, not only for oneself.</param>
    public static ThriftStruct Delete(IEnumerable<string> sequenceIds, bool forEveryone) =>
        Of(ChatEventKind.MessageDeleteEvent, new ThriftStruct().AddTexts(1, sequenceIds).AddI32(2, forEveryone ? 2 : 1));

    /// <summary>The conversation was read.</summary>
    /// <param name="seenUntil">The sequence id up to which.</param>
    /// <param name="seenAtMilliseconds">When, in milliseconds since 1970.</param>
    public static ThriftStruct MarkRead(string seenUntil, long? seenAtMilliseconds) =>
        Of(ChatEventKind.MarkConversationReadEvent, new ThriftStruct().Add(1, seenUntil).AddI64(2, seenAtMilliseconds));

    /// <summary>The conversation was marked as unread.</summary>
    /// <param name="seenUntil">The sequence id from which.</param>
    public static ThriftStruct MarkUnread(string? seenUntil)
        => Of(ChatEventKind.MarkConversationUnreadEvent, new ThriftStruct().Add(1, seenUntil));

    /// <summary>The conversation was deleted.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="clearsAllMessages">Whether all messages were deleted, too.</param>
    /// <param name="sortOrderMilliseconds">The time by which the list is sorted.</param>
    public static ThriftStruct ConversationDelete(string conversationId, bool? clearsAllMessages, long? sortOrderMilliseconds)
        => Of(
            ChatEventKind.ConversationDeleteEvent,
            new ThriftStruct()
                .Add(1, conversationId)
                .AddStruct(2, new ThriftStruct().AddBool(1, clearsAllMessages).AddI64(2, sortOrderMilliseconds)));

    /// <summary>Someone is typing.</summary>
    /// <param name="conversationId">The conversation.</param>
    public static ThriftStruct Typing(string conversationId)
        => Of(ChatEventKind.MessageTypingEvent, new ThriftStruct().Add(1, conversationId));

    /// <summary>X refused an event.</summary>
    /// <param name="type">The reason.</param>
    /// <param name="rateLimitTier">Of a rate limit: the tier.</param>
    public static ThriftStruct Failure(ChatFailureType type, int? rateLimitTier = null) =>
        Of(ChatEventKind.MessageFailureEvent, new ThriftStruct().AddI32(1, (int)type).AddI32(2, rateLimitTier));

    /// <summary>A response of Grok.</summary>
    /// <param name="text">The text.</param>
    public static ThriftStruct GrokResponse(string text) => Of(ChatEventKind.GrokSearchResponseEvent, new ThriftStruct().Add(1, text));

    /// <summary>The account of a member was deleted.</summary>
    /// <param name="userId">The member.</param>
    public static ThriftStruct MemberAccountDelete(string userId)
        => Of(ChatEventKind.MemberAccountDeleteEvent, new ThriftStruct().Add(1, userId));

    /// <summary>Messages disappear after a time.</summary>
    /// <param name="timeToLiveMilliseconds">The time.</param>
    /// <param name="appliesToAll">Whether earlier messages do, too.</param>
    public static ThriftStruct MessageDuration(long timeToLiveMilliseconds, bool? appliesToAll = null) => Metadata(
        ChatMetadataChangeKind.MessageDurationChange, new ThriftStruct().AddI64(1, timeToLiveMilliseconds).AddBool(2, appliesToAll));

    /// <summary>Messages no longer disappear.</summary>
    /// <param name="timeToLiveMilliseconds">The time after which they did.</param>
    public static ThriftStruct MessageDurationRemove(long? timeToLiveMilliseconds = null) =>
        Metadata(ChatMetadataChangeKind.MessageDurationRemove, new ThriftStruct().AddI64(1, timeToLiveMilliseconds));

    /// <summary>Conversations were muted, or no longer are.</summary>
    /// <param name="conversationIds">The conversations.</param>
    /// <param name="isMuted">Whether they are muted.</param>
    public static ThriftStruct Mute(IEnumerable<string> conversationIds, bool isMuted)
        => Metadata(
            isMuted ? ChatMetadataChangeKind.MuteConversation : ChatMetadataChangeKind.UnmuteConversation,
            new ThriftStruct().AddTexts(1, conversationIds));

    /// <summary>Another change of a setting.</summary>
    /// <param name="kind">The kind of change.</param>
    /// <param name="fields">Its fields; none by default.</param>
    public static ThriftStruct Metadata(ChatMetadataChangeKind kind, ThriftStruct? fields = null)
        => Of(
            ChatEventKind.ConversationMetadataChangeEvent,
            new ThriftStruct().AddStruct(1, new ThriftStruct().AddStruct((short)kind, fields ?? new())));
}
