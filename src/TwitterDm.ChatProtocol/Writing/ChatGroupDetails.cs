using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol.Writing;

/// <summary>The details of events that change a group, for <see cref="ChatEventFactory.Event"/>.</summary>
internal static class ChatGroupDetails
{
    /// <summary>The group is created.</summary>
    /// <param name="memberIds">Its members.</param>
    /// <param name="adminIds">Its admins.</param>
    /// <param name="keyVersion">The version of the conversation key.</param>
    /// <param name="title">The title, plain.</param>
    /// <param name="avatarUrl">The address of the avatar.</param>
    /// <param name="timeToLiveMilliseconds">After how many milliseconds messages disappear.</param>
    public static ThriftStruct Create(
        IEnumerable<string> memberIds,
        IEnumerable<string> adminIds,
        string keyVersion,
        string? title = null,
        string? avatarUrl = null,
        long? timeToLiveMilliseconds = null) =>
        Change(
            ChatGroupChangeKind.GroupCreate,
            new ThriftStruct()
                .AddTexts(1, memberIds)
                .AddTexts(2, adminIds)
                .Add(3, title)
                .Add(4, avatarUrl)
                .Add(5, keyVersion)
                .AddI64(7, timeToLiveMilliseconds));

    /// <summary>The group has a new title.</summary>
    /// <param name="title">The title, usually base64 of what the conversation key encrypts.</param>
    /// <param name="keyVersion">The version of the conversation key.</param>
    public static ThriftStruct Title(string? title, string keyVersion) =>
        Change(ChatGroupChangeKind.GroupTitleChange, new ThriftStruct().Add(1, title).Add(2, keyVersion));

    /// <summary>The group has a new avatar.</summary>
    /// <param name="avatarUrl">The address of the avatar, plain or encrypted.</param>
    /// <param name="keyVersion">The version of the conversation key.</param>
    public static ThriftStruct Avatar(string? avatarUrl, string keyVersion) =>
        Change(ChatGroupChangeKind.GroupAvatarUrlChange, new ThriftStruct().Add(1, avatarUrl).Add(2, keyVersion));

    /// <summary>Members are added.</summary>
    /// <param name="newIds">The new members.</param>
    /// <param name="currentIds">The members before them.</param>
    /// <param name="adminIds">The admins.</param>
    /// <param name="keyVersion">The version of the conversation key.</param>
    /// <param name="title">The title.</param>
    /// <param name="avatarUrl">The address of the avatar.</param>
    /// <param name="timeToLiveMilliseconds">After how many milliseconds messages disappear.</param>
    /// <param name="pendingIds">Who has not accepted yet.</param>
    /// <param name="blocksScreenCapture">Whether screen captures are blocked.</param>
    public static ThriftStruct MemberAdd(
        IEnumerable<string> newIds,
        IEnumerable<string> currentIds,
        IEnumerable<string> adminIds,
        string keyVersion,
        string? title = null,
        string? avatarUrl = null,
        long? timeToLiveMilliseconds = null,
        IEnumerable<string>? pendingIds = null,
        bool? blocksScreenCapture = null) =>
        Change(
            ChatGroupChangeKind.GroupMemberAddChange,
            new ThriftStruct()
                .AddTexts(1, newIds)
                .AddTexts(2, currentIds)
                .AddTexts(3, adminIds)
                .Add(4, title)
                .Add(5, avatarUrl)
                .Add(6, keyVersion)
                .AddI64(7, timeToLiveMilliseconds)
                .AddTexts(8, pendingIds)
                .AddBool(9, blocksScreenCapture));

    /// <summary>Members are removed, or leave.</summary>
    /// <param name="ids">The members.</param>
    public static ThriftStruct MemberRemove(IEnumerable<string> ids) =>
        Change(ChatGroupChangeKind.GroupMemberRemoveChange, new ThriftStruct().AddTexts(1, ids));

    /// <summary>Members become admins.</summary>
    /// <param name="ids">The members.</param>
    public static ThriftStruct AdminAdd(IEnumerable<string> ids) =>
        Change(ChatGroupChangeKind.GroupAdminAddChange, new ThriftStruct().AddTexts(1, ids));

    /// <summary>Members are no longer admins.</summary>
    /// <param name="ids">The members.</param>
    public static ThriftStruct AdminRemove(IEnumerable<string> ids) =>
        Change(ChatGroupChangeKind.GroupAdminRemoveChange, new ThriftStruct().AddTexts(1, ids));

    /// <summary>An invitation link is enabled.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="expiresAtMilliseconds">When it ends, in milliseconds since 1970.</param>
    /// <param name="affiliateId">X's affiliate id.</param>
    public static ThriftStruct InviteEnable(string url, long? expiresAtMilliseconds, string? affiliateId = null) =>
        Change(ChatGroupChangeKind.GroupInviteEnable, new ThriftStruct().AddI64(1, expiresAtMilliseconds).Add(2, url).Add(3, affiliateId));

    /// <summary>The invitation link is disabled.</summary>
    /// <param name="userId">The user who disabled it.</param>
    public static ThriftStruct InviteDisable(string userId)
        => Change(ChatGroupChangeKind.GroupInviteDisable, new ThriftStruct().Add(1, userId));

    /// <summary>Someone asks to join.</summary>
    /// <param name="userId">The user who asks.</param>
    public static ThriftStruct JoinRequest(string userId) =>
        Change(ChatGroupChangeKind.GroupJoinRequest, new ThriftStruct().Add(1, userId));

    /// <summary>Requests to join are rejected.</summary>
    /// <param name="userIds">The users who asked.</param>
    public static ThriftStruct JoinReject(IEnumerable<string> userIds) =>
        Change(ChatGroupChangeKind.GroupJoinReject, new ThriftStruct().AddTexts(1, userIds));

    /// <summary>Any change.</summary>
    /// <param name="kind">The kind of change.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="isForKeyRotation">Whether it comes with a new conversation key.</param>
    public static ThriftStruct Change(ChatGroupChangeKind kind, ThriftStruct fields, bool isForKeyRotation = false) => ChatDetails.Of(
        ChatEventKind.GroupChangeEvent,
        new ThriftStruct().AddStruct(1, new ThriftStruct().AddStruct((short)kind, fields)).AddBool(2, isForKeyRotation));
}
