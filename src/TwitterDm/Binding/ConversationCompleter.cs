using System.Collections;

namespace TwitterDm.Binding;

/// <summary>Completes the ids of conversations that this session has seen; makes no request.</summary>
internal sealed class ConversationCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
    {
        if (ConnectionOf(bound) is not { } connection)
            return [];
        var users = connection.GetKnownUsers();
        return connection.GetKnownConversationIds()
            .Where(id => id.StartsWith(word, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(id => (id, Tip(id, connection.User, users)));
    }

    // The id of a one-to-one conversation contains the ids of its two users.
    private static string Tip(string id, DmUser me, IReadOnlyList<DmUser> users)
    {
        if (!id.Contains('-', StringComparison.Ordinal))
            return "a group";
        var others = id.Split('-').Except([me.Id], StringComparer.Ordinal);
        return string.Join(", ", others.Select(other => users.FirstOrDefault(user => string.Equals(user.Id, other, StringComparison.Ordinal))?.ToString() ?? other));
    }
}
