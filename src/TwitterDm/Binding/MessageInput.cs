using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>
/// The recipients and the text of a message, from the parameters and one pipeline object. The text of an event is never taken from the
/// object: it would be sent back to its writer.
/// </summary>
/// <param name="Recipients">The users; empty for a message into a conversation, or where none is given.</param>
/// <param name="Text">The text; null where none is given.</param>
internal sealed record MessageInput(IReadOnlyList<DmUserReference> Recipients, string? Text)
{
    private static readonly string[] TextColumns = ["Text", "Message"];

    /// <summary>Decides what a pipeline object stands for.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: that cannot be decided.</exception>
    public static MessageInput Read(Parameters given, PSObject? input)
    {
        var users = UsersOf(given, input);
        var hasRecipient = users.Length > 0 || given.HasConversation;
        return input switch
        {
            null => new(users, given.Text),
            { BaseObject: var value } when TextArgumentAttribute.TextOf(value) is { } text => IsText(given, hasRecipient)
                ? new(users, text)
                : new([UserArgumentAttribute.OfSimple(IdValue.Of(value))], given.Text),
            _ when PipedObject.IsUser(input) => hasRecipient
                ? throw Ambiguous("The message has two recipients: a user from the pipeline, and the one that is given.")
                : new([UserArgumentAttribute.OfUser(input)], given.Text),
            _ when given.Text is not null => new(users, given.Text),
            _ when PipedObject.IsDestination(input) => !given.HasMedia && TextIn(input) is not null ? throw TextNotSent() : new(users, null),
            _ => new(users, TextOf(input)),
        };
    }

    // A string is the text if a recipient is given and no text; a recipient if there is something to send and no recipient.
    private static bool IsText(Parameters given, bool hasRecipient) => (hasRecipient, given.Text) switch
    {
        (true, not null) => throw Ambiguous("A string from the pipeline is the text or the recipient of a message, but both are given."),
        (false, not null) => false,
        _ => hasRecipient || !given.HasMedia,
    };

    private static DmUserReference[] UsersOf(Parameters given, PSObject? input)
    {
        DmUserReference[] users = [.. given.Recipients.Where(user => !user.IsMissing)];
        if (given.IsRecipientGiven || input is null)
            return users;
        // An empty cell is no recipient; a script block that yields nothing is an error.
        if (users.Length == 0 && given.Recipients.Count > 0 && !PipedObject.Has(input, "To"))
            given.Recipients[0].Checked();
        return users.Length < 2 ? users : throw new DmException(DmErrorKind.InvalidRequest, $"A row has one recipient, but this one has {users.Length}.")
        {
            RecommendedAction = "Use a row for each recipient, or give the recipients with -To on the command line.",
        };
    }

    private static object? TextIn(PSObject row) => TextColumns.Select(column => PipedObject.Get(row, column)).FirstOrDefault(value => value is not null);

    private static string? TextOf(PSObject row) => TextIn(row) is not { } value
        ? null
        : TextArgumentAttribute.TextOf(value) ?? throw new DmException(DmErrorKind.InvalidRequest, $"The text of the row is a {value.GetType().Name}, not a text.")
        {
            RecommendedAction = "Give each row one text, or compose it with a script block: -Text { $_.Lines -join [Environment]::NewLine }.",
        };

    private static DmException TextNotSent() => new(DmErrorKind.InvalidRequest, "The message is empty: an event says where to answer, and its own text is not sent.")
    {
        Reason = DmErrorReason.EventTextNotSent,
    };

    private static DmException Ambiguous(string message) => new(DmErrorKind.InvalidRequest, message) { Reason = DmErrorReason.TextAndRecipientGiven };

    /// <summary>What the parameters have, apart from a text that PowerShell took from the pipeline object.</summary>
    internal readonly record struct Parameters
    {
        /// <summary>The users.</summary>
        public required IReadOnlyList<DmUserReference> Recipients { get; init; }

        /// <summary>Whether the users come from the command line, rather than from the pipeline object.</summary>
        public required bool IsRecipientGiven { get; init; }

        /// <summary>The text; null where none is given.</summary>
        public required string? Text { get; init; }

        /// <summary>Whether a conversation is given.</summary>
        public required bool HasConversation { get; init; }

        /// <summary>Whether an attachment is given.</summary>
        public required bool HasMedia { get; init; }
    }
}
