using System.Collections.Immutable;
using System.Numerics;
using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Chat.Keys;

namespace TwitterDm.Sandbox.Chat.Events;

/// <summary>What a conversation contains at a time. Changes create a new state.</summary>
/// <param name="Log">The events.</param>
/// <param name="Keys">The keys, oldest first. The last one is current.</param>
internal sealed record ConversationState(ChatLog Log, ImmutableList<StoredConversationKey> Keys)
{
    public static ConversationState Empty { get; } = new(ChatLog.Empty, []);

    /// <summary>The name in the plan, encrypted with the newest generated key.</summary>
    public string? SealedName { get; init; }

    /// <summary>The avatar in the plan, encrypted with the newest generated key.</summary>
    public string? SealedAvatarUrl { get; init; }

    /// <summary>The event up to which the account has read, or 0.</summary>
    public long SeenUntil { get; init; }

    public StoredConversationKey? CurrentKey => Keys.Count > 0 ? Keys[^1] : null;
}

/// <summary>A conversation key that was distributed.</summary>
/// <param name="Version">The version.</param>
/// <param name="Key">The key, or null if it was encrypted for keys alone that the sandbox does not hold.</param>
/// <param name="RecipientVersions">The highest version of the public keys of each member that it was encrypted for.</param>
internal sealed record StoredConversationKey(string Version, byte[]? Key, ImmutableDictionary<string, BigInteger> RecipientVersions)
{
    public static StoredConversationKey Of(ChatKeyChange change, byte[]? key)
        => new(
            change.Version!,
            key,
            change
                .ParticipantKeys.GroupBy(row => row.UserId!, StringComparer.Ordinal)
                .ToImmutableDictionary(
                    rows => rows.Key,
                    rows => rows.Max(row => ChatKeyDirectory.Number(row.PublicKeyVersion!)),
                    StringComparer.Ordinal));
}
