using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>
/// Identifies a user by an id, an <c>@name</c>, a name, the address of a profile, or a <see cref="DmUser"/>. Any value is accepted at
/// first; an invalid one is reported when it is used, so that one bad item among many does not stop the others.
/// </summary>
public sealed class DmUserReference
{
    /// <summary>
    /// A reference from an id such as <c>2244994945</c>, a name such as <c>@XDevelopers</c>, or the address of a profile.
    /// </summary>
    /// <param name="value">The id, the name or the address; white space around it is ignored.</param>
    public DmUserReference(string value)
    {
        Value = (value ?? string.Empty).Trim();
        if (Ids.IsUserId(Value))
            Id = Value;
        else if (Value.Length == 0)
            Reason = DmErrorReason.UserMissing;
        else if (Ids.LooksLikeConversation(Value))
            Reason = DmErrorReason.ConversationInsteadOfUser;
        else
            Username = NameIn(Value);
    }

    /// <summary>A reference from an id that was typed as a number.</summary>
    /// <param name="id">The id.</param>
    public DmUserReference(long id)
        : this(id.ToString(CultureInfo.InvariantCulture))
    {
    }

    /// <summary>A reference to a user that is already known: no look-up is needed.</summary>
    /// <param name="user">The user.</param>
    public DmUserReference(DmUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        Value = user.ToString();
        Id = Ids.IsUserId(user.Id) ? user.Id : null;
        // Without an id, the name has to be looked up, and so has to be valid.
        Username = Id is not null || Ids.IsUsername(user.Username) ? user.Username : null;
    }

    /// <summary>A reference to the sender of an event. An event that the account sent itself refers to no one.</summary>
    /// <param name="item">The event.</param>
    public DmUserReference(DmEvent item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Value = item.Sender?.ToString() ?? item.SenderId ?? string.Empty;
        IsSender = true;
        if (item.IsOutgoing || !Ids.IsUserId(item.SenderId))
        {
            Reason = DmErrorReason.UserMissing;
            return;
        }

        Id = item.SenderId;
        Username = item.SenderUsername;
    }

    private DmUserReference(string value, DmErrorReason reason)
    {
        Value = value;
        Reason = reason;
    }

    /// <summary>The value as it was given.</summary>
    public string Value { get; }

    /// <summary>The user's id, where an id or a user was given.</summary>
    public string? Id { get; }

    /// <summary>The name without the <c>@</c>, where a name or a user was given.</summary>
    public string? Username { get; }

    /// <summary>
    /// Why the value does not identify a user, where a front end has its own advice for it; it is also kept when the reference is
    /// serialized.
    /// </summary>
    public DmErrorReason Reason { get; }

    /// <summary>Whether the reference came from an event, as its sender.</summary>
    public bool IsSender { get; }

    /// <summary>Whether nothing was given: the value was null or empty.</summary>
    public bool IsMissing => Id is null && Username is null && Reason == DmErrorReason.UserMissing;

    /// <summary>A reference from a value that must not be read as a user, although its text could be.</summary>
    /// <param name="value">The value, for the error.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <returns>A reference that is reported as an error when it is used.</returns>
    public static DmUserReference Invalid(string value, DmErrorReason reason) => new(value ?? string.Empty, reason);

    /// <summary>Throws if the value is neither an id nor a name.</summary>
    /// <returns>This reference.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: names the value and says what is expected.</exception>
    public DmUserReference Checked() => Id is not null || Username is not null ? this : throw Error();

    /// <summary>
    /// The <c>@name</c> where one was given, otherwise the value as it was given; in parentheses if it was refused although its text looks
    /// like a user, so that it does not become one in a file.
    /// </summary>
    public override string ToString() => this switch
    {
        { Username: { } name } when Ids.IsUsername(name) => "@" + name,
        { Reason: DmErrorReason.SingleCharacter or DmErrorReason.InexactNumber } => $"({VisibleText.Of(Value)})",
        _ => VisibleText.Of(Value),
    };

    private DmException Error()
    {
        var shown = VisibleText.Of(Value, 60);
        return Reason switch
        {
            DmErrorReason.UserMissing => DmException.BadInput("No user is given: the value is null or empty.", Reason, Value),
            DmErrorReason.SingleCharacter => DmException.BadInput($"'{shown}' is a single character, not a user.", Reason, Value),
            DmErrorReason.InexactNumber => DmException.BadInput(
                $"The number {shown} is not a user id: it has a fraction, or is too large to be exact.", Reason, Value),
            DmErrorReason.ConversationInsteadOfUser => DmException.BadInput($"'{shown}' is a conversation, not a user.", Reason, Value),
            _ => DmException.BadInput(
                $"'{shown}' is not a valid user id or @name.",
                "Give a user's id (1 to 19 digits), a name (1 to 15 letters, digits or underscores) such as '@XDevelopers', or the address of a profile.",
                Value),
        };
    }

    // Digits without an @ are an id, never a name.
    private static string? NameIn(string value)
    {
        var name = value.StartsWith('@') ? value[1..] : ProfileAddress.NameIn(value) ?? value;
        return Ids.IsUsername(name) ? name : null;
    }
}
