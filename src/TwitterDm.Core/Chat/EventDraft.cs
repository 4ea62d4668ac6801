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

    public IReadOnlyList<string> ParticipantIds { get; set; } = Ids.UsersOf(item.Conversation.Id);

    public List<string> PostIds { get; } = [];

    public string? ReplyToId { get; set; }

    public string? TargetId { get; set; }

    public string? Reaction { get; set; }

    public DmQuote? Quote { get; set; }

    public ThriftProperties Properties { get; } = new();

    /// <summary>The event. What could not be read has nothing that could be verified.</summary>
    public DmEvent ToModel(AccountContext account)
    {
        var senderId = item.Event?.SenderId ?? item.Wire.SenderId;
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
            Direction = (string.Equals(senderId, account.User.Id, StringComparison.Ordinal) ? DmDirection.Outgoing : DmDirection.Incoming).ToString(),
            SenderId = senderId,
            Sender = senderId is null ? null : User(account, senderId),
            MessageId = item.Event?.MessageId,
            Text = string.IsNullOrEmpty(Text) ? null : Text,
            Urls = List(Urls.Distinct(StringComparer.Ordinal)),
            Media = List(Media),
            ParticipantIds = List(ParticipantIds),
            Participants = List(ParticipantIds.Select(id => User(account, id))),
            ReferencedPostIds = List(PostIds.Distinct(StringComparer.Ordinal)),
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

    private static DmList<T> List<T>(IEnumerable<T> items)
    {
        var list = new DmList<T>(items);
        return list.Count == 0 ? DmList<T>.Empty : list;
    }
}
