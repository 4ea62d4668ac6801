using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>Why X refused an event, by X's names and numbers.</summary>
internal enum ChatFailureType
{
    /// <summary>None of those below.</summary>
    Unknown = 0,

    /// <summary>The event has no detail.</summary>
    EmptyDetail = 1,

    /// <summary>An error of the server.</summary>
    InternalError = 2,

    /// <summary>The contents are too large.</summary>
    ContentsTooLarge = 3,

    /// <summary>There are too many messages.</summary>
    TooManyMessages = 4,

    /// <summary>The sender's signature is invalid.</summary>
    InvalidSenderSignature = 5,

    /// <summary>The conversation has a newer key.</summary>
    NonLatestConversationKeyVersion = 6,

    /// <summary>The recipient has not accepted the conversation.</summary>
    RecipientHasNotTrustedConversation = 7,

    /// <summary>The recipient's key has changed.</summary>
    RecipientKeyHasChanged = 8,

    /// <summary>The recipient takes encrypted messages only.</summary>
    OnlyEncryptedMessagesAllowed = 9,

    /// <summary>Only admins may do that.</summary>
    RequesterNotAdmin = 10,

    /// <summary>The message was taken for spam.</summary>
    FlaggedAsSpam = 11,

    /// <summary>The rate limit of the account's tier was reached.</summary>
    RateLimitUpsell = 12,

    /// <summary>The signature does not match the sender's registered key.</summary>
    SignatureFailedToVerify = 13,

    /// <summary>An error without a name.</summary>
    GenericError = 14,

    /// <summary>The sender is not a member of the group.</summary>
    SenderNotGroupMember = 15,

    /// <summary>The version of the signature is not accepted.</summary>
    InvalidSignatureVersion = 16,

    /// <summary>The request with a PIN is invalid.</summary>
    InvalidPinRequest = 17,

    /// <summary>Too many conversations are pinned.</summary>
    TooManyPins = 18,
}

/// <summary>X refused an event (MessageFailureEvent).</summary>
/// <param name="fields">The detail of the event.</param>
internal sealed class ChatFailure(ThriftStruct fields)
{
    /// <summary>Why.</summary>
    public ChatFailureType Type =>
        TypeNumber is { } number and >= 1 and <= (int)ChatFailureType.TooManyPins ? (ChatFailureType)number : ChatFailureType.Unknown;

    /// <summary>The number of the reason, also of one that is not known.</summary>
    public long? TypeNumber => fields.Integer(1);

    /// <summary>Of a rate limit: 1 free, 2 with a verified phone, 3 Premium, 4 Premium+, 5 business.</summary>
    public long? RateLimitTier => fields.Integer(2);
}
