using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>
/// The recipients and the text of a message, from the parameters and one pipeline object. The text of an event is never taken from the
/// object: it would be sent back to its writer.
/// </summary>
/// <param name="Recipients">
/// The users, of which some can be missing if several are given; empty for a message into a conversation, or where none is given.
/// </param>
/// <param name="Text">The text; null where none is given.</param>
internal sealed record MessageInput(IReadOnlyList<DmUserReference> Recipients, string? Text)
{
    /// <summary>Decides what a pipeline object stands for.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: that cannot be decided.</exception>
    public static MessageInput Read(Parameters given, PSObject? input)
    {
        var users = UsersOf(given);
        if (users is [{ Id: null } user]
            && !user.Value.StartsWith('@')
            && given is { IsRecipientGiven: true, IsTextGiven: true }
            && IsName(given.Text))
        {
            throw LooksSwapped();
        }

        var hasRecipient = users.Length > 0 || given.HasConversation;
        return input switch
        {
            null => new(users, given.Text),
            { BaseObject: var value } when TextArgumentAttribute.TextOf(value) is { } text => IsText(given, hasRecipient)
                ? new(users, IsName(text) && given.IsRecipientGiven ? throw LooksSwapped() : text)
                : new([UserArgumentAttribute.OfSimple(IdValue.Of(value))], given.IsTextGiven ? given.Text : null),
            _ when PipedObject.IsUser(input) => hasRecipient
                ? throw Ambiguous("The message has two recipients: a user from the pipeline, and the one that is given.")
                : new([UserArgumentAttribute.OfUser(input)], given.Text),
            _ when IsTextTakenForRecipient(given, input) => throw TextTaken(),
            _ when given.IsTextGiven || !PipedObject.IsDestination(input) => new(users, given.Text),
            _ => given is { HasMedia: false, Text: not null } ? throw TextNotSent() : new(users, null),
        };
    }

    // A string is the text if a recipient is given and no text; a recipient if there is something to send and no recipient.
    private static bool IsText(Parameters given, bool hasRecipient) => (hasRecipient, given.IsTextGiven) switch
    {
        (true, true) => throw Ambiguous("A string from the pipeline is the text or the recipient of a message, but both are given."),
        (false, true) => false,
        _ => hasRecipient || !given.HasMedia,
    };

    // Names are short: what is sent as a text by mistake would go to a stranger.
    private static bool IsName(string? text) => text?.Trim() is ['@', ..] && new DmUserReference(text).Username is not null;

    // The errors do not repeat what may be the text.
    private static DmException LooksSwapped()
        => new(DmErrorKind.InvalidRequest, "The text looks like a recipient, and the value of -To may be the text.")
        {
            RecommendedAction =
                "Name both parameters, such as -To '@XDevelopers' -Text 'Hello'. To send a name alone, add another word or a full stop to it.",
        };

    private static DmUserReference[] UsersOf(Parameters given)
    {
        DmUserReference[] users = [.. given.Recipients.Where(user => !user.IsMissing)];
        if (given.IsRecipientGiven)
            return users.Length > 0 ? [.. given.Recipients] : [new DmUserReference(string.Empty).Checked()];
        // An empty cell is no recipient.
        return users.Length < 2
            ? users
            : throw new DmException(DmErrorKind.InvalidRequest, $"A row has one recipient, but this one has {users.Length}.")
            {
                RecommendedAction = "Use a row for each recipient, or give the recipients with -To on the command line.",
            };
    }

    // An event says where to answer, so what is not certainly a user was meant as the text.
    private static bool IsTextTakenForRecipient(Parameters given, PSObject input)
        => given is { IsRecipientGiven: true, IsTextGiven: false, HasMedia: false, Recipients: [{ IsMissing: false, Id: null } user] }
        && !user.Value.StartsWith('@') && !user.Value.Contains("://", StringComparison.Ordinal) && PipedObject.IsDestination(input);

    private static DmException TextTaken()
        => new(DmErrorKind.InvalidRequest, "The message is empty: what may be its text was taken as its recipient (-To).")
        {
            Reason = DmErrorReason.TextTakenForRecipient,
        };

    private static DmException TextNotSent()
        => new(DmErrorKind.InvalidRequest, "The message is empty: an event says where to answer, and its own text is not sent.")
        {
            Reason = DmErrorReason.EventTextNotSent,
        };

    private static DmException Ambiguous(string message)
        => new(DmErrorKind.InvalidRequest, message) { Reason = DmErrorReason.TextAndRecipientGiven };

    /// <summary>What the parameters have.</summary>
    internal readonly record struct Parameters
    {
        /// <summary>The users.</summary>
        public required IReadOnlyList<DmUserReference> Recipients { get; init; }

        /// <summary>
        /// Whether the users were given on the command line, also by a script block, rather than in a column of the pipeline object.
        /// </summary>
        public required bool IsRecipientGiven { get; init; }

        /// <summary>The text; null where there is none.</summary>
        public required string? Text { get; init; }

        /// <summary>Whether the text was given on the command line, also by a script block, rather than by the pipeline object.</summary>
        public required bool IsTextGiven { get; init; }

        /// <summary>Whether a conversation is given.</summary>
        public required bool HasConversation { get; init; }

        /// <summary>Whether an attachment is given.</summary>
        public required bool HasMedia { get; init; }
    }
}
