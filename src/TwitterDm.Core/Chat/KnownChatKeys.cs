using System.Collections.Concurrent;
using TwitterDm.Accounts;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Chat;

/// <summary>
/// To whom the keys belong that were checked in this process, so that an error about exchanged keys can name the account. Fingerprints of public keys only.
/// </summary>
internal static class KnownChatKeys
{
    private static readonly ConcurrentDictionary<(string Api, string Fingerprint), string> Owners = new();

    /// <summary>Remembers the keys of an account.</summary>
    public static void Add(AccountContext account, ChatPrivateKeys keys) => Owners[KeyOf(account, keys)] = $"{account.User} ({account.User.Id})";

    /// <summary>The account that the keys belong to; null if it is not known.</summary>
    public static string? FindOwner(AccountContext account, ChatPrivateKeys keys) => Owners.GetValueOrDefault(KeyOf(account, keys));

    private static (string Api, string Fingerprint) KeyOf(AccountContext account, ChatPrivateKeys keys)
        => (account.ApiBaseUri.Authority, KeyFingerprint.Of(keys.IdentityPublicKey));
}
