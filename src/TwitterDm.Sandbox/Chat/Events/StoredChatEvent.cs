using System.Globalization;
using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <summary>An event as the list of its conversation contains it. The bytes never change.</summary>
/// <param name="Id">The sequence id, a snowflake.</param>
/// <param name="SenderId">The sender in the list, who need not be the one who signed.</param>
/// <param name="CreatedAt">The time.</param>
/// <param name="Encoded">The event, in base64 unless it is damaged.</param>
internal sealed record StoredChatEvent(long Id, string SenderId, DateTimeOffset CreatedAt, string Encoded)
{
    /// <summary>The event before this one, or null for the first one.</summary>
    public long? PreviousId { get; init; }

    /// <summary>The version of the conversation key that is needed to read the event, or null if it is not encrypted.</summary>
    public string? KeyVersion { get; init; }

    /// <summary>The signature, or null if the event has none.</summary>
    public StoredSignature? Signature { get; init; }

    public bool IsTrusted { get; init; } = true;

    /// <summary>Creates the entry of a list.</summary>
    /// <param name="id">The sequence id.</param>
    /// <param name="senderId">The sender as the list names him.</param>
    /// <param name="item">The event.</param>
    /// <param name="encoded">The encoded event, or null if it is not damaged.</param>
    public static StoredChatEvent Of(long id, string senderId, ChatEvent item, string? encoded = null) =>
        new(id, senderId, DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(id)), encoded ?? item.ToBase64())
        {
            PreviousId = item.PreviousSequenceId is { } previous ? long.Parse(previous, CultureInfo.InvariantCulture) : null,
            KeyVersion = item.KeyVersion,
            Signature = item.Signature is { Value: { } value, KeyVersion: { } version } signature
                ? new StoredSignature(value, version, signature.Version.ToString(CultureInfo.InvariantCulture))
                : null,
        };
}

/// <summary>A signature as the list shows it.</summary>
internal sealed record StoredSignature(string Value, string PublicKeyVersion, string SignatureVersion);

/// <summary>How a key change reaches the members.</summary>
internal enum KeyDelivery
{
    /// <summary>As an event of the list, at its time.</summary>
    InList,

    /// <summary>Beside each page that contains an event which needs the key.</summary>
    BesideItsEvents,

    /// <summary>
    /// Beside the page to which it belongs by its time, which can be an older page than those of the events which need the key.
    /// </summary>
    BesideItsPage,
}

/// <summary>A key change that is delivered beside the pages.</summary>
internal sealed record StoredKeyChange(long Id, string Version, string Encoded, KeyDelivery Delivery);
