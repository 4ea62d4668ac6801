using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>
/// Identifies a user by an id, an <c>@name</c> or a <see cref="DmUser"/>. Any value is accepted at first; an invalid one is
/// reported when it is used, so that one bad item among many does not stop the others.
/// </summary>
public sealed class DmUserReference
{
    /// <summary>A reference from an id such as <c>2244994945</c> or a name such as <c>@XDevelopers</c>.</summary>
    /// <param name="value">The id or the name; white space around it is ignored.</param>
    public DmUserReference(string value)
    {
        Value = (value ?? string.Empty).Trim();
        if (Ids.IsUserId(Value))
            Id = Value;
        else if (Value.StartsWith('@') && Ids.IsUsername(Value.AsSpan(1)))
            Username = Value[1..];
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
        Username = user.Username;
    }

    /// <summary>The value as it was given.</summary>
    public string Value { get; }

    /// <summary>The user's id, where an id or a user was given.</summary>
    public string? Id { get; }

    /// <summary>The name without the <c>@</c>, where a name or a user was given.</summary>
    public string? Username { get; }

    /// <summary>Throws if the value is neither an id nor a name.</summary>
    /// <returns>This reference.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: names the value and says what is expected.</exception>
    public DmUserReference Checked() => Id is not null || Username is not null
        ? this
        : throw DmException.BadInput(
            $"'{VisibleText.Of(Value, 60)}' is not a valid user id or @name.",
            "Give a user's id (1 to 19 digits) or a name with its @ (1 to 15 letters, digits or underscores), such as '@XDevelopers'.",
            Value);

    /// <summary>The value as it was given.</summary>
    public override string ToString() => VisibleText.Of(Value);
}
