using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>The fields of an object to write: the default ones and the requested ones.</summary>
internal sealed class FieldSet
{
    // Null for all.
    private readonly HashSet<string>? _names;

    private FieldSet(HashSet<string>? names) => _names = names;

    public bool Has(string name) => _names?.Contains(name) ?? true;

    /// <summary>
    /// The requested fields, or all if none are requested: the default of X Chat, whose clients read everything without naming a field, and
    /// of public keys (<see href="https://docs.x.com/x-api/users/get-user-public-keys">Get user public keys</see>).
    /// </summary>
    public static FieldSet OfOrAll(IReadOnlyList<string> requested) =>
        new(requested.Count > 0 ? new HashSet<string>(requested, StringComparer.Ordinal) : null);

    public static FieldSet Of(IEnumerable<string> requested, params string[] always) =>
        new(new HashSet<string>(requested.Concat(always), StringComparer.Ordinal));
}

/// <summary>The fields of users to write. Some depend on the account that reads them.</summary>
/// <param name="fields">The fields.</param>
/// <param name="blocks">The users who blocked each other.</param>
/// <param name="reader">The account that sends the request, or null for an app.</param>
internal sealed class UserFields(FieldSet fields, Blocks blocks, Person? reader)
{
    /// <summary>Whether there is an account that "you" in the names of fields means.</summary>
    public bool HasReader => reader is not null;

    public bool Has(string name) => fields.Has(name);

    public bool ReceivesYourMessages(Person person) => reader is not null && blocks.Allows(reader, person);
}
