using System.Globalization;
using TwitterDm.Accounts;
using TwitterDm.Chat;
using TwitterDm.Text;

namespace TwitterDm.Sending;

/// <summary>What has to be right before anything is written to X Chat: it is checked before any request.</summary>
internal static class ChatRules
{
    private const int MaxName = 100;

    /// <summary>Validates where a message is sent.</summary>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: its destination or one of its properties does not exist there.
    /// </exception>
    public static void CheckSource(DmOutgoingMessage message, string ownId)
    {
        if (message.Source == DmSource.Archive)
            throw DmException.BadInput("A message cannot be sent to an archive.", "Give Classic or Chat as the source.", message.Source);
        if (!message.IsChat)
        {
            if (Ids.IsChatGroup(message.ConversationId))
            {
                throw DmException.BadInput(
                    $"'{message.ConversationId}' is a group of X Chat, to which classic messages cannot be sent.",
                    DmErrorReason.SourceConflict,
                    message.ConversationId);
            }

            if (message.ReplyToId is not null)
            {
                throw DmException.BadInput(
                    "A classic message cannot be a reply to another one; only messages of X Chat can.",
                    DmErrorReason.ChatOnly,
                    message.ReplyToId);
            }

            return;
        }

        if (message.MediaId is not null)
        {
            throw DmException.BadInput(
                "A message of X Chat cannot attach a classic upload, which is not encrypted.",
                "Give the file instead of the media id.",
                message.MediaId);
        }

        if (message.ReplyToId is not null)
            Ids.CheckEventId(message.ReplyToId, "event id to reply to");
        var isOwn =
            message.ConversationId is not null
            && string.Equals(CheckConversation(message.ConversationId, ownId), Ids.OneToOne(ownId, ownId), StringComparison.Ordinal);
        if (isOwn || string.Equals(message.To?.Id, ownId, StringComparison.Ordinal))
            throw RecipientErrors.OwnAccount((object?)message.To ?? message.ConversationId);
    }

    /// <summary>Validates the message to reply to, as far as it is known: an edit or a reaction stands for its message.</summary>
    /// <returns>The id of the message; null for none.</returns>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: it is classic, not a message, or in another conversation.
    /// </exception>
    public static string? CheckReply(DmOutgoingMessage message, AccountContext account)
    {
        if (message.ReplyToId is not { } id || account.SeenEvents.Find(id) is not var (conversation, known))
            return message.ReplyToId;
        if (!string.Equals(known.Source, nameof(DmSource.Chat), StringComparison.Ordinal))
        {
            throw DmException.BadInput(
                $"Event {id} is a classic one, to which no message can reply.",
                DmErrorReason.ClassicEventUnchangeable,
                id);
        }

        var userId = account.FindUserId(message.To);
        var destination =
            message.ConversationId is { } given ? CheckConversation(given, account.User.Id)
            : userId is null ? null
            : Ids.OneToOne(userId, account.User.Id);
        if (destination is not null && !string.Equals(destination, conversation, StringComparison.Ordinal))
        {
            throw DmException.BadInput(
                $"Event {id} is in the conversation {VisibleText.Of(conversation, 60)}, so a message to {message} cannot reply to it.",
                DmErrorReason.ReplyToElsewhere,
                id);
        }

        if (known.StandsFor is { } target)
            return target;
        var isMessage = !known.IsMalformed && known.EventType is nameof(DmEventType.MessageCreate) or nameof(DmEventType.Unknown);
        return isMessage
            ? id
            : throw DmException.BadInput(
                $"Event {id} is not a message ({known.EventType}), so it cannot be replied to.",
                DmErrorReason.NotAMessage,
                id);
    }

    /// <summary>Validates the id of a conversation of X Chat.</summary>
    /// <returns>The id in its usual form.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it is not one, or not one of this account.</exception>
    public static string CheckConversation(string? conversationId, string ownId)
    {
        var id = Ids.CheckConversationId(conversationId);
        if (Ids.IsChatGroup(id))
            return id;
        if (Ids.UsersOf(id) is not [var one, var other])
            throw DmException.BadInput($"'{id}' is a classic group, which does not exist in X Chat.", DmErrorReason.SourceConflict, id);
        if (!string.Equals(one, ownId, StringComparison.Ordinal) && !string.Equals(other, ownId, StringComparison.Ordinal))
        {
            throw DmException.BadInput(
                $"'{id}' is not a conversation of this account, whose id is {ownId}.",
                "Check the id, or connect as the account that it belongs to.",
                id);
        }

        return Ids.OneToOne(one, other);
    }

    /// <summary>Makes sure that the connection can write to X Chat.</summary>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.ChatKey"/>: there is no key that can sign; <see cref="DmErrorKind.Permission"/>: the token can only read.
    /// </exception>
    public static void CheckCanSend(
        ChatAccount chat,
        IReadOnlyList<string> scopes,
        DmErrorReason withoutKey = DmErrorReason.ChatKeyRequired)
    {
        CheckCanWrite(scopes);
        if (chat.Key is not { } key)
        {
            throw new DmException(
                DmErrorKind.ChatKey,
                $"The connection of {chat.Account.User} has no chat key, so nothing can be encrypted and sent by X Chat.")
            {
                Reason = withoutKey,
            };
        }

        if (!key.CanSign)
        {
            throw new DmException(
                DmErrorKind.ChatKey,
                $"The chat key of {chat.Account.User} has 32 bytes: it can read, but not sign what is sent.")
            {
                Reason = DmErrorReason.ChatKeyCannotSign,
            };
        }
    }

    /// <summary>Makes sure that the token can write, as far as its scopes are known.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.Permission"/>: it can only read.</exception>
    public static void CheckCanWrite(IReadOnlyList<string> scopes)
    {
        if (scopes.Count > 0 && !scopes.Contains("dm.write", StringComparer.Ordinal))
        {
            throw new DmException(
                DmErrorKind.Permission,
                $"The token can only read: it lacks the scope dm.write (it has {string.Join(", ", scopes)}).")
            {
                Reason = DmErrorReason.MissingScope,
                RecommendedAction = Advice.For(DmErrorKind.Permission, problem: null, isWrite: true, DmErrorReason.MissingScope),
            };
        }
    }

    /// <summary>Validates the name of a group.</summary>
    public static string? CheckName(string? name)
    {
        var text = MessageValidator.CheckText(name, "the name of the group")?.Trim();
        var length = text?.EnumerateRunes().Count() ?? 0;
        return length <= MaxName
            ? text
            : throw DmException.BadInput(
                FormattableString.Invariant($"The name of the group has {length} characters; at most {MaxName} are allowed."),
                "Shorten the name.");
    }

    /// <summary>Validates a reaction.</summary>
    /// <returns>The emoji.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it is not a single emoji.</exception>
    public static string CheckReaction(string? reaction)
    {
        var text = reaction?.Trim() ?? string.Empty;
        if (Emoji.IsSingle(text))
            return text;
        var count = new StringInfo(text).LengthInTextElements;
        if (count == 0)
            throw DmException.BadInput("The reaction is empty. A reaction is a single emoji.", DmErrorReason.NotSingleEmoji, reaction);
        var what = count switch
        {
            1 => "a character that is not an emoji",
            _ => FormattableString.Invariant($"{count} characters"),
        };
        throw DmException.BadInput(
            $"A reaction is a single emoji, not {what}: '{VisibleText.Of(text, 30)}'.",
            DmErrorReason.NotSingleEmoji,
            reaction);
    }
}
