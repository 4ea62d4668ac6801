using System.Collections.Concurrent;
using TwitterDm.Accounts;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Chat;

/// <summary>
/// To whom the keys belong that were checked in this process, so that an error about exchanged keys can name the account. Fingerprints of public keys only.
/// </summary>
internal static class KnownChatKeys
{
    private static readonly ConcurrentDictionary<(string Api, string Fingerprint), DmUser> Owners = new();

    /// <summary>Remembers the keys of an account.</summary>
    public static void Add(AccountContext account, ChatPrivateKeys keys) => Owners[KeyOf(account, keys)] = account.User;

    /// <summary>The other account that the keys belong to; null if it is not known, or if it is the same account, which has replaced or removed them since.</summary>
    public static string? FindOtherOwner(AccountContext account, ChatPrivateKeys keys)
        => Owners.TryGetValue(KeyOf(account, keys), out var owner) && !string.Equals(owner.Id, account.User.Id, StringComparison.Ordinal) ? $"{owner} ({owner.Id})" : null;

    private static (string Api, string Fingerprint) KeyOf(AccountContext account, ChatPrivateKeys keys)
        => (account.ApiBaseUri.Authority, KeyFingerprint.Of(keys.IdentityPublicKey));
}
