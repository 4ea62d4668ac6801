using System.Text;
using TwitterDm.Chat;
using TwitterDm.Media;

namespace TwitterDm.Sending;

/// <summary>
/// Validates messages before any request: recipients, lengths and attachments. Empty fields, which are common in CSV files, count as
/// missing.
/// </summary>
internal static class MessageValidator
{
    /// <summary>
    /// The minimum number of other participants in a group, according to X's description of <c>POST /2/dm_conversations</c>.
    /// </summary>
    public const int MinOthers = 2;

    /// <summary>The maximum number of other participants in a group, according to the same description.</summary>
    public const int MaxOthers = 49;

    /// <summary>Validates a message, and inspects its attachment.</summary>
    /// <param name="message">The message.</param>
    /// <param name="chat">What is known about X Chat.</param>
    /// <param name="scopes">The scopes of the token; empty if they are unknown.</param>
    /// <returns>The valid message, or the message with its error: one invalid message does not affect the others of a batch.</returns>
    public static DmCheckedMessage Check(DmOutgoingMessage message, ChatAccount chat, IReadOnlyList<string> scopes)
    {
        var ownId = chat.Account.User.Id;
        try
        {
            var addressed = message with
            {
                To = string.IsNullOrEmpty(message.To?.Value) ? null : message.To.Checked(),
                ConversationId = NullIfEmpty(message.ConversationId),
                ReplyToId = NullIfEmpty(message.ReplyToId),
            };
            CheckRecipient(addressed, chat.Account.User);
            ChatRules.CheckSource(addressed, ownId);
            if (addressed.IsChat)
                ChatRules.CheckCanSend(chat, scopes);
            return CheckContent(addressed, $"{addressed}", ChatRules.CheckReply(addressed, chat.Account));
        }
        catch (DmException exception)
        {
            return new(message, exception);
        }
    }

    /// <summary>Validates a new group and its first message.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the error names the value and what is expected.</exception>
    public static DmCheckedConversation CheckGroup(
        IReadOnlyList<DmUserReference> participants,
        DmOutgoingMessage firstMessage,
        string? name = null)
    {
        if (firstMessage.IsChat)
            ChatRules.CheckSource(firstMessage with { ReplyToId = null }, string.Empty);
        else if (name is not null)
            throw DmException.BadInput("Only groups of X Chat are created with a name.", DmErrorReason.ChatOnly, name);
        foreach (var participant in participants)
            participant.Checked();
        CheckGroupSize(
            participants
                .Select(participant => participant.Id ?? "@" + participant.Username)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Count());
        return new(participants, CheckContent(firstMessage, "a new group"), ChatRules.CheckName(name));
    }

    /// <summary>Validates the number of other participants in a group.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: there are too few or too many.</exception>
    public static void CheckGroupSize(int others)
    {
        if (others is < MinOthers or > MaxOthers)
        {
            throw DmException.BadInput(
                $"A group has {MinOthers} to {MaxOthers} participants besides you, not {others}.",
                others < MinOthers ? "Add participants, or send a message to the one user instead." : "Remove some of the participants.");
        }
    }

    private static void CheckRecipient(DmOutgoingMessage message, DmUser own)
    {
        if (message.To is null && message.ConversationId is null)
            throw DmException.BadInput("The message has no recipient.", DmErrorReason.NoRecipient);
        if (message.ConversationId is not null)
            CheckConversation(message, own.Id);
        if (string.Equals(message.To?.Id, own.Id, StringComparison.Ordinal)
            || (message.To is { Id: null, Username: { } name } && string.Equals(name, own.Username, StringComparison.OrdinalIgnoreCase)))
        {
            throw RecipientErrors.OwnAccount(message.To);
        }
    }

    private static void CheckConversation(DmOutgoingMessage message, string ownId)
    {
        Ids.CheckConversationId(message.ConversationId!);
        if (message.To is not null && !IsConversationWith(message.To.Id, message.ConversationId!, ownId))
        {
            throw DmException.BadInput(
                $"The message has two recipients: the user {message.To} and the conversation '{message.ConversationId}'.",
                "Give only one of them.");
        }
    }

    private static bool IsConversationWith(string? userId, string conversationId, string ownId)
        => userId is not null && Ids.UsersOf(conversationId) is [var one, var other]
        && string.Equals(Ids.OneToOne(one, other), Ids.OneToOne(userId, ownId), StringComparison.Ordinal);

    private static DmCheckedMessage CheckContent(DmOutgoingMessage message, string recipient, string? replyToId = null)
    {
        message = message with
        {
            Text = CheckText(message.Text, recipient),
            MediaPath = NullIfEmpty(message.MediaPath),
            MediaId = NullIfEmpty(message.MediaId),
        };
        if (message is { MediaPath: not null, MediaId: not null })
        {
            throw DmException.BadInput(
                "A message can have one attachment, but this one has a file and a media id.",
                "Give only one of them.");
        }

        if (message is { Text: null, MediaPath: null, MediaId: null })
        {
            throw DmException.BadInput(
                $"The message to {recipient} is empty.",
                "Give a text that is not only white space, or an attachment.");
        }

        if (message.MediaId is not null)
            Ids.CheckMediaId(message.MediaId);
        var file = message.MediaPath switch
        {
            null => null,
            var path when message.IsChat => MediaFile.InspectAny(path),
            var path => MediaFile.Inspect(path),
        };
        return new(message with { ReplyToId = replyToId }, file, message);
    }

    /// <summary>Validates the text of a message.</summary>
    /// <param name="text">The text.</param>
    /// <param name="recipient">For whom it is, in errors.</param>
    /// <returns>The text; null if it has nothing but white space.</returns>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: it is too long or damaged; the error does not contain it.
    /// </exception>
    public static string? CheckText(string? text, string recipient)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        CheckCharacters(text, recipient);
        var length = text.EnumerateRunes().Count();
        return length <= DmOutgoingMessage.MaxText
            ? text
            : throw DmException.BadInput(
                FormattableString.Invariant(
                    $"The text for {recipient} has {length:N0} characters; X allows at most {DmOutgoingMessage.MaxText:N0}."),
                "Shorten the text, or split it into several messages.");
    }

    // U+FFFD is what a character becomes when text is read in the wrong encoding, and half of a pair when text is cut: X would show it.
    private static void CheckCharacters(string text, string recipient)
    {
        var position = 1;
        for (var index = 0; index < text.Length; position++)
        {
            var isWhole = Rune.TryGetRuneAt(text, index, out var rune);
            if (!isWhole || rune == Rune.ReplacementChar)
            {
                throw DmException.BadInput(
                    FormattableString.Invariant(
                        $"The text for {recipient} is damaged: its character {position:N0} is {(isWhole ? "U+FFFD, a replacement for a character that was lost" : "half of an emoji or another character of two parts")}."),
                    "Read the file in the encoding that it was written in, and do not cut the text inside a character.");
            }

            index += rune.Utf16SequenceLength;
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
