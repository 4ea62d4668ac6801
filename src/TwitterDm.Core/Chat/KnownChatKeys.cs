using System.Collections.Concurrent;
using TwitterDm.Accounts;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Chat;

/// <summary>
/// To whom the keys belong that were checked in this process, so that an error about exchanged keys can name the account. Fingerprints of
/// public keys only.
/// </summary>
internal static class KnownChatKeys
{
    private static readonly ConcurrentDictionary<(string Api, string Identity), Owner> Owners = new();

    /// <summary>Remembers the keys of an account.</summary>
    public static void Add(AccountContext account, ChatPrivateKeys keys)
        => Owners[KeyOf(account, keys)] = new(account.User.Id, $"{account.User} ({account.User.Id})", SigningOf(keys));

    /// <summary>The other account that the keys belong to, both halves of them; null if it is not known.</summary>
    public static string? FindOtherOwner(AccountContext account, ChatPrivateKeys keys)
        => Owners.GetValueOrDefault(KeyOf(account, keys)) is { } owner
        && !string.Equals(owner.UserId, account.User.Id, StringComparison.Ordinal)
        && (SigningOf(keys) is not { } signing || owner.Signing is null || string.Equals(signing, owner.Signing, StringComparison.Ordinal))
            ? owner.Name
            : null;

    private static (string Api, string Identity) KeyOf(AccountContext account, ChatPrivateKeys keys)
        => (account.ApiBaseUri.Authority, KeyFingerprint.Of(keys.IdentityPublicKey));

    private static string? SigningOf(ChatPrivateKeys keys) => keys.SigningPublicKey is { } key ? KeyFingerprint.Of(key) : null;

    private sealed record Owner(string UserId, string Name, string? Signing);
}
