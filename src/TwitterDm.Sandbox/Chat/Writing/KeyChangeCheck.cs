using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>
/// The rules for a new conversation key: it is newer than the current one, encrypted for the latest keys of each member, and signed. The
/// sandbox holds the private keys of its people, so unlike X it sees whether they can decrypt the key, and can verify the signature, which
/// covers the plain key.
/// </summary>
internal sealed class KeyChangeCheck(ChatKeyDirectory keys, SignatureCheck signatures)
{
    private const int EncryptedKeyLength = 113;
    private const int MaxVersionLength = 19;

    /// <summary>Validates a key change.</summary>
    /// <param name="submitted">The signed event.</param>
    /// <param name="sender">Who sends it.</param>
    /// <param name="plan">The conversation with its members.</param>
    /// <param name="current">The current key, or null if there is none yet.</param>
    /// <param name="error">The error, if the result is null.</param>
    public AcceptedKeyChange? Check(
        SubmittedEvent submitted,
        Person sender,
        ConversationPlan plan,
        StoredConversationKey? current,
        out ChatWriteError? error)
    {
        var draft = ChatDelivery.Draft(sender, plan.Id, submitted);
        byte[]? key = null;
        string? signingKey = null;
        error = CheckVersion(draft.KeyChange!, current)
            ?? CheckRows(draft.KeyChange!, plan.Members)
            ?? Decrypt(draft.KeyChange!, plan.Members, out key)
            ?? (key is null ? null : signatures.Verify(draft, sender, key, out signingKey));
        return error is null ? new AcceptedKeyChange(submitted, key, signingKey) : null;
    }

    private static ChatWriteError? CheckVersion(ChatKeyChange change, StoredConversationKey? current)
    {
        if (change.Version is not { Length: > 0 and <= MaxVersionLength } version || !version.All(char.IsAsciiDigit))
            return ChatWriteError.Invalid(ChatBodyRules.ConversationKeyVersion, "is not a number");
        return current is not null && ChatKeyDirectory.Number(version) <= ChatKeyDirectory.Number(current.Version)
            ? ChatWriteError.Of(
                ChatFailureType.NonLatestConversationKeyVersion,
                $"The conversation has the key [{current.Version}], which is not older than [{version}].")
            : null;
    }

    private ChatWriteError? CheckRows(ChatKeyChange change, IReadOnlyList<Person> members)
    {
        foreach (var row in change.ParticipantKeys)
        {
            if (row.UserId is null
                || row.PublicKeyVersion is null
                || Base64Text.Decode(row.EncryptedKey) is not { Length: EncryptedKeyLength })
            {
                return InvalidRows("contains an entry without user_id, public_key_version, or an encrypted key");
            }

            if (members.FirstOrDefault(member => string.Equals(member.IdText, row.UserId, StringComparison.Ordinal)) is not { } member)
                return InvalidRows($"contains [{row.UserId}], who is not a member");
            if (!keys.RowsOf(member).Any(known => string.Equals(known.Version, row.PublicKeyVersion, StringComparison.Ordinal)))
                return InvalidRows($"contains the version [{row.PublicKeyVersion}], which is not registered for [{row.UserId}]");
        }

        var latest = StoredConversationKey.Of(change, key: null).RecipientVersions;
        foreach (var member in members)
        {
            if (keys.HighestVersion(member) is var version && version < 0)
                return InvalidRows($"cannot contain [{member.IdText}], who has no public keys");
            if (latest.GetValueOrDefault(member.IdText) != version)
                return InvalidRows($"lacks a key for [{member.IdText}] and the version [{version}]");
        }

        return null;
    }

    private ChatWriteError? Decrypt(ChatKeyChange change, IReadOnlyList<Person> members, out byte[]? key)
    {
        key = null;
        foreach (var row in change.ParticipantKeys)
        {
            var member = members.First(member => string.Equals(member.IdText, row.UserId, StringComparison.Ordinal));
            if (keys.PairsOf(member).FirstOrDefault(pair => string.Equals(pair.Version, row.PublicKeyVersion, StringComparison.Ordinal))
                is not { } pair)
            {
                continue;
            }

            if (pair.Private.Unwrap(row.EncryptedKey) is not { } plain)
                return InvalidRows($"contains a key that [{row.UserId}] cannot decrypt");
            if (key is not null && !plain.AsSpan().SequenceEqual(key))
                return InvalidRows("contains different keys");
            key = plain;
        }

        return null;
    }

    private static ChatWriteError InvalidRows(string message) => ChatWriteError.Invalid(ChatBodyRules.ParticipantKeys, message);
}
