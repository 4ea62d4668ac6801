using System.Collections;

namespace TwitterDm.Binding;

/// <summary>Completes the names of users that the connection has seen, other than its own; makes no request.</summary>
internal sealed class UserCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
        => ConnectionOf(bound) is not { } connection ? [] : Matching(word, connection.GetKnownUsers()
            .Where(user => !string.Equals(user.Id, connection.User.Id, StringComparison.Ordinal))
            .Select(user => (Value: Offer(user), Tip: $"{user.Name ?? user.Username} ({user.Id})"))
            .Where(offer => offer.Value is not null)
            .Select(offer => (offer.Value!, offer.Tip)));

    // A name that X's own rules do not allow would not be found; the id is.
    private static string? Offer(DmUser user) => new DmUserReference("@" + user.Username) is { Username: { } name }
        ? "@" + name
        : new DmUserReference(user.Id).Id;
}
