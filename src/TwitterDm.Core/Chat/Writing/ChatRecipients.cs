using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Text;

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
        var failures = await chat
            .PublicKeys.LoadAsync(client, userIds.ToLookup(id => id, _ => AnyVersion, StringComparer.Ordinal), cancellationToken)
            .ConfigureAwait(false);
        if (failures.Count > 0)
        {
            throw new DmException(
                failures[0].Error,
                $"The public keys of {NameOf(failures[0].UserId)} could not be read: {failures[0].Error.Message}");
        }

        var found = userIds.Select(id => (Id: id, Key: NewestOf(id))).ToArray();
        var without = found.Where(user => user.Key is null).Select(user => user.Id).ToArray();
        if (without.Length > 0)
            throw WithoutKeys(without);
        foreach (var (id, key) in found)
            WarnIfOlder(id, key!);
        var recipients = found.Select(user => new ChatRecipient(user.Id, user.Key!.IdentityPublicKey, user.Key.Version));
        return [.. recipients.Concat(OwnOlder(found.Any(user => chat.Key!.IsVersion(user.Key!.Version))))];
    }

    // Only the signature of the one key by the other shows that both belong together. A key without it can be anybody's.
    private RegisteredKey? NewestOf(string userId)
        => chat
            .PublicKeys.Find(userId)
            .Where(key => key.IsBound && ConversationKeys.CanWrapFor(key.IdentityPublicKey))
            .MaxBy(key => key.Version, Ids.Order);

    private void WarnIfOlder(string userId, RegisteredKey key)
    {
        if (chat.PublicKeys.Find(userId).MaxBy(each => each.Version, Ids.Order) is { } newest
            && Ids.Compare(newest.Version, key.Version) > 0)
        {
            client.Operation.Notices.Warn(
                $"The newest public keys that X has of {NameOf(userId)}, version {VisibleText.Of(newest.Version, 30)}, do not belong together, so they are not used: "
                + $"version {VisibleText.Of(key.Version, 30)} is used instead, and the message may be unreadable for this user.");
        }
    }

    // The account has replaced the key of this connection: without a copy for it, the connection could not read what it has begun.
    private IEnumerable<ChatRecipient> OwnOlder(bool isIncluded)
        => isIncluded ? [] : [new(chat.Account.User.Id, chat.Key!.PrivateKeys.IdentityPublicKey, chat.Key.Version)];

    private string NameOf(string userId)
        => chat.Account.Users.Find(userId) is { Username: not null } user ? $"{user} ({userId})" : $"user {userId}";

    private DmException WithoutKeys(string[] userIds)
    {
        var unusable = Array.FindAll(userIds, id => chat.PublicKeys.Find(id).Count > 0);
        return unusable.Length > 0
            ? Failure(unusable, "whose public keys at X do not belong together: no identity key is signed with the signing key beside it")
            : Failure(
                userIds,
                $"who {(userIds.Length == 1 ? "has" : "have")} not set up X Chat: X has no public keys of {(userIds.Length == 1 ? "this user" : "these users")}");
    }

    private DmException Failure(string[] userIds, string why)
        => new(DmErrorKind.Permission, $"Nothing can be encrypted for {string.Join(", ", userIds.Select(NameOf))}, {why}. Nothing was sent.")
        {
            Reason = DmErrorReason.ChatParticipantWithoutKeys,
        };
}
