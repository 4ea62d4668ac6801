using TwitterDm.Api;
using TwitterDm.ChatProtocol;

namespace TwitterDm.Chat;

/// <summary>Decodes events of every kind: the detail of the event here, what is encrypted in <see cref="EntryDecoder"/>.</summary>
/// <param name="chat">What the connection knows about X Chat.</param>
/// <param name="authors">Who wrote the messages of this run.</param>
/// <param name="names">The names of groups.</param>
/// <param name="verifier">Verifies events.</param>
internal sealed class EventDecoder(ChatAccount chat, MessageAuthors authors, GroupNames names, ItemVerifier verifier)
{
    // Of the envelope, only what is new has no property.
    private static readonly ThriftNames NewFields = new();

    private readonly ChatContents _contents = new(chat);
    private readonly EntryDecoder _entries = new(new QuoteVerifier(chat), authors);
    private readonly GroupChangeDecoder _groupChanges = new(new EncryptedText(chat.ConversationKeys), chat.HasKey);

    /// <summary>Decodes an event.</summary>
    /// <returns>The event; null for what is not an event for users.</returns>
    public DmEvent? Decode(ChatItem item)
    {
        if (item.IsHidden)
            return null;
        var draft = new EventDraft(item) { ConversationName = names.Of(item.Conversation) };
        chat.Account.Conversations.AddChat(item.Conversation.Id, draft.ConversationName);
        if (item.Event is { } content)
        {
            AddEnvelope(draft, item, content);
            draft.IsVerified = verifier.IsVerified(item);
            AddDetail(draft, item, content);
        }
        else
        {
            AddDamage(draft, item);
        }

        AddMembers(draft, item);
        return draft.ToModel(chat.Account);
    }

    /// <summary>An event whose content cannot be read at all.</summary>
    public DmEvent CreateMalformed(ChatItem item)
    {
        var draft = new EventDraft(item);
        AddDamage(draft, item);
        AddMembers(draft, item);
        return draft.ToModel(chat.Account);
    }

    // What X says beside the event, and nowhere else.
    private static void AddMembers(EventDraft draft, ChatItem item)
    {
        if (item.IsTrusted is { } isTrusted)
            draft.Properties.TryAdd("is_trusted", isTrusted);
        if (item.PreviousId is { } previous)
            draft.Properties.TryAdd("previous_id", previous.ToString());
        draft.Properties.Add(AdditionalPropertiesMapper.Create(item.Unknown));
    }

    // What cannot be read is kept as it came.
    private static void AddDamage(EventDraft draft, ChatItem item)
    {
        draft.State = DmContentState.Malformed;
        if (item.Encoded is { } encoded)
            draft.Properties.Add("encoded_event", encoded);
    }

    // What X says beside the event where it differs from what is in it, and what is new in the envelope.
    private void AddEnvelope(EventDraft draft, ChatItem item, ChatEvent content)
    {
        draft.Properties.Add(content.Fields, NewFields, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        if (!item.IsFromNamedSender)
            draft.Properties.Add("sender_id", item.OtherSenderId);
        if (!verifier.IsFromHere(item))
            draft.Properties.Add("conversation_id", content.ConversationId);
        if (content.SequenceId is { } sequenceId && !string.Equals(sequenceId, item.Id, StringComparison.Ordinal))
            draft.Properties.Add("sequence_id", sequenceId);
    }

    private void AddDetail(EventDraft draft, ChatItem item, ChatEvent content)
    {
        draft.TypeName = content.Kind == ChatEventKind.Unknown
            ? FormattableString.Invariant($"MessageEventDetail {content.KindNumber}")
            : content.Kind.ToString();
        switch (content.Kind)
        {
            case ChatEventKind.MessageCreateEvent:
                AddMessage(draft, item, content);
                return;
            case ChatEventKind.GroupChangeEvent:
                _groupChanges.Add(
                    draft,
                    content.GroupChange!,
                    item.Conversation.Id,
                    content.Signature?.Version ?? ChatEventSignature.CurrentVersion);
                draft.Properties.Add(content.Detail, ThriftNames.Detail.Inside(content.KindNumber), 1);
                return;
            case ChatEventKind.ConversationMetadataChangeEvent:
                GroupChangeDecoder.Add(draft, content.MetadataChange!);
                return;
            case ChatEventKind.MessageDeleteEvent:
                AddDeletion(draft, item, content);
                return;
            case ChatEventKind.ConversationKeyChangeEvent:
                AddKeyChange(draft, item, content);
                return;
            case ChatEventKind.MarkConversationReadEvent or ChatEventKind.MarkConversationUnreadEvent:
                draft.Type = DmEventType.ReadReceipt;
                break;
        }

        draft.Properties.Add(content.Detail, ThriftNames.Detail.Inside(content.KindNumber));
    }

    private void AddMessage(EventDraft draft, ChatItem item, ChatEvent content)
    {
        draft.Type = DmEventType.MessageCreate;
        draft.Properties.Add(content.Detail, ThriftNames.MessageCreate, 100, 101);
        (var entry, draft.State) = _contents.Read(item);
        if (entry is not null)
            _entries.Add(draft, item, content, entry);
    }

    private void AddDeletion(EventDraft draft, ChatItem item, ChatEvent content)
    {
        var deletion = content.Delete!;
        draft.Type = DmEventType.MessageDelete;
        draft.TargetId = deletion.SequenceIds is [var first, ..] ? first : null;
        // One target has a property; of several, all are listed.
        draft.Properties.Add(
            content.Detail,
            ThriftNames.Detail.Inside(content.KindNumber),
            deletion.SequenceIds.Count > 1 ? (short)0 : (short)1);
        draft.IsVerified &=
            !deletion.IsForEveryone
            || deletion.SequenceIds.All(id =>
                authors.IsGone(item.Conversation.Id, id)
                || Participation.CanChange(content.SenderId, authors.Find(item.Conversation.Id, id), item.Conversation.AdminIds));
    }

    // Who got the key, but not the key, although it is encrypted: it is no content.
    private void AddKeyChange(EventDraft draft, ChatItem item, ChatEvent content)
    {
        draft.Type = DmEventType.KeyChange;
        draft.Properties.Add(content.Detail, ThriftNames.Detail.Inside(content.KindNumber), 2);
        draft.Properties.Add(
            "conversation_participant_keys",
            content
                .KeyChange!.ParticipantKeys.Select(row => new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["user_id"] = row.UserId,
                    ["public_key_version"] = row.PublicKeyVersion,
                })
                .ToArray());
        draft.State =
            item.KeyChange is { IsOpened: true } ? DmContentState.Readable
            : chat.HasKey ? DmContentState.Undecryptable
            : DmContentState.NoKey;
    }
}
