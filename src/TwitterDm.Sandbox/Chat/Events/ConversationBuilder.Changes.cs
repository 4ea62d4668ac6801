using System.Security.Cryptography;
using System.Text;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <content>Keys, members, settings, deletions and read receipts, which are signed but not encrypted.</content>
internal sealed partial class ConversationBuilder
{
    private ConversationKey? _key;
    private long? _messageLifetime;

    /// <summary>Changes the key of the conversation.</summary>
    /// <param name="by">Who changes it.</param>
    /// <param name="delivery">How the change reaches the members.</param>
    /// <param name="without">A member who does not get the key, or null.</param>
    /// <param name="forAllVersions">Whether members get a copy for each of their key pairs instead of the newest one.</param>
    public void ChangeKey(Person by, KeyDelivery delivery = KeyDelivery.BesideItsEvents, Person? without = null, bool forAllVersions = false)
    {
        // A version is the time in milliseconds at which the client created the key, shortly before it sent the change.
        var version = Text(Milliseconds - 250);
        _key = new ConversationKey(version, SHA256.HashData(Encoding.UTF8.GetBytes($"sandbox {_seed} conversation key {version} of {_plan.SignedId}")));
        var rows = _present.Where(member => member != without).SelectMany(member => PairsOf(member, forAllVersions)).Select(pair => new ThriftStruct()
            .Add(1, pair.Owner.IdText)
            .Add(2, ConversationKeys.Wrap(_key.Bytes, pair.Private.IdentityPublicKey))
            .Add(3, pair.Version));
        var change = Create(by, ChatEventKind.ConversationKeyChangeEvent, new ThriftStruct().Add(1, version).AddStructs(2, rows).AddBool(5, false));
        Sign(change, SignerOf(by), _key.Bytes);
        if (delivery == KeyDelivery.InList)
            Add(change, by);
        else
            _keyChanges.Add(new StoredKeyChange(Id, version, change.ToBase64(), delivery));
    }

    /// <summary>Creates the group.</summary>
    public SentChatEvent CreateGroup(Person by, string? title, IEnumerable<Person> admins) => ChangeGroup(by, ChatGroupChangeKind.GroupCreate, new ThriftStruct()
        .AddTexts(1, IdsOf(_present))
        .AddTexts(2, IdsOf(admins))
        .Add(3, title)
        .Add(5, _key?.Version));

    /// <summary>Changes the title, encrypted.</summary>
    public SentChatEvent ChangeTitle(Person by, string title) =>
        ChangeGroup(by, ChatGroupChangeKind.GroupTitleChange, new ThriftStruct().Add(1, Seal(title)).Add(2, _key?.Version));

    /// <summary>Changes the avatar, encrypted.</summary>
    public SentChatEvent ChangeAvatar(Person by, string url) =>
        ChangeGroup(by, ChatGroupChangeKind.GroupAvatarUrlChange, new ThriftStruct().Add(1, Seal(url)).Add(2, _key?.Version));

    public SentChatEvent AddMembers(Person by, IReadOnlyList<Person> added, IEnumerable<Person> admins)
    {
        var change = new ThriftStruct().AddTexts(1, IdsOf(added)).AddTexts(2, IdsOf(_present)).AddTexts(3, IdsOf(admins)).Add(6, _key?.Version);
        _present.AddRange(added);
        return ChangeGroup(by, ChatGroupChangeKind.GroupMemberAddChange, change);
    }

    public SentChatEvent RemoveMember(Person by, Person removed)
    {
        _present.Remove(removed);
        return ChangeGroup(by, ChatGroupChangeKind.GroupMemberRemoveChange, new ThriftStruct().AddTexts(1, [removed.IdText]));
    }

    public SentChatEvent AddAdmin(Person by, Person admin) =>
        ChangeGroup(by, ChatGroupChangeKind.GroupAdminAddChange, new ThriftStruct().AddTexts(1, [admin.IdText]));

    public SentChatEvent RemoveAdmin(Person by, Person admin) =>
        ChangeGroup(by, ChatGroupChangeKind.GroupAdminRemoveChange, new ThriftStruct().AddTexts(1, [admin.IdText]));

    /// <summary>Deletes messages.</summary>
    public SentChatEvent Delete(Person by, bool forAll, params SentChatEvent[] targets) => Signed(
        by,
        ChatEventKind.MessageDeleteEvent,
        new ThriftStruct().AddTexts(1, targets.Select(target => target.IdText)).AddI32(2, forAll ? 2 : 1));

    /// <summary>Marks the conversation as read up to a message.</summary>
    public SentChatEvent MarkRead(Person by, SentChatEvent until) => Signed(
        by,
        ChatEventKind.MarkConversationReadEvent,
        new ThriftStruct().Add(1, until.IdText).AddI64(2, Milliseconds));

    /// <summary>Lets messages disappear after a time, or no longer if it is null.</summary>
    public SentChatEvent SetMessageLifetime(Person by, long? milliseconds)
    {
        _messageLifetime = milliseconds;
        return milliseconds is { } lifetime
            ? ChangeSetting(by, ChatMetadataChangeKind.MessageDurationChange, new ThriftStruct().AddI64(1, lifetime).AddBool(2, false))
            : ChangeSetting(by, ChatMetadataChangeKind.MessageDurationRemove, new ThriftStruct());
    }

    /// <summary>Mutes the conversation.</summary>
    public SentChatEvent Mute(Person by) =>
        ChangeSetting(by, ChatMetadataChangeKind.MuteConversation, new ThriftStruct().AddTexts(1, [_plan.SignedId]));

    public SentChatEvent DetectScreenCapture(Person by) => ChangeSetting(by, ChatMetadataChangeKind.EnableScreenCaptureDetection, new ThriftStruct());

    /// <summary>Shows that someone is typing. Such events have no signature.</summary>
    public SentChatEvent Type(Person by) => Add(Create(by, ChatEventKind.MessageTypingEvent, new ThriftStruct().Add(1, _plan.SignedId)), by);

    /// <summary>Shows that a member deleted his account. Such events have no signature.</summary>
    public SentChatEvent DeleteAccount(Person member)
    {
        _present.Remove(member);
        return Add(Create(member, ChatEventKind.MemberAccountDeleteEvent, new ThriftStruct().Add(1, member.IdText)), member);
    }

    /// <summary>Creates an event of a kind that nobody knows yet. It has no signature.</summary>
    public SentChatEvent AddUnknown(Person by, short kind) => Add(Create(by, kind, new ThriftStruct().Add(1, "new")), by);

    private SentChatEvent ChangeGroup(Person by, ChatGroupChangeKind kind, ThriftStruct change) => Signed(
        by,
        ChatEventKind.GroupChangeEvent,
        new ThriftStruct().AddStruct(1, new ThriftStruct().AddStruct((short)kind, change)).AddBool(2, false));

    private SentChatEvent ChangeSetting(Person by, ChatMetadataChangeKind kind, ThriftStruct change) => Signed(
        by,
        ChatEventKind.ConversationMetadataChangeEvent,
        new ThriftStruct().AddStruct(1, new ThriftStruct().AddStruct((short)kind, change)));

    private SentChatEvent Signed(Person by, ChatEventKind kind, ThriftStruct detail) => Add(Sign(Create(by, kind, detail), SignerOf(by)), by);

    private IEnumerable<ChatKeyPair> PairsOf(Person member, bool forAllVersions) =>
        forAllVersions ? _keys.PairsOf(member) : _keys.PairsOf(member).TakeLast(1);

    private static IEnumerable<string> IdsOf(IEnumerable<Person> people) => people.Select(person => person.IdText);
}
