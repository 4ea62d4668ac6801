using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>A change of a group (GroupChangeEvent). A property is null or empty where the kind of change does not have it.</summary>
/// <param name="detail">The detail of the event.</param>
internal sealed class ChatGroupChange(ThriftStruct detail)
{
    private readonly ThriftUnion<ChatGroupChangeKind> _change = ThriftUnion<ChatGroupChangeKind>.Of(detail.Struct(1));

    /// <summary>The kind of change.</summary>
    public ChatGroupChangeKind Kind => _change.Kind;

    /// <summary>The number of the kind, which is set for unknown kinds, too.</summary>
    public short KindNumber => _change.Number;

    /// <summary>The fields of the change.</summary>
    public ThriftStruct Fields => _change.Fields;

    /// <summary>The people that the change is about: the first members, those added or removed, those who asked to join.</summary>
    public IReadOnlyList<string> UserIds
        => Kind switch
        {
            ChatGroupChangeKind.GroupCreate
            or ChatGroupChangeKind.GroupMemberAddChange
            or ChatGroupChangeKind.GroupMemberRemoveChange
            or ChatGroupChangeKind.GroupAdminAddChange
            or ChatGroupChangeKind.GroupAdminRemoveChange
            or ChatGroupChangeKind.GroupJoinReject => Fields.Texts(1),
            ChatGroupChangeKind.GroupJoinRequest or ChatGroupChangeKind.GroupInviteDisable => Fields.Text(1) is { } user ? [user] : [],
            _ => [],
        };

    /// <summary>Of added members: the members before them.</summary>
    public IReadOnlyList<string> CurrentMemberIds => Kind == ChatGroupChangeKind.GroupMemberAddChange ? Fields.Texts(2) : [];

    /// <summary>The admins, of a new group and of added members.</summary>
    public IReadOnlyList<string> AdminIds => Kind switch
    {
        ChatGroupChangeKind.GroupCreate => Fields.Texts(2),
        ChatGroupChangeKind.GroupMemberAddChange => Fields.Texts(3),
        _ => [],
    };

    /// <summary>Of added members: who has not accepted yet.</summary>
    public IReadOnlyList<string> PendingMemberIds => Kind == ChatGroupChangeKind.GroupMemberAddChange ? Fields.Texts(8) : [];

    /// <summary>The title: plain in a new group, otherwise usually base64 of what the conversation key encrypts.</summary>
    public string? Title => Kind switch
    {
        ChatGroupChangeKind.GroupCreate => Fields.Text(3),
        ChatGroupChangeKind.GroupTitleChange => Fields.Text(1),
        ChatGroupChangeKind.GroupMemberAddChange => Fields.Text(4),
        _ => null,
    };

    /// <summary>The address of the avatar, plain or encrypted as the title.</summary>
    public string? AvatarUrl => Kind switch
    {
        ChatGroupChangeKind.GroupCreate => Fields.Text(4),
        ChatGroupChangeKind.GroupAvatarUrlChange => Fields.Text(1),
        ChatGroupChangeKind.GroupMemberAddChange => Fields.Text(5),
        _ => null,
    };

    /// <summary>The version of the conversation key.</summary>
    public string? KeyVersion => Kind switch
    {
        ChatGroupChangeKind.GroupCreate => Fields.Text(5),
        ChatGroupChangeKind.GroupTitleChange or ChatGroupChangeKind.GroupAvatarUrlChange => Fields.Text(2),
        ChatGroupChangeKind.GroupMemberAddChange => Fields.Text(6),
        _ => null,
    };

    /// <summary>After how many milliseconds messages disappear.</summary>
    public long? TimeToLiveMilliseconds
        => Kind is ChatGroupChangeKind.GroupCreate or ChatGroupChangeKind.GroupMemberAddChange ? Fields.Integer(7) : null;

    /// <summary>Of an invitation link: its address.</summary>
    public string? InviteUrl => Kind switch
    {
        ChatGroupChangeKind.GroupInviteEnable => Fields.Text(2),
        ChatGroupChangeKind.GroupMemberAddChange => Fields.Struct(11)?.Text(2),
        _ => null,
    };

    /// <summary>Of an invitation link: when it ends, in milliseconds since 1970.</summary>
    public long? InviteExpiresAtMilliseconds => Kind switch
    {
        ChatGroupChangeKind.GroupInviteEnable => Fields.Integer(1),
        ChatGroupChangeKind.GroupMemberAddChange => Fields.Struct(11)?.Integer(1),
        _ => null,
    };
}
