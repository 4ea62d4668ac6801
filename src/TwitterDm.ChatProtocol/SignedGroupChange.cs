namespace TwitterDm.ChatProtocol;

/// <summary>The signed texts of the changes of a group.</summary>
internal static class SignedGroupChange
{
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
                parts.AddHead(name).Add(change.InviteUrl).Add(SignedText.OrAbsent(SignedText.Number(change.InviteExpiresAtMilliseconds)))
                    .Add(SignedText.OrAbsent(change.Fields.Text(3)));
                break;
            case ChatGroupChangeKind.GroupMemberRemoveChange or ChatGroupChangeKind.GroupAdminAddChange or ChatGroupChangeKind.GroupAdminRemoveChange
                or ChatGroupChangeKind.GroupJoinReject:
                parts.AddHead(name).AddAll(change.Fields.TextsIfPresent(1));
                break;
            case ChatGroupChangeKind.GroupJoinRequest or ChatGroupChangeKind.GroupInviteDisable:
                parts.AddHead(name).Add(change.Fields.Text(1));
                break;
            default:
                parts.Refuse();
                break;
        }
    }

    private static void AddCreate(SignedParts parts, ChatGroupChange change)
    {
        parts.Add(change.KeyVersion).AddAll(change.Fields.TextsIfPresent(1));
        if (parts.Version < 4)
            return;
        parts.Add(SignedText.OrAbsent(SignedText.Word(change.Fields.Flag(6)))).Add(SignedText.OrAbsent(change.Title))
            .Add(SignedText.OrAbsent(change.AvatarUrl));
    }

    private static void AddMemberAdd(SignedParts parts, ChatGroupChange change)
    {
        parts.AddAll(change.Fields.TextsIfPresent(1)).AddAll(change.Fields.TextsIfPresent(2)).AddAll(change.Fields.TextsIfPresent(3));
        if (parts.Version is >= 3 and <= 6)
            parts.AddAll(change.PendingMemberIds);
        parts.Add(SignedText.OrAbsent(change.Title)).Add(SignedText.OrAbsent(change.AvatarUrl))
            .Add(SignedText.OrAbsent(SignedText.Number(change.TimeToLiveMilliseconds))).Add(change.KeyVersion);
        if (parts.Version >= 5)
            parts.Add(SignedText.OrAbsent(SignedText.Word(change.Fields.Flag(9))));
        if (parts.Version >= 7 && change.Fields.Struct(11) is { } invite)
        {
            parts.Add(SignedText.OrAbsent(invite.Text(2))).Add(SignedText.OrAbsent(invite.Text(3)))
                .Add(SignedText.OrAbsent(SignedText.Number(invite.Integer(1))));
        }
    }
}
