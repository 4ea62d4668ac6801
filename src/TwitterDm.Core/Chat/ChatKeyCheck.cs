using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.Auth;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Text;

namespace TwitterDm.Chat;

/// <summary>
/// Checks the private keys that were given for an account. They have no checksum, so their public halves are compared with those that X has
/// registered.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="client">Sends the request.</param>
internal sealed class ChatKeyCheck(AccountContext account, ApiClient client)
{
    /// <summary>Checks the keys; null, with a warning, if X knows no public keys of the account.</summary>
    /// <param name="given">The keys that were given.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.ChatKey"/>: they are not those of this account; or the request failed.
    /// </exception>
    public async Task<ChatAccountKey?> RunAsync(ChatKey given, CancellationToken cancellationToken)
    {
        var entry = given.Of(account.User);
        var keys = Import(given, entry);
        try
        {
            var registered = await ReadRegisteredAsync(cancellationToken).ConfigureAwait(false);
            var key = Match(keys, registered) ?? throw NotRegistered(given, entry, keys, registered);
            KnownChatKeys.Add(account, keys);
            WarnIfReplaced(key);
            return key;
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.NotFound)
        {
            keys.Dispose();
            client.Operation.Notices?.Post(
                new DmWarningNotice(
                    $"X knows no public keys of {account.User}: the account has never set up X Chat, or this API does not have X Chat. The chat key was not used.")
                {
                    Reason = DmErrorReason.ChatKeyNotUsed,
                });
            return null;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Whether X still has the public halves of keys registered, and as which version.</summary>
    /// <param name="keys">The keys as they were registered when the connection was opened; the result shares their private keys.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The keys with their current versions.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.ChatKey"/>: they are no longer registered; or the request failed.</exception>
    public async Task<ChatAccountKey> FindAsync(ChatAccountKey keys, CancellationToken cancellationToken)
    {
        var registered = await ReadRegisteredAsync(cancellationToken).ConfigureAwait(false);
        return Match(keys.PrivateKeys, registered)
            ?? throw ChatKeyErrors.Create(
                $"X no longer has the chat key of version {VisibleText.Of(keys.Version, 30)} registered for {account.User}: the account has replaced or removed it.",
                ReasonFor(registered));
    }

    private async Task<OwnRow[]> ReadRegisteredAsync(CancellationToken cancellationToken)
    {
        var rows = await client.GetPublicKeysAsync(account.User.Id, cancellationToken).ConfigureAwait(false);
        return [
            .. rows.Select(row => new OwnRow(row)).Where(row => row.Version.Length > 0).OrderByDescending(row => row.Version, Ids.Order),
        ];
    }

    private static ChatAccountKey? Match(ChatPrivateKeys keys, OwnRow[] registered)
    {
        var versions = registered.Where(row => row.Matches(keys)).Select(row => row.Version).ToArray();
        return versions.Length == 0
            ? null
            : new(keys, versions[0], versions)
            {
                ReplacedBy = Ids.Compare(versions[0], registered[0].Version) < 0 ? registered[0].Version : null,
            };
    }

    private static ChatPrivateKeys Import(ChatKey given, ChatKeyEntry entry)
    {
        try
        {
            return ChatPrivateKeys.FromBlob(entry.Bytes);
        }
        catch (ArgumentException)
        {
            throw ChatKeyErrors.Malformed(given.Origin, "is not valid: a part of it is zero, or too large for a private key");
        }
    }

    private void WarnIfReplaced(ChatAccountKey key)
    {
        if (key.ReplacedBy is { } newer)
        {
            client.Operation.Notices?.Post(
                new DmWarningNotice(
                    $"The chat key has version {VisibleText.Of(key.Version, 30)}, and {account.User} has replaced it: X has registered version {VisibleText.Of(newer, 30)} since. "
                        + "What was encrypted since then cannot be read with it.")
                {
                    Reason = DmErrorReason.ChatKeyReplaced,
                });
        }
    }

    private DmException NotRegistered(ChatKey given, ChatKeyEntry entry, ChatPrivateKeys keys, OwnRow[] registered)
    {
        var user = account.User;
        // Halves of two keys belong to nobody, whoever one of them belongs to.
        if (!Array.Exists(registered, row => row.HasHalfOf(keys))
            && (KnownChatKeys.FindOtherOwner(account, keys) ?? given.FindOtherOwner(entry)) is { } owner)
        {
            return ChatKeyErrors.Create(
                $"{given.Origin} is that of {VisibleText.Of(owner, 60)}, not of {user} ({user.Id}).",
                DmErrorReason.ChatKeyOfOtherAccount);
        }

        var words = registered switch
        {
            [] => $"X has no public keys of {user} ({user.Id}) registered, so {Lower(given.Origin)} cannot be checked.",
            _ when Array.Exists(registered, row => row.HasIdentityOf(keys)) =>
                $"{given.Origin} has the identity key of {user}, but another signing key than the one that X has registered: it is a mixture of two keys.",
            _ when Array.Exists(registered, row => row.HasHalfOf(keys)) =>
                $"{given.Origin} has the signing key of {user}, but another identity key than the one that X has registered: it is a mixture of two keys.",
            [var newest, ..] when entry.Version is { } version && Ids.Compare(version, newest.Version) < 0 =>
                $"{given.Origin} is outdated: its version is {VisibleText.Of(version, 30)}, and {user} has registered version {VisibleText.Of(newest.Version, 30)} since.",
            [var newest, ..] =>
                $"{given.Origin} is not one that X has registered for {user} ({user.Id}): it belongs to another account, or it is outdated. "
                + $"The account's current key has version {VisibleText.Of(newest.Version, 30)}.",
        };
        return ChatKeyErrors.Create(words, ReasonFor(registered));
    }

    private static DmErrorReason ReasonFor(OwnRow[] registered)
        => registered.Length == 0 ? DmErrorReason.NoChatKeysRegistered : DmErrorReason.ChatKeyNotRegistered;

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    /// <summary>Public keys that X has registered for the account.</summary>
    private sealed class OwnRow(WirePublicKey row)
    {
        private readonly byte[]? _identity = Base64Text.Decode(row.PublicKey);
        private readonly byte[]? _signing = Base64Text.Decode(row.SigningPublicKey);

        public string Version { get; } = row.PublicKeyVersion ?? row.Version ?? string.Empty;

        public bool HasIdentityOf(ChatPrivateKeys keys) => Ends(_identity, keys.IdentityPublicKey);

        public bool HasHalfOf(ChatPrivateKeys keys)
            => HasIdentityOf(keys) || (keys.SigningPublicKey is { } signing && Ends(_signing, signing));

        // Without a signing key on one side, there is nothing to compare.
        public bool Matches(ChatPrivateKeys keys)
            => HasIdentityOf(keys) && (keys.SigningPublicKey is null || _signing is null || Ends(_signing, keys.SigningPublicKey));

        // X registers the key with or without the prefix that says what it is.
        private static bool Ends(byte[]? key, byte[] own)
            => key is not null
            && key.Length >= P256.PointLength
            && key.AsSpan(^P256.PointLength..).SequenceEqual(own.AsSpan(^P256.PointLength..));
    }
}
