using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.ChatProtocol.Tests;

/// <summary>The signed text of every kind, in every version in which it differs.</summary>
public sealed class SignedTextTests
{
    private const string Message = "MessageCreateEvent,m,111,111:222,1795694000672,AQID";
    private const string Add = "GroupChangeEvent.GroupMemberAddChange,m,111,111:222,3,4,1,2,1,";

    private static readonly byte[] PlainKey = [1, 2, 3, 4];

    public static TheoryData<string, int, string?> Texts => new()
    {
        { "message", -1, null },
        { "message", 0, null },
        { "message", 1, null },
        { "message", 2, Message },
        { "message", 7, Message },
        { "message without contents", 7, null },
        { "plain", 7, null },
        { "key change", 7, "ConversationKeyChangeEvent,m,111,111:222,9,AQIDBA" },
        { "key change", 6, "ConversationKeyChangeEvent,m,111,111:222,9,AQIDBA" },
        { "key change", 5, "ConversationKeyChangeEvent,m,111,111:222,9,222,wrapped2,70,111,wrapped1,71" },
        { "key change", 2, "ConversationKeyChangeEvent,m,111,111:222,9,222,wrapped2,70,111,wrapped1,71" },
        { "delete", 7, "MessageDeleteEvent,m,111,111:222,2,5,6" },
        { "read", 7, "MarkConversationReadEvent,m,111,111:222,5,17" },
        { "read without time", 7, "MarkConversationReadEvent,m,111,111:222,5" },
        { "unread", 7, "MarkConversationUnreadEvent,m,111,111:222,5" },
        { "all unread", 7, "MarkConversationUnreadEvent,m,111,111:222" },
        { "conversation delete", 7, "ConversationDeleteEvent,m,111,111:222,true,17" },
        { "conversation delete without details", 7, "ConversationDeleteEvent,m,111,111:222" },
        { "create", 3, "GroupChangeEvent.GroupCreate,m,111,9,1,2" },
        { "create", 4, "GroupChangeEvent.GroupCreate,m,111,9,1,2,null,T,null" },
        { "create", 7, "GroupChangeEvent.GroupCreate,m,111,9,1,2,null,T,null" },
        { "legacy create", 7, "GroupChangeEvent.GroupCreate,m,111,9,1,true,null,https://x.com/a.png" },
        { "add", 2, Add + "T,null,60,9" },
        { "add", 3, Add + "8,T,null,60,9" },
        { "add", 4, Add + "8,T,null,60,9" },
        { "add", 5, Add + "8,T,null,60,9,false" },
        { "add", 6, Add + "8,T,null,60,9,false" },
        { "add", 7, Add + "T,null,60,9,false" },
        { "add by invitation", 6, "GroupChangeEvent.GroupMemberAddChange,m,111,111:222,3,1,1,null,null,null,9,null" },
        { "add by invitation", 7, "GroupChangeEvent.GroupMemberAddChange,m,111,111:222,3,1,1,null,null,null,9,null,https://x.com/i,null,17" },
        { "remove", 7, "GroupChangeEvent.GroupMemberRemoveChange,m,111,111:222,2,3" },
        { "admin add", 7, "GroupChangeEvent.GroupAdminAddChange,m,111,111:222,2" },
        { "admin remove", 7, "GroupChangeEvent.GroupAdminRemoveChange,m,111,111:222,2" },
        { "title", 7, "GroupChangeEvent.GroupTitleChange,m,111,111:222,9,AAAA" },
        { "no title", 7, "GroupChangeEvent.GroupTitleChange,m,111,111:222,9," },
        { "avatar", 7, "GroupChangeEvent.GroupAvatarUrlChange,m,111,111:222,9,https://x.com/b.png" },
        { "no avatar", 7, "GroupChangeEvent.GroupAvatarUrlChange,m,111,111:222,9," },
        { "invite enable", 7, "GroupChangeEvent.GroupInviteEnable,m,111,111:222,https://x.com/i,17,null" },
        { "invite disable", 7, "GroupChangeEvent.GroupInviteDisable,m,111,111:222,1" },
        { "join request", 7, "GroupChangeEvent.GroupJoinRequest,m,111,111:222,3" },
        { "join reject", 7, "GroupChangeEvent.GroupJoinReject,m,111,111:222,3,4" },
        { "timer", 7, "ConversationMetadataChangeEvent.MessageDurationChange,m,111,111:222,60" },
        { "no timer", 7, "ConversationMetadataChangeEvent.MessageDurationRemove,m,111,111:222" },
        { "mute", 7, "ConversationMetadataChangeEvent.MuteConversation,m,111,111:222,111:222,g5" },
        { "unmute", 7, "ConversationMetadataChangeEvent.UnmuteConversation,m,111,111:222,g5" },
        { "capture", 7, "ConversationMetadataChangeEvent.DisableScreenCaptureBlocking,m,111,111:222" },
        { "typing", 7, null },
        { "failure", 7, null },
        { "member account", 7, null },
        { "admin settings", 7, null },
        { "unknown group change", 7, null },
        { "unknown setting", 7, null },
        { "Grok", 7, null },
        { "unknown", 7, null },
        { "nothing", 7, null },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_signed_text_is_that_of_the_version(string kind, int version, string? expected)
    {
        var made = ChatEventFactory.Event(new("1", "m", "111", "111:222", 5), Details[kind]);
        made.Fields.AddStruct(9, new ThriftStruct().Add(3, $"{version}"));
        Assert.Equal(expected, SignedText.Of(made, PlainKey));
    }

    [Theory]
    [InlineData("m,", "111", "111:222", "T")]
    [InlineData("m", "1,1", "111:222", "T")]
    [InlineData("m", "111", "111,222", "T")]
    [InlineData("m", "111", "111:222", "T,U")]
    [InlineData(null, "111", "111:222", "T")]
    [InlineData("m", null, "111:222", "T")]
    [InlineData("m", "111", null, "T")]
    public void A_part_that_is_missing_or_contains_a_comma_leaves_no_text(string? messageId, string? sender, string? conversation, string title) =>
        Assert.Null(SignedText.Of(ChatEventFactory.Event(new("1", messageId!, sender!, conversation!, 5), ChatGroupDetails.Title(title, "9"))));

    [Fact]
    public void A_key_change_cannot_be_verified_without_its_key() =>
        Assert.Null(SignedText.Of(ChatEventFactory.Event(new("1", "m", "111", "111:222", 5), Details["key change"])));

    [Theory]
    [InlineData(null, 7)]
    [InlineData("7", 7)]
    [InlineData("12", 12)]
    [InlineData("", 0)]
    [InlineData("x", 0)]
    [InlineData("-7", 0)]
    [InlineData("99999999999", int.MaxValue)]
    [InlineData("99999999999999999999", 0)]
    public void A_missing_version_is_the_current_one_and_an_odd_one_counts_as_zero(string? version, int expected) =>
        Assert.Equal(expected, new ChatEventSignature(new ThriftStruct().Add(3, version)).Version);

    private static readonly Dictionary<string, ThriftStruct?> Details = new()
    {
        ["message"] = Of(ChatEventKind.MessageCreateEvent, new ThriftStruct().Add(100, [1, 2, 3]).Add(101, "1795694000672").AddBool(102, true)),
        ["message without contents"] = Of(ChatEventKind.MessageCreateEvent, new ThriftStruct().Add(101, "1795694000672")),
        ["plain"] = Of(ChatEventKind.MessageCreateEvent, new ThriftStruct().Add(100, [1, 2, 3])),
        ["key change"] = Of(
            ChatEventKind.ConversationKeyChangeEvent,
            new ThriftStruct().Add(1, "9").AddStructs(2, [Row("222", "wrapped2", "70"), Row("111", "wrapped1", "71")])),
        ["delete"] = ChatDetails.Delete(["5", "6"], forEveryone: true),
        ["read"] = ChatDetails.MarkRead("5", 17),
        ["read without time"] = ChatDetails.MarkRead("5", null),
        ["unread"] = ChatDetails.MarkUnread("5"),
        ["all unread"] = ChatDetails.MarkUnread(null),
        ["conversation delete"] = ChatDetails.ConversationDelete("111:222", true, 17),
        ["conversation delete without details"] = ChatDetails.ConversationDelete("111:222", null, null),
        ["create"] = ChatGroupDetails.Create(["1", "2"], ["1"], "9", "T"),
        ["legacy create"] = Group(ChatGroupChangeKind.GroupCreate, new ThriftStruct().AddTexts(1, ["1"]).Add(4, "https://x.com/a.png").Add(5, "9").AddBool(6, true)),
        ["add"] = ChatGroupDetails.MemberAdd(["3", "4"], ["1", "2"], ["1"], "9", "T", null, 60, ["8"], false),
        ["add by invitation"] = Group(ChatGroupChangeKind.GroupMemberAddChange, new ThriftStruct().AddTexts(1, ["3"]).AddTexts(2, ["1"]).AddTexts(3, ["1"]).Add(6, "9")
            .AddStruct(11, new ThriftStruct().AddI64(1, 17).Add(2, "https://x.com/i"))),
        ["remove"] = ChatGroupDetails.MemberRemove(["2", "3"]),
        ["admin add"] = ChatGroupDetails.AdminAdd(["2"]),
        ["admin remove"] = ChatGroupDetails.AdminRemove(["2"]),
        ["title"] = ChatGroupDetails.Title("AAAA", "9"),
        ["no title"] = ChatGroupDetails.Title(null, "9"),
        ["avatar"] = ChatGroupDetails.Avatar("https://x.com/b.png", "9"),
        ["no avatar"] = ChatGroupDetails.Avatar(null, "9"),
        ["invite enable"] = ChatGroupDetails.InviteEnable("https://x.com/i", 17),
        ["invite disable"] = ChatGroupDetails.InviteDisable("1"),
        ["join request"] = ChatGroupDetails.JoinRequest("3"),
        ["join reject"] = ChatGroupDetails.JoinReject(["3", "4"]),
        ["timer"] = ChatDetails.MessageDuration(60, true),
        ["no timer"] = ChatDetails.MessageDurationRemove(60),
        ["mute"] = ChatDetails.Mute(["111:222", "g5"], isMuted: true),
        ["unmute"] = ChatDetails.Mute(["g5"], isMuted: false),
        ["capture"] = ChatDetails.Metadata(ChatMetadataChangeKind.DisableScreenCaptureBlocking),
        ["typing"] = ChatDetails.Typing("111:222"),
        ["failure"] = ChatDetails.Failure(ChatFailureType.GenericError),
        ["member account"] = ChatDetails.MemberAccountDelete("222"),
        ["admin settings"] = Group(ChatGroupChangeKind.GroupAdminSettingsChange, new ThriftStruct().AddBool(1, true)),
        ["unknown group change"] = Group((ChatGroupChangeKind)77, new ThriftStruct().AddTexts(1, ["1"])),
        ["unknown setting"] = ChatDetails.Metadata((ChatMetadataChangeKind)77),
        ["Grok"] = ChatDetails.GrokResponse("42"),
        ["unknown"] = ChatDetails.Of(98, new()),
        ["nothing"] = null,
    };

    private static ThriftStruct Of(ChatEventKind kind, ThriftStruct fields) => ChatDetails.Of(kind, fields);

    private static ThriftStruct Group(ChatGroupChangeKind kind, ThriftStruct fields) => ChatGroupDetails.Change(kind, fields);

    private static ThriftStruct Row(string user, string key, string version) => new ThriftStruct().Add(1, user).Add(2, key).Add(3, version);
}
