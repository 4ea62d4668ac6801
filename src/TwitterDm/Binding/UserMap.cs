using System.Collections;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>
/// Names of users by their ids, as a hashtable: <c>@{ '2244994945' = 'XDevelopers' }</c>. A value can also be a user, live or deserialized.
/// </summary>
internal static class UserMap
{
    /// <summary>The users of a map.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: an entry has no valid id or name.</exception>
    public static IReadOnlyList<DmUser> Of(IDictionary? map)
    {
        var users = new List<DmUser>();
        foreach (DictionaryEntry entry in map ?? new Hashtable())
        {
            var id = IdValue.Of(PipedObject.Unwrap(entry.Key));
            if (!id.IsScalar || id.Reason != DmErrorReason.None || new DmUserReference(id.Text).Id is not { } userId)
                throw Invalid($"the key '{VisibleText.Of(id.Text, 60)}' is not the id of a user", entry.Key);
            users.Add(UserOf(userId, entry.Value));
        }

        return users;
    }

    private static DmUser UserOf(string id, object? value)
    {
        if (PipedObject.Unwrap(value) is DmUser user && string.Equals(user.Id, id, StringComparison.Ordinal))
            return user;
        var name = value switch
        {
            null => string.Empty,
            _ when PipedObject.Unwrap(value) is string text => text.Trim(),
            _ when PipedObject.IsUser(value) => PipedObject.Get(value, nameof(DmUser.Username))?.ToString() ?? string.Empty,
            _ => $"({VisibleText.Of(value.ToString(), 60)})",
        };
        name = name.StartsWith('@') ? name[1..] : name;
        return new DmUserReference('@' + name).Username is not null
            ? new DmUser { Id = id, Username = name }
            : throw Invalid(
                name.Length == 0
                    ? $"the name of user {id} is null or empty"
                    : $"'{VisibleText.Of(name, 60)}', the name of user {id}, is not a valid @name",
                value);
    }

    private static DmException Invalid(string what, object? value)
        => new(DmErrorKind.InvalidRequest, $"-UserMap is not valid: {what}.")
        {
            RecommendedAction =
                "Give a hashtable with ids as keys and names as values, such as @{ '2244994945' = 'XDevelopers' }. A name has 1 to 15 letters, digits or underscores.",
            Target = value,
        };
}
