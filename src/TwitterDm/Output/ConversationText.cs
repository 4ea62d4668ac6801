using TwitterDm.Session;
using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>Who is in a conversation, for people: an id says nothing to them.</summary>
internal static class ConversationText
{
    private const int MaxName = 60;

    /// <summary>The other user, or the name of a group with its id, since groups can have the same name; otherwise the id.</summary>
    /// <param name="message">The message.</param>
    /// <param name="connection">The connection, which knows users and names that it has read.</param>
    public static string Destination(DmOutgoingMessage message, DmConnection connection)
        => message is { To: null, ConversationId: { } id } ? Of(id, connection) : message.ToString();

    /// <summary>The same for the id of a conversation.</summary>
    public static string Of(string conversationId, DmConnection connection)
    {
        var id = VisibleText.Of(conversationId.Trim(), MaxName);
        return connection.FindOtherUser(conversationId) is { Username: not null } user ? user.ToString()
            : GroupName(connection, conversationId) is { } name ? $"{name} ({id})"
            : id;
    }

    /// <summary>The name of the other user or of the group, if one of the open connections knows it.</summary>
    /// <param name="conversationId">The conversation's id.</param>
    public static string? NameOf(string conversationId)
    {
        var open = RunspaceConnections.Current.Open;
        // Two of them can be the two users of a conversation; which one is meant cannot be said then.
        string[] users =
        [
            .. open.Select(connection => connection.FindOtherUser(conversationId))
                .Where(user => user?.Username is not null)
                .Select(user => user!.ToString())
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(2),
        ];
        return users is [var user]
            ? user
            : open.Select(connection => GroupName(connection, conversationId)).FirstOrDefault(name => name is not null);
    }

    /// <summary>A group's name, safe to print; null without one. A name that begins with @ must not look like a user.</summary>
    /// <param name="name">The name, safe to print.</param>
    public static string? GroupName(string name) => name switch
    {
        "" => null,
        ['@', ..] => $"\"{name}\"",
        _ => name,
    };

    private static string? GroupName(DmConnection connection, string conversationId)
        => connection.FindConversationName(conversationId.Trim()) is { } name ? GroupName(VisibleText.Of(name, MaxName)) : null;
}
