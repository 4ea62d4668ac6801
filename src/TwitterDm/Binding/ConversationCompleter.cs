using System.Collections;
using TwitterDm.Text;

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
            .Select(id => (id, Tip(id, connection, users)));
    }

    // The id of a one-to-one conversation contains the ids of its two users; the members of a group are those that its events showed.
    private static string Tip(string id, DmConnection connection, IReadOnlyList<DmUser> users)
    {
        if (id.Contains('-', StringComparison.Ordinal))
        {
            var others = id.Split('-').Except([connection.User.Id], StringComparer.Ordinal);
            return string.Join(
                ", ",
                others.Select(other =>
                    users.FirstOrDefault(user => string.Equals(user.Id, other, StringComparison.Ordinal))?.ToString() ?? other));
        }

        if (connection.FindConversationName(id) is { } name)
            return $"a group: {VisibleText.Of(name, 60)}";
        var seen = connection.GetSeenEvents().Where(item => string.Equals(item.ConversationId, id, StringComparison.Ordinal)).ToArray();
        var members = seen.SelectMany(item => item.Participants.Append(item.Sender))
            .OfType<DmUser>()
            .DistinctBy(user => user.Id, StringComparer.Ordinal)
            .Where(user => !string.Equals(user.Id, connection.User.Id, StringComparison.Ordinal));
        return string.Join(", ", members.Select(user => user.ToString())) is { Length: > 0 } names ? $"a group: {names}" : "a group";
    }
}
