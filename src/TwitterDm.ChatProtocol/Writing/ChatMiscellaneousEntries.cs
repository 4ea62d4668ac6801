using System.Globalization;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol.Writing;

/// <summary>What message events carry beside messages, reactions and edits.</summary>
internal static class ChatMiscellaneousEntries
{
    /// <summary>The conversation was read.</summary>
    /// <param name="seenUntil">The sequence id up to which.</param>
    /// <param name="seenAtMilliseconds">When, in milliseconds since 1970.</param>
    public static ThriftStruct MarkRead(string seenUntil, long? seenAtMilliseconds) =>
        ChatEntries.Of(ChatEntryKind.MarkConversationRead, new ThriftStruct().Add(1, seenUntil).AddI64(2, seenAtMilliseconds));

    /// <summary>The conversation was marked as unread.</summary>
    /// <param name="seenUntil">The sequence id from which.</param>
    public static ThriftStruct MarkUnread(string seenUntil)
        => ChatEntries.Of(ChatEntryKind.MarkConversationUnread, new ThriftStruct().Add(1, seenUntil));

    /// <summary>The conversation was pinned, or no longer is.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="isPinned">Whether it is pinned.</param>
    public static ThriftStruct Pin(string conversationId, bool isPinned = true) =>
        ChatEntries.Of(
            isPinned ? ChatEntryKind.PinConversation : ChatEntryKind.UnpinConversation,
            new ThriftStruct().Add(1, conversationId));

    /// <summary>Someone captured the screen.</summary>
    /// <param name="type">1 for a screenshot, 2 for a recording.</param>
    public static ThriftStruct ScreenCapture(int type)
        => ChatEntries.Of(ChatEntryKind.ScreenCaptureDetected, new ThriftStruct().AddI32(1, type));

    /// <summary>A call started.</summary>
    /// <param name="isAudioOnly">Whether it has sound only.</param>
    /// <param name="broadcastId">The id of the call.</param>
    public static ThriftStruct CallStarted(bool isAudioOnly, string? broadcastId = null) =>
        ChatEntries.Of(ChatEntryKind.AVCallStarted, new ThriftStruct().AddBool(1, isAudioOnly).Add(3, broadcastId));

    /// <summary>A call ended.</summary>
    /// <param name="sentAtMilliseconds">When, in milliseconds since 1970.</param>
    /// <param name="durationSeconds">How long it took.</param>
    /// <param name="isAudioOnly">Whether it had sound only.</param>
    /// <param name="broadcastId">The id of the call.</param>
    public static ThriftStruct CallEnded(long sentAtMilliseconds, long durationSeconds, bool isAudioOnly, string? broadcastId = null)
        => ChatEntries.Of(
            ChatEntryKind.AVCallEnded,
            new ThriftStruct().AddI64(1, sentAtMilliseconds).AddI64(2, durationSeconds).AddBool(3, isAudioOnly).Add(5, broadcastId));

    /// <summary>A call was missed.</summary>
    /// <param name="sentAtMilliseconds">When, in milliseconds since 1970.</param>
    /// <param name="isAudioOnly">Whether it had sound only.</param>
    public static ThriftStruct CallMissed(long sentAtMilliseconds, bool isAudioOnly) =>
        ChatEntries.Of(ChatEntryKind.AVCallMissed, new ThriftStruct().AddI64(1, sentAtMilliseconds).AddBool(2, isAudioOnly));

    /// <summary>A draft.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="text">The text.</param>
    public static ThriftStruct Draft(string conversationId, string text) =>
        ChatEntries.Of(ChatEntryKind.DraftMessage, new ThriftStruct().Add(1, conversationId).Add(2, text));

    /// <summary>A message request was accepted.</summary>
    public static ThriftStruct AcceptMessageRequest() => ChatEntries.Of(ChatEntryKind.AcceptMessageRequest, new());

    /// <summary>A nickname.</summary>
    /// <param name="userId">The user who gets it.</param>
    /// <param name="text">The nickname.</param>
    public static ThriftStruct Nickname(string userId, string text) =>
        ChatEntries.Of(
            ChatEntryKind.NicknameMessage,
            new ThriftStruct().AddI64(1, long.Parse(userId, CultureInfo.InvariantCulture)).Add(2, text));

    /// <summary>The keys of a user were compared, or no longer count as compared.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="isVerified">Whether they were compared.</param>
    public static ThriftStruct SetVerifiedStatus(string userId, bool isVerified)
        => ChatEntries.Of(
            ChatEntryKind.SetVerifiedStatus,
            new ThriftStruct().AddI64(1, long.Parse(userId, CultureInfo.InvariantCulture)).AddBool(2, isVerified));
}
