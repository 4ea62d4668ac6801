namespace TwitterDm;

/// <content>
/// Warnings about ids that are about to be used; they make no request. Reading warns by itself; what asks for confirmation calls these
/// first.
/// </content>
public sealed partial class DmClient
{
    /// <summary>
    /// Warns if a user's id looks as if a spreadsheet had rounded it and X has not shown it over this connection; once for each id.
    /// </summary>
    /// <param name="users">The users.</param>
    public void WarnIfRounded(params DmUserReference[] users)
    {
        ArgumentNullException.ThrowIfNull(users);
        foreach (var user in users)
            WarnAboutUser(user.Id);
    }

    /// <summary>
    /// Warns if the id of an event looks as if a spreadsheet had rounded it and X has not shown it over this connection; once for each id.
    /// </summary>
    /// <param name="item">The event.</param>
    public void WarnIfRounded(DmEventReference item)
    {
        ArgumentNullException.ThrowIfNull(item);
        WarnAboutEvent(item.Id);
    }

    /// <summary>
    /// Warns if the recipient of a message looks as if a spreadsheet had rounded its id and X has not shown it; once for each id.
    /// </summary>
    /// <param name="message">The message.</param>
    public void WarnIfRounded(DmOutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        WarnAboutUser(message.To?.Id);
        WarnIfConversationRounded(message.ConversationId);
    }

    private void WarnIfConversationRounded(string? conversationId)
    {
        var users = Ids.UsersOf(conversationId);
        if (users.Count == 0)
            _connection.Account.RoundedIds.Check(conversationId, _options.Notices);
        foreach (var user in users)
            WarnAboutUser(user);
    }

    private void WarnAboutEvent(string id)
    {
        if (!_connection.Account.SentEvents.Has(id))
            _connection.Account.RoundedIds.Check(id, _options.Notices);
    }

    private void WarnAboutUser(string? id)
    {
        if (id is not null && _connection.Account.Users.Find(id) is null)
            _connection.Account.RoundedIds.Check(id, _options.Notices);
    }
}
