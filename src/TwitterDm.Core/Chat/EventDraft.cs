using TwitterDm.Accounts;
using TwitterDm.ChatProtocol;

namespace TwitterDm.Chat;

/// <summary>An event of the model while it is decoded.</summary>
/// <param name="item">The event as it was read.</param>
internal sealed class EventDraft(ChatItem item)
{
    public DmEventType Type { get; set; } = DmEventType.Unknown;

    /// <summary>X's name of the kind.</summary>
    public string? TypeName { get; set; }

    public DmContentState State { get; set; } = DmContentState.Readable;

    /// <summary>Whether the signature is valid and the sender was allowed to do this.</summary>
    public bool IsVerified { get; set; }

    public string? ConversationName { get; set; }

    public string? Text { get; set; }

    public List<string> Urls { get; } = [];

    public List<DmMedia> Media { get; } = [];

    public DmList<string> ParticipantIds { get; set; } = item.Conversation.UserIds;

    public List<string> PostIds { get; } = [];

    public string? ReplyToId { get; set; }

    public string? TargetId { get; set; }

    public string? Reaction { get; set; }

    public DmQuote? Quote { get; set; }

    public ThriftProperties Properties { get; } = new();

    /// <summary>The event. What could not be read has nothing that could be verified.</summary>
    public DmEvent ToModel(AccountContext account)
    {
        var senderId = item.SenderId;
        var sender = senderId is null ? null : User(account, senderId);
        return new()
        {
            Id = item.Id,
            EventType = Type.ToString(),
            EventTypeName = TypeName,
            CreatedAtUtc = item.Time,
            Source = nameof(DmSource.Chat),
            ConversationId = item.Conversation.Id,
            ConversationType = item.Conversation.Type.ToString(),
            ConversationName = ConversationName,
            Direction = (
                string.Equals(senderId, account.User.Id, StringComparison.Ordinal) ? DmDirection.Outgoing : DmDirection.Incoming).ToString(),
            // Events of one person share the text of the id.
            SenderId = sender?.Id,
            Sender = sender,
            MessageId = item.Event?.MessageId,
            Text = string.IsNullOrEmpty(Text) ? null : Text,
            Urls = Distinct(Urls),
            Media = Media.Count == 0 ? DmList<DmMedia>.Empty : new(Media),
            ParticipantIds = ParticipantIds,
            Participants = ParticipantIds.Count == 0 ? DmList<DmUser>.Empty : new(ParticipantIds.Select(id => User(account, id))),
            ReferencedPostIds = Distinct(PostIds),
            ReplyToId = ReplyToId,
            TargetId = TargetId,
            Reaction = Reaction,
            Quote = Quote,
            IsVerified = State == DmContentState.Readable ? IsVerified : null,
            IsUnsigned = !IsVerified && (item.Event is not { } content || content.IsPlain || !SignedText.IsSignedKind(content)),
            ContentState = State.ToString(),
            KeyVersion = item.KeyVersion,
            AdditionalProperties = Properties.ToModel(),
        };
    }

    private static DmUser User(AccountContext account, string id) => account.Users.Find(id) ?? new DmUser { Id = id };

    private static DmList<string> Distinct(List<string> items)
        => items.Count == 0 ? DmList<string>.Empty : new(items.Distinct(StringComparer.Ordinal));
}
