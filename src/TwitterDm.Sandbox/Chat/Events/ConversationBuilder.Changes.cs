using System.Security.Cryptography;
using System.Text;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <content>Keys, members, settings, deletions and read receipts, which are not encrypted.</content>
internal sealed partial class ConversationBuilder
{
    private const long KeyAge = 250;

    private readonly List<ChatEvent> _changes = [];
    private readonly List<StoredConversationKey> _allKeys = [];
    private ChatConversationKey? _key;
    private long? _messageLifetime;

    /// <summary>Changes the key of the conversation.</summary>
    /// <param name="by">Who changes it.</param>
    /// <param name="delivery">How the change reaches the members.</param>
    /// <param name="forAllVersions">Whether members get a copy for each of their key pairs instead of the newest one.</param>
    public void ChangeKey(Person by, KeyDelivery delivery = KeyDelivery.BesideItsEvents, bool forAllVersions = false)
    {
        // A version is the time at which the client created the key, shortly before it sent the change.
        var version = Text(Milliseconds - KeyAge);
        _key = new ChatConversationKey(
            version,
            SHA256.HashData(Encoding.UTF8.GetBytes($"sandbox {_seed} conversation key {version} of {SignedId}")));
        var change = ChatEventFactory.KeyChange(
            Envelope(by),
            _key,
            _present.SelectMany(member => RecipientsFor(member, forAllVersions)),
            SignerOf(by),
            isRotation: _changes.Count > 0);
        _changes.Add(change);
        _allKeys.Add(StoredConversationKey.Of(change.KeyChange!, _key.Key));
        if (delivery == KeyDelivery.InList)
            Add(change, by);
        else
            _keyChanges.Add(new StoredKeyChange(Id, version, change.ToBase64(), delivery));
    }

    /// <summary>Creates the group. Its title is plain.</summary>
    public SentChatEvent CreateGroup(Person by, string? title, IEnumerable<Person> admins) =>
        Add(by, ChatGroupDetails.Create(IdsOf(_present), IdsOf(admins), Key.Version, title));

    /// <summary>Changes the title, encrypted.</summary>
    public SentChatEvent ChangeTitle(Person by, string title) => Add(by, ChatGroupDetails.Title(Seal(title), Key.Version));

    /// <summary>Changes the avatar, encrypted.</summary>
    public SentChatEvent ChangeAvatar(Person by, string url) => Add(by, ChatGroupDetails.Avatar(Seal(url), Key.Version));

    public SentChatEvent AddMembers(Person by, IReadOnlyList<Person> added, IEnumerable<Person> admins)
    {
        var change = ChatGroupDetails.MemberAdd(IdsOf(added), [.. IdsOf(_present)], IdsOf(admins), Key.Version);
        _present.AddRange(added);
        return Add(by, change);
    }

    public SentChatEvent RemoveMember(Person by, Person removed)
    {
        _present.Remove(removed);
        return Add(by, ChatGroupDetails.MemberRemove([removed.IdText]));
    }

    public SentChatEvent AddAdmin(Person by, Person admin) => Add(by, ChatGroupDetails.AdminAdd([admin.IdText]));

    public SentChatEvent RemoveAdmin(Person by, Person admin) => Add(by, ChatGroupDetails.AdminRemove([admin.IdText]));

    /// <summary>Deletes messages, for everyone or for oneself.</summary>
    public SentChatEvent Delete(Person by, bool forEveryone, params SentChatEvent[] targets) =>
        Add(by, ChatDetails.Delete(targets.Select(target => target.IdText), forEveryone));

    /// <summary>Marks the conversation as read up to a message.</summary>
    public SentChatEvent MarkRead(Person by, SentChatEvent until) => Add(by, ChatDetails.MarkRead(until.IdText, Milliseconds));

    /// <summary>Lets messages disappear after a time, or no longer if it is null.</summary>
    public SentChatEvent SetMessageLifetime(Person by, long? milliseconds)
    {
        _messageLifetime = milliseconds;
        return Add(
            by,
            milliseconds is { } lifetime ? ChatDetails.MessageDuration(lifetime, appliesToAll: false) : ChatDetails.MessageDurationRemove());
    }

    public SentChatEvent Mute(Person by, bool isMuted = true) => Add(by, ChatDetails.Mute([SignedId], isMuted));

    /// <summary>Shows that a member deleted the account.</summary>
    public SentChatEvent DeleteAccount(Person member)
    {
        _present.Remove(member);
        return Add(member, ChatDetails.MemberAccountDelete(member.IdText));
    }

    /// <summary>Adds an event of any kind. It has a signature unless events of its kind never have one.</summary>
    public SentChatEvent Add(Person by, ThriftStruct detail) => Add(ChatEventFactory.Event(Envelope(by), detail, SignerOf(by)), by);

    private IEnumerable<ChatRecipient> RecipientsFor(Person member, bool forAllVersions) =>
        (forAllVersions ? _keys.FirstPairsOf(member) : _keys.FirstPairsOf(member).TakeLast(1))
        .Select(pair => new ChatRecipient(member.IdText, pair.Private.IdentityPublicKey, pair.Version));

    private static IEnumerable<string> IdsOf(IEnumerable<Person> people) => people.Select(person => person.IdText);
}
