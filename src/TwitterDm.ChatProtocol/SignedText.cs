using System.Globalization;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.ChatProtocol;

/// <summary>The texts that the senders of events sign: parts joined by commas, which no part may contain.</summary>
internal static class SignedText
{
    private const int OldestVersion = 2;

    /// <summary>
    /// Returns the text; null if the event cannot be verified: its kind is never signed, the version of its signature is too old, a part
    /// is missing that X's SDK requires, or contains a comma, or it is a message without encryption.
    /// </summary>
    /// <param name="chatEvent">The event. The version of its signature decides about the text; without one the current version.</param>
    /// <param name="plainKey">Of a key change: the decrypted key.</param>
    public static string? Of(ChatEvent chatEvent, ReadOnlySpan<byte> plainKey = default)
    {
        var version = chatEvent.Signature?.Version ?? ChatEventSignature.CurrentVersion;
        if (version < OldestVersion)
            return null;
        var parts = new SignedParts(chatEvent, version);
        AddDetail(parts, plainKey);
        return parts.Join();
    }

    /// <summary>
    /// Whether the clients of X sign events of this kind; typing, failures and kinds that are not known have no signature.
    /// </summary>
    /// <param name="chatEvent">The event.</param>
    public static bool IsSignedKind(ChatEvent chatEvent) => chatEvent.Kind switch
    {
        ChatEventKind.MessageCreateEvent => !chatEvent.IsPlain,
        ChatEventKind.GroupChangeEvent => SignedGroupChange.IsSignedKind(chatEvent.GroupChange!.Kind),
        ChatEventKind.ConversationMetadataChangeEvent => chatEvent.MetadataChange!.Kind != ChatMetadataChangeKind.Unknown,
        ChatEventKind.ConversationKeyChangeEvent or ChatEventKind.MessageDeleteEvent or ChatEventKind.MarkConversationReadEvent
            or ChatEventKind.MarkConversationUnreadEvent or ChatEventKind.ConversationDeleteEvent => true,
        _ => false,
    };

    private static void AddDetail(SignedParts parts, ReadOnlySpan<byte> plainKey)
    {
        var detail = parts.Event;
        switch (detail.Kind)
        {
            case ChatEventKind.MessageCreateEvent when !detail.IsPlain:
                parts.AddHead(detail.Kind.ToString()).Add(detail.KeyVersion)
                    .Add(detail.Contents is { } contents ? Base64Text.EncodeUnpadded(contents) : null);
                break;
            case ChatEventKind.ConversationKeyChangeEvent:
                AddKeyChange(parts, detail.KeyChange!, plainKey);
                break;
            case ChatEventKind.GroupChangeEvent:
                SignedGroupChange.Add(parts, detail.GroupChange!);
                break;
            case ChatEventKind.MessageDeleteEvent:
                parts.AddHead(detail.Kind.ToString()).Add(Number(detail.Delete!.Action)).AddAll(detail.Detail.TextsIfPresent(1));
                break;
            case ChatEventKind.MarkConversationReadEvent:
                parts
                    .AddHead(detail.Kind.ToString())
                    .Add(detail.ReadMark!.SeenUntilSequenceId)
                    .AddIfPresent(Number(detail.ReadMark.SeenAtMilliseconds));
                break;
            case ChatEventKind.MarkConversationUnreadEvent:
                parts.AddHead(detail.Kind.ToString()).AddIfPresent(detail.ReadMark!.SeenUntilSequenceId);
                break;
            case ChatEventKind.ConversationDeleteEvent:
                parts.AddHead(detail.Kind.ToString()).AddIfPresent(Word(detail.ConversationDelete!.ClearsAllMessages))
                    .AddIfPresent(Number(detail.ConversationDelete.SortOrderMilliseconds));
                break;
            case ChatEventKind.ConversationMetadataChangeEvent:
                AddMetadataChange(parts, detail.MetadataChange!);
                break;
            default:
                parts.Refuse();
                break;
        }
    }

    private static void AddKeyChange(SignedParts parts, ChatKeyChange change, ReadOnlySpan<byte> plainKey)
    {
        parts.AddHead(nameof(ChatEventKind.ConversationKeyChangeEvent)).Add(change.Version);
        if (parts.Version >= 6)
        {
            parts.Add(plainKey.IsEmpty ? null : Base64Text.EncodeUnpadded(plainKey));
            return;
        }

        foreach (var row in change.ParticipantKeys)
            parts.Add(row.UserId).Add(row.EncryptedKey).Add(row.PublicKeyVersion);
    }

    private static void AddMetadataChange(SignedParts parts, ChatMetadataChange change)
    {
        if (change.Kind == ChatMetadataChangeKind.Unknown)
        {
            parts.Refuse();
            return;
        }

        parts.AddHead($"{nameof(ChatEventKind.ConversationMetadataChangeEvent)}.{change.Kind}");
        if (change.Kind == ChatMetadataChangeKind.MessageDurationChange)
            parts.Add(Number(change.TimeToLiveMilliseconds));
        else
            parts.AddAll(change.ConversationIds);
    }

    internal static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    internal static string? Word(bool? flag) => flag switch
    {
        true => "true",
        false => "false",
        null => null,
    };
}
