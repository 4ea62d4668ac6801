using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.Chat;

/// <summary>Decodes what a message event carries: a message, an edit, a reaction, a call, and so on.</summary>
/// <param name="quotes">Verifies quotes.</param>
/// <param name="authors">Who wrote the messages of this run.</param>
internal sealed class EntryDecoder(QuoteVerifier quotes, MessageAuthors authors)
{
    /// <summary>Adds the contents of a message event.</summary>
    public void Add(EventDraft draft, ChatItem item, ChatEvent content, ChatEntry entry)
    {
        if (entry.Kind != ChatEntryKind.Message)
        {
            draft.TypeName = entry.Kind == ChatEntryKind.Unknown
                ? FormattableString.Invariant($"MessageEntryContents {entry.KindNumber}")
                : entry.Kind.ToString();
        }

        draft.Type = TypeOf(entry.Kind);
        draft.TargetId = entry.TargetSequenceId;
        switch (entry.Kind)
        {
            case ChatEntryKind.Message:
                AddMessage(draft, entry.Message!);
                AddReply(draft, item, content, entry.Message!.ReplyPreview);
                break;
            case ChatEntryKind.MessageEdit:
                draft.Text = entry.Text;
                draft.Urls.AddRange(TextUrls.In(entry.Fields.Bytes(2), entry.Entities));
                draft.Properties.Add(entry.Fields, ThriftNames.Entry.Inside(entry.KindNumber), 1, 2);
                draft.IsVerified &= authors.CanEdit(content.SenderId, item.Conversation.Id, entry.TargetSequenceId);
                break;
            case ChatEntryKind.ReactionAdd or ChatEntryKind.ReactionRemove:
                draft.Reaction = entry.Emoji;
                draft.Properties.Add(entry.Fields, ThriftNames.Entry.Inside(entry.KindNumber), 1, 2);
                break;
            default:
                AddOther(draft, entry);
                break;
        }
    }

    private static DmEventType TypeOf(ChatEntryKind kind) => kind switch
    {
        ChatEntryKind.Message => DmEventType.MessageCreate,
        ChatEntryKind.MessageEdit => DmEventType.MessageEdit,
        ChatEntryKind.ReactionAdd => DmEventType.ReactionAdd,
        ChatEntryKind.ReactionRemove => DmEventType.ReactionRemove,
        ChatEntryKind.MarkConversationRead or ChatEntryKind.MarkConversationUnread => DmEventType.ReadReceipt,
        _ => DmEventType.Unknown,
    };

    // A kind that is new may have a value that is not a struct, so the whole contents are kept.
    private static void AddOther(EventDraft draft, ChatEntry entry)
    {
        if (entry.Kind == ChatEntryKind.Unknown)
            draft.Properties.Add(entry.Whole.Struct(1), ThriftNames.Entry);
        else
            draft.Properties.Add(entry.Fields, ThriftNames.Entry.Inside(entry.KindNumber));
    }

    private static void AddMessage(EventDraft draft, ChatMessage message)
    {
        draft.Text = string.IsNullOrEmpty(message.Text) ? message.ForwardedText : message.Text;
        draft.Urls.AddRange(TextUrls.In(message.Fields.Bytes(1), message.Entities));
        draft.Urls.AddRange(TextUrls.In(message.Fields.Struct(6)?.Bytes(1), message.ForwardedEntities));
        var others = new List<object?>();
        foreach (var attachment in message.Attachments)
            AddAttachment(draft, attachment, others);
        if (draft.Urls.Count == 0)
            draft.Urls.AddRange(message.Attachments.Where(HasUrl).Select(attachment => attachment.Fields.Text(1)).OfType<string>());
        if (others.Count > 0)
            draft.Properties.Add("attachments", others.ToArray());
        // The attachments and the quote are taken apart.
        draft.Properties.Add(message.Fields, ThriftNames.Message, 1, 3, 4);
    }

    private static bool HasUrl(ChatAttachment attachment) => attachment.Kind is ChatAttachmentKind.Url or ChatAttachmentKind.UnifiedCard;

    private static void AddAttachment(EventDraft draft, ChatAttachment attachment, List<object?> others)
    {
        if (attachment.Media is { } media)
        {
            draft.Media.Add(ChatMediaMapper.Create(media));
            return;
        }

        if (attachment.Post?.PostId is { Length: > 0 } post)
            draft.PostIds.Add(post);
        others.Add(ThriftProperties.Of(attachment.Whole, ThriftNames.Attachment));
    }

    private void AddReply(EventDraft draft, ChatItem item, ChatEvent content, ChatReplyPreview? preview)
    {
        if (preview is null)
            return;
        draft.ReplyToId = preview.SequenceId;
        draft.Quote = new()
        {
            SenderId = preview.SenderId,
            Text = preview.Text,
            IsVerified = item.IsQuoteVerified ? true : quotes.Verify(content, preview, item.Conversation.Id),
        };
        // The original and what it takes to verify it are evidence, not content.
        var rest = new ThriftStruct();
        foreach (var id in preview.Fields.Ids.Where(id => id is not (1 or 2 or 6 or 8 or 9 or 10)))
            rest.Add(id, preview.Fields.Value(id)!.Value);
        if (rest.Ids.Count > 0)
            draft.Properties.Add("replying_to_preview", ThriftProperties.Of(rest, ThriftNames.Preview));
    }
}
