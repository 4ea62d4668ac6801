using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.Chat;

/// <summary>Decodes changes of groups and of the settings of conversations.</summary>
/// <param name="texts">Decrypts names and the addresses of pictures.</param>
/// <param name="hasKey">Whether the account has its private keys.</param>
internal sealed class GroupChangeDecoder(EncryptedText texts, bool hasKey)
{
    private const short TitleOfNewGroup = 3;

    /// <summary>Adds a change of a group.</summary>
    /// <param name="draft">The event.</param>
    /// <param name="change">The change.</param>
    /// <param name="conversationId">The conversation from which it was read.</param>
    /// <param name="signatureVersion">The version of the signature, which decides what is signed.</param>
    public void Add(EventDraft draft, ChatGroupChange change, string conversationId, int signatureVersion)
    {
        var unsigned = SignedGroupChange.UnsignedFields(change, signatureVersion);
        draft.Type = TypeOf(change.Kind);
        draft.TypeName = NameOf("GroupChange", change.Kind, change.KindNumber);
        if (AreParticipants(change.Kind))
            draft.ParticipantIds = new(change.UserIds);
        switch (change.Kind)
        {
            case ChatGroupChangeKind.GroupCreate when !unsigned.Contains(TitleOfNewGroup):
                // X's own clients leave it plain; what this library creates is encrypted.
                draft.ConversationName = texts.Read(conversationId, change.KeyVersion, change.Title);
                break;
            case ChatGroupChangeKind.GroupTitleChange:
                draft.ConversationName = Read(draft, change, change.Title, conversationId);
                break;
        }

        draft.Properties.Add(change.Fields, ThriftNames.GroupChange.Inside(change.KindNumber), [.. PropertiesOf(change.Kind), .. unsigned]);
        AddUnsigned(draft, change, unsigned);
        if (change.Kind == ChatGroupChangeKind.GroupAvatarUrlChange)
            draft.Properties.Add("custom_avatar_url", Read(draft, change, change.AvatarUrl, conversationId));
        if (change.Kind == ChatGroupChangeKind.GroupMemberAddChange)
            AddCurrent(draft, change, conversationId);
    }

    /// <summary>Adds a change of a conversation's settings.</summary>
    public static void Add(EventDraft draft, ChatMetadataChange change)
    {
        draft.Type = change.Kind == ChatMetadataChangeKind.Unknown ? DmEventType.Unknown : DmEventType.ConversationChange;
        draft.TypeName = NameOf("ConversationMetadataChange", change.Kind, change.KindNumber);
        draft.Properties.Add(change.Fields, ThriftNames.Metadata.Inside(change.KindNumber));
    }

    /// <summary>
    /// Whether the people that a change is about are the participants of its event: members and admins, but not those who only asked to
    /// join.
    /// </summary>
    public static bool AreParticipants(ChatGroupChangeKind kind) => kind is ChatGroupChangeKind.GroupCreate
        or ChatGroupChangeKind.GroupMemberAddChange or ChatGroupChangeKind.GroupMemberRemoveChange
        or ChatGroupChangeKind.GroupAdminAddChange or ChatGroupChangeKind.GroupAdminRemoveChange;

    private static DmEventType TypeOf(ChatGroupChangeKind kind) => kind switch
    {
        ChatGroupChangeKind.GroupMemberAddChange => DmEventType.ParticipantsJoin,
        ChatGroupChangeKind.GroupMemberRemoveChange => DmEventType.ParticipantsLeave,
        ChatGroupChangeKind.Unknown or ChatGroupChangeKind.GroupJoinRequest or ChatGroupChangeKind.GroupJoinReject => DmEventType.Unknown,
        _ => DmEventType.ConversationChange,
    };

    private static string NameOf<TKind>(string union, TKind kind, short number)
        where TKind : struct, Enum =>
        Enum.IsDefined(kind) && number != 0 && !kind.Equals(default(TKind))
            ? kind.ToString()
            : FormattableString.Invariant($"{union} {number}");

    // The fields that have a property of the model.
    private static short[] PropertiesOf(ChatGroupChangeKind kind) => kind switch
    {
        ChatGroupChangeKind.GroupCreate => [1, 3],
        ChatGroupChangeKind.GroupTitleChange or ChatGroupChangeKind.GroupMemberAddChange or ChatGroupChangeKind.GroupMemberRemoveChange
            or ChatGroupChangeKind.GroupAdminAddChange or ChatGroupChangeKind.GroupAdminRemoveChange => [1],
        _ => [],
    };

    // What the signature does not cover is kept apart, so that nobody takes it for verified together with the event.
    private static void AddUnsigned(EventDraft draft, ChatGroupChange change, IReadOnlyList<short> fields)
    {
        if (fields.Count == 0)
            return;
        var values = new ThriftStruct();
        foreach (var id in fields)
            values.Add(id, change.Fields.Value(id)!.Value);
        draft.Properties.Add("unsigned", ThriftProperties.Of(values, ThriftNames.GroupChange.Inside(change.KindNumber)));
    }

    private string? Read(EventDraft draft, ChatGroupChange change, string? text, string conversationId)
    {
        var plain = texts.Read(conversationId, change.KeyVersion, text);
        if (plain is null && text is not null)
            draft.State = hasKey ? DmContentState.Undecryptable : DmContentState.NoKey;
        return plain;
    }

    // The name and the picture at that time; where they cannot be decrypted, they stay as they are.
    private void AddCurrent(EventDraft draft, ChatGroupChange change, string conversationId)
    {
        if (texts.Read(conversationId, change.KeyVersion, change.Title) is { } title)
            draft.Properties.Add("current_title", title);
        if (texts.Read(conversationId, change.KeyVersion, change.AvatarUrl) is { } avatar)
            draft.Properties.Add("current_avatar_url", avatar);
    }
}
