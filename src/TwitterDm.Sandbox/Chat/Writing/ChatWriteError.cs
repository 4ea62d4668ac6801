using System.Collections.Frozen;
using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>Why a request that writes was refused.</summary>
/// <param name="Problem">The response that says so.</param>
/// <param name="Failure">
/// X's reason, if it has one. A message that is refused can get an event with the reason instead of the problem.
/// </param>
internal sealed record ChatWriteError(ApiResponse Problem, ChatFailureType? Failure = null)
{
    private static readonly FrozenDictionary<ChatFailureType, (int Status, string Name)> Reasons = new Dictionary<
        ChatFailureType,
        (int, string)
    >
    {
        [ChatFailureType.EmptyDetail] = (400, "EMPTY_DETAIL"),
        [ChatFailureType.ContentsTooLarge] = (400, "CONTENTS_TOO_LARGE"),
        [ChatFailureType.InvalidSenderSignature] = (403, "INVALID_SENDER_SIGNATURE"),
        [ChatFailureType.NonLatestConversationKeyVersion] = (400, "NON_LATEST_CKEY_VERSION"),
        [ChatFailureType.RecipientHasNotTrustedConversation] = (403, "RECIPIENT_HAS_NOT_TRUSTED_CONVERSATION"),
        [ChatFailureType.RecipientKeyHasChanged] = (403, "RECIPIENT_KEY_HAS_CHANGED"),
        [ChatFailureType.OnlyEncryptedMessagesAllowed] = (403, "ONLY_ENCRYPTED_MESSAGES_ALLOWED"),
        [ChatFailureType.RequesterNotAdmin] = (403, "REQUESTER_NOT_ADMIN"),
        [ChatFailureType.SignatureFailedToVerify] = (403, "SIGNATURE_FAILED_TO_VERIFY"),
        [ChatFailureType.SenderNotGroupMember] = (403, "SENDER_NOT_GROUP_MEMBER"),
        [ChatFailureType.InvalidSignatureVersion] = (400, "INVALID_SIGNATURE_VERSION"),
    }.ToFrozenDictionary();

    /// <summary>One of X's own reasons. The problem begins with X's name of it.</summary>
    public static ChatWriteError Of(ChatFailureType type, string explanation)
    {
        var (status, name) = Reasons[type];
        return new ChatWriteError(ProblemResponses.Refused(status, $"{name}: {explanation}"), type);
    }

    /// <summary>A value in the body that is well-formed but wrong.</summary>
    public static ChatWriteError Invalid(string property, string message) => new(ProblemResponses.InvalidProperty(property, message));

    /// <summary>The id of an earlier event with other contents.</summary>
    public static ChatWriteError UsedId(string messageId) =>
        new(ProblemResponses.Refused(409, $"The message_id [{messageId}] was used before, for another request."));

    /// <summary>The id of a group that was created before.</summary>
    public static ChatWriteError ExistingGroup(string id) => new(ProblemResponses.Refused(409, $"The group [{id}] was created before."));
}

/// <summary>What became of a request that writes: the sequence id and the bytes of its event, or the reason why it was refused.</summary>
internal sealed record ChatWriteResult(string? SequenceId, string? Encoded, ChatWriteError? Error)
{
    public static ChatWriteResult Of(ChatWriteError error) => new(SequenceId: null, Encoded: null, error);
}
