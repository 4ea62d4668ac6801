namespace TwitterDm.ChatProtocol;

/// <summary>The signed texts of the changes of a group.</summary>
internal static class SignedGroupChange
{
    // From these versions of signatures on, the text has more parts.
    private const int TitleOfNewGroup = 4;
    private const int ScreenCapture = 5;
    private const int Invitation = 7;

    /// <summary>Whether the clients of X sign changes of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsSignedKind(ChatGroupChangeKind kind)
        => kind
            is ChatGroupChangeKind.GroupCreate
                or ChatGroupChangeKind.GroupMemberAddChange
                or ChatGroupChangeKind.GroupTitleChange
                or ChatGroupChangeKind.GroupAvatarUrlChange
                or ChatGroupChangeKind.GroupInviteEnable
                or ChatGroupChangeKind.GroupMemberRemoveChange
                or ChatGroupChangeKind.GroupAdminAddChange
                or ChatGroupChangeKind.GroupAdminRemoveChange
                or ChatGroupChangeKind.GroupJoinReject
                or ChatGroupChangeKind.GroupJoinRequest
                or ChatGroupChangeKind.GroupInviteDisable;

    /// <summary>The fields of a change that its signed text leaves out: whoever relays the event can write there what they like.</summary>
    /// <param name="change">The change.</param>
    /// <param name="version">The version of the signature.</param>
    public static IReadOnlyList<short> UnsignedFields(ChatGroupChange change, int version) =>
        [.. Unsigned(change.Kind, version).Where(change.Fields.Has)];

    /// <summary>Adds the parts of a change.</summary>
    /// <param name="parts">The parts so far: none.</param>
    /// <param name="change">The change.</param>
    public static void Add(SignedParts parts, ChatGroupChange change)
    {
        var name = $"{nameof(ChatEventKind.GroupChangeEvent)}.{change.Kind}";
        switch (change.Kind)
        {
            case ChatGroupChangeKind.GroupCreate:
                AddCreate(parts.AddHeadWithoutConversation(name), change);
                break;
            case ChatGroupChangeKind.GroupMemberAddChange:
                AddMemberAdd(parts.AddHead(name), change);
                break;
            case ChatGroupChangeKind.GroupTitleChange:
                parts.AddHead(name).Add(change.KeyVersion).Add(change.Title ?? string.Empty);
                break;
            case ChatGroupChangeKind.GroupAvatarUrlChange:
                parts.AddHead(name).Add(change.KeyVersion).Add(change.AvatarUrl ?? string.Empty);
                break;
            case ChatGroupChangeKind.GroupInviteEnable:
                parts.AddHead(name).Add(change.InviteUrl).AddOrAbsent(SignedText.Number(change.InviteExpiresAtMilliseconds))
                    .AddOrAbsent(change.Fields.Text(3));
                break;
            case ChatGroupChangeKind.GroupMemberRemoveChange
            or ChatGroupChangeKind.GroupAdminAddChange
            or ChatGroupChangeKind.GroupAdminRemoveChange
            or ChatGroupChangeKind.GroupJoinReject:
                parts.AddHead(name).AddIds(change.Fields.TextsIfPresent(1));
                break;
            case ChatGroupChangeKind.GroupJoinRequest or ChatGroupChangeKind.GroupInviteDisable:
                parts.AddHead(name).AddId(change.Fields.Text(1));
                break;
            default:
                parts.Refuse();
                break;
        }
    }

    private static short[] Unsigned(ChatGroupChangeKind kind, int version) => kind switch
    {
        ChatGroupChangeKind.GroupCreate when version < TitleOfNewGroup => [2, 3, 4, 6, 7],
        ChatGroupChangeKind.GroupCreate => [2, 7],
        // Some versions sign the pending members right after the admins, without a mark in between, so the two lists cannot be told apart.
        ChatGroupChangeKind.GroupMemberAddChange when version < ScreenCapture => [3, 8, 9, 11, 12],
        ChatGroupChangeKind.GroupMemberAddChange when version < Invitation => [3, 8, 11, 12],
        ChatGroupChangeKind.GroupMemberAddChange => [3, 8, 12],
        _ => [],
    };

    private static void AddCreate(SignedParts parts, ChatGroupChange change)
    {
        parts.AddId(change.KeyVersion).AddIds(change.Fields.TextsIfPresent(1));
        if (parts.Version >= TitleOfNewGroup)
            parts.AddOrAbsent(SignedText.Word(change.Fields.Flag(6))).AddOrAbsent(change.Title).AddOrAbsent(change.AvatarUrl);
    }

    private static void AddMemberAdd(SignedParts parts, ChatGroupChange change)
    {
        parts.AddIds(change.Fields.TextsIfPresent(1)).AddIds(change.Fields.TextsIfPresent(2)).AddIds(change.Fields.TextsIfPresent(3));
        if (parts.Version is >= 3 and <= 6)
            parts.AddIds(change.PendingMemberIds);
        // The version of the key has to be a number: the last part of a newer text is a word, and cannot be taken for it.
        parts
            .AddOrAbsent(change.Title)
            .AddOrAbsent(change.AvatarUrl)
            .AddOrAbsent(SignedText.Number(change.TimeToLiveMilliseconds))
            .AddId(change.KeyVersion);
        if (parts.Version >= ScreenCapture)
            parts.AddOrAbsent(SignedText.Word(change.Fields.Flag(9)));
        if (parts.Version >= Invitation && change.Fields.Struct(11) is { } invite)
            parts.AddOrAbsent(invite.Text(2)).AddOrAbsent(invite.Text(3)).AddOrAbsent(SignedText.Number(invite.Integer(1)));
    }
}
