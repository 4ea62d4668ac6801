using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Http;

namespace TwitterDm.Chat.Writing;

/// <summary>Finds the public keys for which a new conversation key is encrypted.</summary>
/// <param name="chat">What the connection knows about X Chat.</param>
/// <param name="client">Sends the requests.</param>
internal sealed class ChatRecipients(ChatAccount chat, ApiClient client)
{
    // No version has this name, so that known keys are read again, once an hour at most: somebody may have replaced theirs.
    private const string AnyVersion = "";

    /// <summary>Finds the newest key of each user.</summary>
    /// <param name="userIds">The users, the account itself included.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="DmException">Some users have no keys (the error names them), or keys could not be read.</exception>
    public async Task<IReadOnlyList<ChatRecipient>> FindAsync(IReadOnlyList<string> userIds, CancellationToken cancellationToken)
    {
        var failures = await chat.PublicKeys.LoadAsync(client, userIds.ToLookup(id => id, _ => AnyVersion, StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        if (failures.Count > 0)
            throw new DmException(failures[0].Error, $"The public keys of {NameOf(failures[0].UserId)} could not be read: {failures[0].Error.Message}");
        var found = userIds.Select(id => (Id: id, Key: NewestOf(id))).ToArray();
        var without = found.Where(user => user.Key is null).Select(user => NameOf(user.Id)).ToArray();
        if (without.Length > 0)
            throw WithoutKeys(without);
        var recipients = found.Select(user => new ChatRecipient(user.Id, user.Key!.IdentityPublicKey, user.Key.Version));
        return [.. recipients.Concat(OwnOlder(found.Any(user => chat.Key!.IsVersion(user.Key!.Version))))];
    }

    private RegisteredKey? NewestOf(string userId) => chat.PublicKeys.Find(userId).Where(key => ConversationKeys.CanWrapFor(key.IdentityPublicKey)).MaxBy(key => key.Version, Ids.Order);

    // The account has replaced the key of this connection: without a copy for it, the connection could not read what it has begun.
    private IEnumerable<ChatRecipient> OwnOlder(bool isIncluded)
        => isIncluded ? [] : [new(chat.Account.User.Id, chat.Key!.PrivateKeys.IdentityPublicKey, chat.Key.Version)];

    private string NameOf(string userId) => chat.Account.Users.Find(userId) is { Username: not null } user ? $"{user} ({userId})" : $"user {userId}";

    private static DmException WithoutKeys(string[] users)
    {
        var (names, verb) = (string.Join(", ", users), users.Length == 1 ? "has" : "have");
        return new(DmErrorKind.Permission, $"Nothing can be encrypted for {names}, who {verb} not set up X Chat: X has no public keys of {(users.Length == 1 ? "this user" : "these users")}. Nothing was sent.")
        {
            Reason = DmErrorReason.ChatParticipantWithoutKeys,
        };
    }
}
