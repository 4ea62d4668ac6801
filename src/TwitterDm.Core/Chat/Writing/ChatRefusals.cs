using System.Net;
using TwitterDm.ChatProtocol;
using TwitterDm.Text;

namespace TwitterDm.Chat.Writing;

/// <summary>
/// What it means that X refuses an event: by a failure event inside a successful response, or by an HTTP error that says so.
/// </summary>
internal static class ChatRefusals
{
    // X's description does not say how an HTTP error names the version of the key.
    private static readonly string[] WordsForKeyVersion = ["conversation_key_version", "key version", "key_version"];

    /// <summary>The error for a failure event.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="request">The request, for people.</param>
    public static DmException Create(ChatFailure failure, string conversationId, string request)
    {
        var (name, kind, reason, words) = Describe(failure.Type);
        return new(
            kind,
            FormattableString.Invariant(
                $"X refused what was sent to {VisibleText.Of(conversationId, 60)}: {words} ({name}, failure {failure.TypeNumber ?? 0}, for {request})"))
        {
            Reason = reason,
            RecommendedAction = AdviceFor(reason),
            Request = request,
            // An error of the server says nothing about what it did before.
            MayHaveHadEffect = failure.Type is ChatFailureType.InternalError or ChatFailureType.GenericError,
        };
    }

    /// <summary>
    /// The error as which an HTTP error counts: the same one as for a failure event, if its problem contains X's name for that.
    /// </summary>
    public static DmException Recognize(DmException exception)
    {
        if (exception is not { MayHaveHadEffect: false, Reason: DmErrorReason.None, StatusCode: { } status, Problem: { } problem }
            || (int)status is < 400 or 401 or 402 or 429 or >= 500)
        {
            return WithAdvice(exception);
        }

        var text = problem.ToString();
        var type = Array.Find(Enum.GetValues<ChatFailureType>(), type =>
            type != ChatFailureType.Unknown && text.Contains(Describe(type).Name, StringComparison.OrdinalIgnoreCase));
        if (type == ChatFailureType.Unknown
            && Array.Exists(WordsForKeyVersion, words => text.Contains(words, StringComparison.OrdinalIgnoreCase)))
        {
            type = ChatFailureType.NonLatestConversationKeyVersion;
        }

        if (type == ChatFailureType.Unknown)
            return WithAdvice(exception);
        var (_, kind, reason, _) = Describe(type);
        return new(exception, null, kind)
        {
            Reason = reason,
            RecommendedAction = AdviceFor(reason),
        };
    }

    // The user has given none of the values in the request, which is encrypted.
    private static DmException WithAdvice(DmException exception)
        => exception
            is {
                MayHaveHadEffect: false,
                Reason: DmErrorReason.None,
                StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.Conflict,
                Problem: null or { Parameter: null }
            }
            ? new(exception)
            {
                RecommendedAction =
                    "The message was not sent, and X names no value that could be corrected. Send it again. If X refuses it again, report the error with X's transaction id.",
            }
            : exception;

    private static (string Name, DmErrorKind Kind, DmErrorReason Reason, string Words) Describe(ChatFailureType type)
        => type switch
        {
            ChatFailureType.EmptyDetail => ("EMPTY_DETAIL", DmErrorKind.Permission, DmErrorReason.None, "the event has no content."),
            ChatFailureType.InternalError => ("INTERNAL_ERROR", DmErrorKind.Protocol, DmErrorReason.None, "X reports an internal error."),
            ChatFailureType.ContentsTooLarge => (
                "CONTENTS_TOO_LARGE",
                DmErrorKind.InvalidRequest,
                DmErrorReason.None,
                "its contents are too large."),
            ChatFailureType.TooManyMessages => (
                "TOO_MANY_MESSAGES",
                DmErrorKind.InvalidRequest,
                DmErrorReason.None,
                "there are too many messages."),
            ChatFailureType.InvalidSenderSignature => (
                "INVALID_SENDER_SIGNATURE",
                DmErrorKind.Permission,
                DmErrorReason.ChatSignatureRefused,
                "the account's signature is not valid."),
            ChatFailureType.NonLatestConversationKeyVersion => (
                "NON_LATEST_CKEY_VERSION",
                DmErrorKind.Permission,
                DmErrorReason.ChatKeyVersionRefused,
                "the conversation has a newer key than the one that the message was encrypted with."),
            ChatFailureType.RecipientHasNotTrustedConversation => (
                "RECIPIENT_HAS_NOT_TRUSTED_CONVERSATION",
                DmErrorKind.Permission,
                DmErrorReason.ChatConversationNotAccepted,
                "the recipient has not accepted the conversation yet."),
            ChatFailureType.RecipientKeyHasChanged => (
                "RECIPIENT_KEY_HAS_CHANGED",
                DmErrorKind.Permission,
                DmErrorReason.ChatRecipientKeysChanged,
                "the recipient has replaced their keys since the conversation got its key."),
            ChatFailureType.OnlyEncryptedMessagesAllowed => (
                "ONLY_ENCRYPTED_MESSAGES_ALLOWED",
                DmErrorKind.Permission,
                DmErrorReason.None,
                "the recipient accepts encrypted messages only."),
            ChatFailureType.RequesterNotAdmin => (
                "REQUESTER_NOT_ADMIN",
                DmErrorKind.Permission,
                DmErrorReason.ChatNotAdmin,
                "only an admin of the group may do this."),
            ChatFailureType.FlaggedAsSpam => (
                "FLAGGED_AS_SPAM",
                DmErrorKind.Permission,
                DmErrorReason.ChatFlaggedAsSpam,
                "X takes it for spam."),
            ChatFailureType.RateLimitUpsell => (
                "RATE_LIMIT_UPSELL",
                DmErrorKind.RateLimit,
                DmErrorReason.ChatTierLimit,
                "the account's tier at X allows no further messages for now."),
            ChatFailureType.SignatureFailedToVerify => (
                "SIGNATURE_FAILED_TO_VERIFY",
                DmErrorKind.Permission,
                DmErrorReason.ChatSignatureRefused,
                "the account's signature does not match its registered key."),
            ChatFailureType.GenericError => (
                "GENERIC_ERROR",
                DmErrorKind.Protocol,
                DmErrorReason.None,
                "X reports an error without details."),
            ChatFailureType.SenderNotGroupMember => (
                "SENDER_NOT_GROUP_MEMBER",
                DmErrorKind.Permission,
                DmErrorReason.ChatNotMember,
                "this account is not a member of the group."),
            ChatFailureType.InvalidSignatureVersion => (
                "INVALID_SIGNATURE_VERSION",
                DmErrorKind.Permission,
                DmErrorReason.ChatSignatureRefused,
                "X does not accept this version of signatures."),
            ChatFailureType.InvalidPinRequest => (
                "INVALID_PIN_REQUEST",
                DmErrorKind.Permission,
                DmErrorReason.None,
                "the request with a PIN is not valid."),
            ChatFailureType.TooManyPins => (
                "TOO_MANY_PINS",
                DmErrorKind.Permission,
                DmErrorReason.None,
                "too many conversations are pinned."),
            _ => ("UNKNOWN", DmErrorKind.Permission, DmErrorReason.None, "X gives a reason that this version does not know."),
        };

    private static string AdviceFor(DmErrorReason reason)
        => reason switch
        {
            DmErrorReason.ChatKeyVersionRefused =>
                "Its key was renewed while the message was sent. Send it again: the newest key is looked up each time.",
            DmErrorReason.ChatConversationNotAccepted =>
                "Wait until the recipient accepts the message request in the app. Until then, X takes no further message.",
            DmErrorReason.ChatRecipientKeysChanged =>
                "The conversation needs a new key: write one message to the recipient in X's app, which renews it, then send this one again. If you did not expect new keys, "
                    + "ask the recipient by another way whether they set up X Chat again.",
            DmErrorReason.ChatNotMember => "The account has left the group or was removed. Ask an admin of the group to add it.",
            DmErrorReason.ChatNotAdmin => "Ask an admin of the group to do it, or to make this account an admin.",
            DmErrorReason.ChatFlaggedAsSpam => "Do not repeat it unchanged: X can restrict accounts that send spam.",
            DmErrorReason.ChatTierLimit => "Wait, or raise the account's tier at X, such as with Premium or a verified phone number.",
            _ => "Nothing was sent. Correct what X names, then send it again.",
        };
}
