namespace TwitterDm;

/// <summary>
/// The specific case of an error kind, where the advice depends on how the library is used: a front end writes its own. Cases
/// whose advice is the same everywhere carry it in <see cref="DmException.RecommendedAction"/> and have no reason.
/// </summary>
public enum DmErrorReason
{
    /// <summary>No specific case: the kind, and the recommended action if there is one, are sufficient.</summary>
    None,

    /// <summary>A rate limit is reached, and the wait for it is longer than the caller allows, or no wait is allowed.</summary>
    WaitNotAllowed,

    /// <summary>The connection was closed.</summary>
    ConnectionClosed,

    /// <summary>A message has neither a user nor a conversation as its destination.</summary>
    NoRecipient,

    /// <summary>The start of a period is after its end.</summary>
    TimesReversed,

    /// <summary>The text is not a page token from which a listing can resume.</summary>
    PageTokenInvalid,

    /// <summary>A property of the query, which is the error's target, would make a checkpoint skip events.</summary>
    CheckpointConflict,

    /// <summary>X rejected the token or the keys: they are wrong, revoked or expired.</summary>
    CredentialsRejected,

    /// <summary>X rejected the keys of OAuth 1.0a: the app's keys or the user's token are wrong, revoked or expired.</summary>
    KeysRejected,

    /// <summary>X does not accept the app itself: its client secret is missing or wrong, or it is another type of app.</summary>
    ClientRejected,

    /// <summary>The token belongs to an app and not to a user.</summary>
    AppOnlyToken,

    /// <summary>The token lacks a scope, or the app a permission.</summary>
    MissingScope,

    /// <summary>X does not let the app use the API: it is not enrolled, or its access level is too low.</summary>
    AppForbidden,

    /// <summary>X has locked the account.</summary>
    AccountLocked,

    /// <summary>X has suspended the account.</summary>
    AccountSuspended,

    /// <summary>A cap of the app's plan is reached, such as that of a month: no wait lifts it.</summary>
    UsageCapReached,

    /// <summary>A proxy or a firewall refused the request, so that it did not reach X.</summary>
    ProxyRefused,

    /// <summary>A user that the request names does not exist.</summary>
    UserNotFound,

    /// <summary>A warning: a refresh token will be used, and the one that replaces it is not saved.</summary>
    RefreshTokenNotKept,

    /// <summary>The next request could exceed the spending limit of the connection.</summary>
    SpendingLimitReached,

    /// <summary>X refused the refresh token: it was used before, or the access was revoked.</summary>
    RefreshRefused,

    /// <summary>The tokens were refreshed, but could not be saved: they are in use, and the saved ones no longer work.</summary>
    RefreshNotSaved,

    /// <summary>There is no saved sign-in with that name.</summary>
    ProfileNotFound,

    /// <summary>A saved sign-in is damaged, or was written by another version.</summary>
    ProfileBroken,

    /// <summary>The key of a saved sign-in cannot be read from the platform's keyring.</summary>
    ProfileKeyUnavailable,

    /// <summary>A warning: this host has no keyring, so a sign-in is saved without encryption.</summary>
    KeyringUnavailable,

    /// <summary>A secret vault cannot be read or written.</summary>
    SecretVaultUnavailable,

    /// <summary>A redirect URI is not valid, or it is not possible to listen on it.</summary>
    RedirectUriInvalid,

    /// <summary>X ended the sign-in in the browser with an error about the app or its settings.</summary>
    AuthorizationRefused,

    /// <summary>X refused the authorization code of a sign-in.</summary>
    AuthorizationCodeRefused,

    /// <summary>The sign-in in the browser was not finished in time.</summary>
    SignInTimedOut,

    /// <summary>It is not possible to listen on the port of the redirect URI.</summary>
    RedirectPortUnavailable,

    /// <summary>A warning: a listing does not include X Chat, and the caller did not say that this is intended.</summary>
    ChatNotIncluded,

    /// <summary>A warning: the browser could not be opened for the sign-in.</summary>
    BrowserNotOpened,

    /// <summary>A single character was given where an id or a user is expected.</summary>
    SingleCharacter,

    /// <summary>A number that cannot be an exact id was given: it has a fraction, or more digits than its type can hold.</summary>
    InexactNumber,

    /// <summary>Nothing was given where a user is expected.</summary>
    UserMissing,

    /// <summary>The id of a conversation was given where a user is expected.</summary>
    ConversationInsteadOfUser,

    /// <summary>An event was given for a message without a text of its own: the text of an event is not sent.</summary>
    EventTextNotSent,

    /// <summary>A value was given that could only be the text or the recipient of a message, and both were given otherwise.</summary>
    TextAndRecipientGiven,

    /// <summary>The account was given as the user to block.</summary>
    OwnAccount,

    /// <summary>What was given as an event to delete is not an event.</summary>
    NotAnEvent,

    /// <summary>A warning: an id looks as if a spreadsheet had rounded it.</summary>
    IdPossiblyRounded,

    /// <summary>A chat key is malformed.</summary>
    ChatKeyInvalid,

    /// <summary>A file with a chat key has another form than those that can be read.</summary>
    ChatKeyFileInvalid,

    /// <summary>A chat key belongs to another account.</summary>
    ChatKeyOfOtherAccount,

    /// <summary>X has not registered the public half of a chat key for the account, or no longer.</summary>
    ChatKeyNotRegistered,

    /// <summary>A warning: a chat key is registered, but the account has registered a newer one since.</summary>
    ChatKeyReplaced,

    /// <summary>A warning: the account has never used X Chat, so its chat key cannot be checked and is not used.</summary>
    ChatKeyNotUsed,

    /// <summary>Classic Direct Messages and X Chat were mixed up: the conversation exists in the other one only.</summary>
    SourceConflict,

    /// <summary>Something that exists in X Chat only was requested for a classic message or group.</summary>
    ChatOnly,

    /// <summary>The connection has no chat key, which it takes to send by X Chat.</summary>
    ChatKeyRequired,

    /// <summary>The chat key of the connection has no signing key, so it can only read.</summary>
    ChatKeyCannotSign,

    /// <summary>A conversation has a key that was not encrypted for the chat key of the connection.</summary>
    ChatConversationKeyUnavailable,

    /// <summary>Nobody who is registered at X has signed the key of a conversation, so nothing is encrypted with it.</summary>
    ChatConversationKeyUnverified,

    /// <summary>Participants have not registered public keys, so nothing can be encrypted for them.</summary>
    ChatParticipantWithoutKeys,

    /// <summary>X refused the version of a conversation's key: the conversation has a newer one.</summary>
    ChatKeyVersionRefused,

    /// <summary>X does not accept the account's signature.</summary>
    ChatSignatureRefused,

    /// <summary>The recipient has not accepted the conversation.</summary>
    ChatConversationNotAccepted,

    /// <summary>A recipient has replaced their keys since the conversation got its key.</summary>
    ChatRecipientKeysChanged,

    /// <summary>The account is not a member of the group, or no longer.</summary>
    ChatNotMember,

    /// <summary>Only an admin of the group may do this.</summary>
    ChatNotAdmin,

    /// <summary>X took a message for spam.</summary>
    ChatFlaggedAsSpam,

    /// <summary>The account's tier at X allows no further messages for now.</summary>
    ChatTierLimit,

    /// <summary>A message that only its author may change was written by somebody else.</summary>
    NotAuthor,

    /// <summary>A text that should be a single emoji is not.</summary>
    NotSingleEmoji,

    /// <summary>An event of a conversation was given without the conversation.</summary>
    ConversationMissing,

    /// <summary>The outcome of a message of X Chat is unknown. The same bytes can be sent again, but only a journal keeps them.</summary>
    ChatSendUncertain,

    /// <summary>Events of a type were requested that only X Chat has, without naming X Chat as the source.</summary>
    TypeOfChatOnly,

    /// <summary>There is no classic event with the id that was given.</summary>
    EventNotFound,

    /// <summary>X has no keys registered for the account at all, so a chat key cannot be checked.</summary>
    NoChatKeysRegistered,

    /// <summary>According to the journal, a row was begun by X Chat, but would now be sent as a classic message.</summary>
    JournalBegunByChat,

    /// <summary>According to the journal, a row was begun as a classic message, but would now be sent by X Chat.</summary>
    JournalBegunClassic,

    /// <summary>An event that is not a message was to be changed like one.</summary>
    NotAMessage,

    /// <summary>The message to reply to is in another conversation.</summary>
    ReplyToElsewhere,

    /// <summary>A change that only X Chat has was to be made to a classic event.</summary>
    ClassicEventUnchangeable,

    /// <summary>A classic conversation was to be marked as read.</summary>
    ClassicNotMarked,

    /// <summary>The id was made for an entry of an archive that has none of its own; X does not know it.</summary>
    ArchiveIdMade,

    /// <summary>A user was given by name, and an archive has the ids of users only.</summary>
    ArchiveNameUnknown,

    /// <summary>An attachment was given without its event, which says where the attachment is.</summary>
    MediaWithoutEvent,

    /// <summary>An attachment of an archive was given without the archive: serialization keeps only the path of a file.</summary>
    ArchiveMediaOutOfReach,

    /// <summary>A row of text was given in place of an event with its attachments.</summary>
    MediaAsText,

    /// <summary>The extension of a transcript's file does not say in which format to write it.</summary>
    TranscriptFormatUnknown,

    /// <summary>A file with the name of a transcript is already there.</summary>
    TranscriptExists,

    /// <summary>Events of several conversations were to be written to one file.</summary>
    TranscriptOfSeveralConversations,

    /// <summary>This machine has no time zone with the id that was given.</summary>
    TimeZoneUnknown,

    /// <summary>A file is not a transcript that can be imported, or is one of a later version.</summary>
    NotATranscript,

    /// <summary>Something that is not an event was to become a part of a transcript.</summary>
    NotATranscriptEvent,

    /// <summary>Attachments were to be embedded in a format that cannot contain them.</summary>
    MediaNotEmbeddable,

    /// <summary>A transcript was made by a later version.</summary>
    TranscriptTooNew,

    /// <summary>A folder was given instead of the file of a transcript.</summary>
    TranscriptIsFolder,

    /// <summary>A folder of attachments was given for a format that does not link to files.</summary>
    MediaPathWithoutEffect,

    /// <summary>A time zone was given for a format that has all times in UTC.</summary>
    TimeZoneWithoutEffect,

    /// <summary>The events of a conversation from an archive were to be read from X.</summary>
    ArchiveConversation,

    /// <summary>A stream needs an app-only token, and none was given.</summary>
    AppTokenMissing,

    /// <summary>X refused the app-only token, or to issue one.</summary>
    AppTokenRefused,

    /// <summary>X refused the stream, for example because the account has no credit; polling may still be possible.</summary>
    StreamRefused,

    /// <summary>A row names a source that does not exist.</summary>
    SourceUnknown,

    /// <summary>
    /// The connection has no chat key, which something needs that classic messages do not have: a change of a message, or an encrypted
    /// file.
    /// </summary>
    ChatKeyMissing,

    /// <summary>An event or a conversation could not be exported, for a reason that was not foreseen; the others can.</summary>
    TranscriptItemFailed,

    /// <summary>
    /// The page token belongs to another listing: of other sources, which are the error's target, of another conversation or account.
    /// </summary>
    PageTokenOfOtherListing,

    /// <summary>Connections are open, but none of them is the current one, and none was named.</summary>
    NoCurrentConnection,

    /// <summary>The text of a message was taken for its recipient, because it was the first value without a parameter's name.</summary>
    TextTakenForRecipient,

    /// <summary>An event or a conversation does not say which source it is from, and both are possible.</summary>
    SourceMissing,

    /// <summary>A command asks for confirmation, and nobody can answer.</summary>
    NobodyConfirms,

    /// <summary>X Chat: a new group may exist, without its first message.</summary>
    ChatGroupUncertain,

    /// <summary>The id of a group, which is the error's target, was given where a user is expected.</summary>
    GroupInsteadOfUser,
}
