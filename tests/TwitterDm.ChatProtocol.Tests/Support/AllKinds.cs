using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.ChatProtocol.Tests.Support;

/// <summary>An event of every kind by the factory, with the names that X's own SDK has for the kind and for its content.</summary>
internal static class AllKinds
{
    private const string Unknown = "unknown";
    private const string Message = "message";
    private const string GroupChange = "groupChange";
    private const string SettingsChange = "settingsChange";

    public sealed record Sample(string Name, ChatEvent Event, string SdkType, string? SdkContent = null, bool IsSigned = true);

    public static IEnumerable<Sample> Of(Party party) => [.. Entries(party), .. Details(party), .. GroupChanges(party), .. Settings(party)];

    public static IEnumerable<Sample> GroupChanges(Party party, int version = 7)
    {
        Sample Make(string name, ThriftStruct detail, bool isSigned = true) =>
            new(name, ChatEventFactory.Event(party.Envelope(), detail, party.Alice with { SignatureVersion = version }), GroupChange, IsSigned: isSigned);
        yield return Make("create", ChatGroupDetails.Create(["111", "222"], ["111"], party.Key.Version, "Team", "https://example.com/a.png", 1000));
        yield return Make("create without title", ChatGroupDetails.Create(["111", "222"], ["111"], party.Key.Version));
        yield return Make(
            "create of a legacy group",
            ChatGroupDetails.Change(
                ChatGroupChangeKind.GroupCreate,
                new ThriftStruct().AddTexts(1, ["111"]).Add(5, party.Key.Version).AddBool(6, true)));
        yield return Make(
            "title",
            ChatGroupDetails.Title(Convert.ToBase64String(SecretBox.Seal(party.Key.Key, "Team"u8)), party.Key.Version));
        yield return Make("no title", ChatGroupDetails.Title(null, party.Key.Version));
        yield return Make("avatar", ChatGroupDetails.Avatar("https://example.com/b.png", party.Key.Version));
        yield return Make("no avatar", ChatGroupDetails.Avatar(null, party.Key.Version));
        yield return Make(
            "add",
            ChatGroupDetails.MemberAdd(
                ["333", "444"],
                ["111", "222"],
                ["111"],
                party.Key.Version,
                "Team",
                "https://example.com/a.png",
                1000,
                ["222"],
                false));
        yield return Make("add with little", ChatGroupDetails.MemberAdd(["333"], ["111", "222"], ["111"], party.Key.Version));
        yield return Make(
            "add by invitation",
            ChatGroupDetails.Change(
                ChatGroupChangeKind.GroupMemberAddChange,
                new ThriftStruct()
                    .AddTexts(1, ["333"])
                    .AddTexts(2, ["111"])
                    .AddTexts(3, ["111"])
                    .Add(6, party.Key.Version)
                    .AddStruct(11, new ThriftStruct().AddI64(1, 1800000000000).Add(2, "https://x.com/i/chat/join/1"))));
        yield return Make("remove", ChatGroupDetails.MemberRemove(["222"]));
        yield return Make("admin add", ChatGroupDetails.AdminAdd(["222", "333"]));
        yield return Make("admin remove", ChatGroupDetails.AdminRemove(["222"]));
        yield return Make("invite enable", ChatGroupDetails.InviteEnable("https://x.com/i/chat/join/1", 1800000000000, "7"));
        yield return Make("invite enable with little", ChatGroupDetails.InviteEnable("https://x.com/i/chat/join/1", null));
        yield return Make("invite disable", ChatGroupDetails.InviteDisable("111"));
        yield return Make("join request", ChatGroupDetails.JoinRequest("333"));
        yield return Make("join reject", ChatGroupDetails.JoinReject(["333", "444"]));
        yield return Make("admin settings", ChatGroupDetails.Change(ChatGroupChangeKind.GroupAdminSettingsChange, new ThriftStruct().AddBool(1, true)), isSigned: false);
    }

    public static IEnumerable<Sample> Details(Party party, int version = 7)
    {
        Sample Make(string name, string sdkType, ThriftStruct? detail, bool isSigned = true) =>
            new(
                name,
                ChatEventFactory.Event(party.Envelope(), detail, party.Alice with { SignatureVersion = version }),
                sdkType,
                IsSigned: isSigned);
        yield return new(
            "key change",
            ChatEventFactory.KeyChange(party.Envelope(), party.Key, party.Recipients, party.Alice with { SignatureVersion = version }),
            "keyChange");
        yield return Make("delete for everyone", "messageDeleted", ChatDetails.Delete(["5", "6"], forEveryone: true));
        yield return Make("delete for oneself", "messageDeleted", ChatDetails.Delete(["5"], forEveryone: false));
        yield return Make("read", "readReceipt", ChatDetails.MarkRead("5", 1795693748502));
        yield return Make("read without time", "readReceipt", ChatDetails.MarkRead("5", null));
        yield return Make("unread", "markedUnread", ChatDetails.MarkUnread("5"));
        yield return Make("all unread", "markedUnread", ChatDetails.MarkUnread(null));
        yield return Make("conversation deleted", "conversationDeleted", ChatDetails.ConversationDelete(party.ConversationId, true, 1795693748502));
        yield return Make("conversation deleted without details", "conversationDeleted", ChatDetails.ConversationDelete(party.ConversationId, null, null));
        yield return Make("typing", "typing", ChatDetails.Typing(party.ConversationId), isSigned: false);
        yield return Make("failure", "failure", ChatDetails.Failure(ChatFailureType.OnlyEncryptedMessagesAllowed), isSigned: false);
        yield return Make("rate limit", "failure", ChatDetails.Failure(ChatFailureType.RateLimitUpsell, 3), isSigned: false);
        yield return Make("member deleted", "memberDeleted", ChatDetails.MemberAccountDelete("222"), isSigned: false);
        yield return Make("Grok", Unknown, ChatDetails.GrokResponse("42"), isSigned: false);
        yield return Make("unknown detail", Unknown, ChatDetails.Of(98, new ThriftStruct().Add(1, "x")), isSigned: false);
        yield return Make("no detail", Unknown, null, isSigned: false);
    }

    public static IEnumerable<Sample> Settings(Party party, int version = 7)
    {
        Sample Make(string name, ThriftStruct detail)
            => new(name, ChatEventFactory.Event(party.Envelope(), detail, party.Alice with { SignatureVersion = version }), SettingsChange);
        yield return Make("timer", ChatDetails.MessageDuration(86_400_000, true));
        yield return Make("no timer", ChatDetails.MessageDurationRemove(86_400_000));
        yield return Make("mute", ChatDetails.Mute([party.ConversationId, "g5"], isMuted: true));
        yield return Make("unmute", ChatDetails.Mute([party.ConversationId], isMuted: false));
        yield return Make("detect captures", ChatDetails.Metadata(ChatMetadataChangeKind.EnableScreenCaptureDetection));
        yield return Make("do not detect captures", ChatDetails.Metadata(ChatMetadataChangeKind.DisableScreenCaptureDetection));
        yield return Make("block captures", ChatDetails.Metadata(ChatMetadataChangeKind.EnableScreenCaptureBlocking));
        yield return Make("do not block captures", ChatDetails.Metadata(ChatMetadataChangeKind.DisableScreenCaptureBlocking));
    }

    public static IEnumerable<Sample> Entries(Party party, int version = 7)
    {
        var signer = party.Bob with { SignatureVersion = version };
        Sample Make(string name, string content, ThriftStruct entry)
            => new(name, ChatEventFactory.Message(party.Envelope("222"), entry, party.Key, signer), Message, content);
        var text = Make("text", "text", ChatEntries.Message("Hi @bob", [ChatEntries.Entity(3, 7, ChatEntityKind.Mention)], sentFrom: 1));
        yield return text;
        yield return new(
            "text with a timer",
            ChatEventFactory.Message(
                party.Envelope("222"),
                ChatEntries.Message("gone soon"),
                party.Key,
                signer,
                new() { ShouldNotify = false, TimeToLiveMilliseconds = 60_000 }),
            Message,
            "text");
        yield return Make(
            "media",
            "text",
            ChatEntries.Message(
                string.Empty,
                attachments:
                [
                    ChatAttachments.Media("abc", ChatMediaType.Video, 5_000_000_000, "a.mp4", 8, 9, 1200, "att"),
                    ChatAttachments.Media("def", ChatMediaType.File, 74, "b.pdf", 0, 0),
                ]));
        yield return Make(
            "url",
            "text",
            ChatEntries.Message(
                "x",
                attachments: [ChatAttachments.Url("https://example.com", "Example", ChatAttachments.Image("hash", 10, "b.png", 1, 2))]));
        yield return Make("post", "text", ChatEntries.Message("x", attachments: [ChatAttachments.Post("20", "https://x.com/i/status/20")]));
        yield return Make(
            "card and money",
            "text",
            ChatEntries.Message(
                "x",
                attachments: [ChatAttachments.UnifiedCard("https://example.com", "5"), ChatAttachments.Money("10 USD", "{}")]));
        yield return Make(
            "forwarded",
            "text",
            ChatEntries.Message(null, forwarded: ChatEntries.Forwarded("from elsewhere", [ChatEntries.Entity(0, 4, ChatEntityKind.Url)])));
        yield return Make("reply", "text", ChatEntries.Message("r", replyPreview: ChatEntries.ReplyTo(text.Event, party.Open(text.Event))));
        yield return Make(
            "reply without the event",
            "text",
            ChatEntries.Message("r", replyPreview: ChatEntries.ReplyPreview("222", "Hi", text.Event.SequenceId, text.Event.MessageId)));
        yield return Make("reaction", "reaction", ChatEntries.ReactionAdd("5", "👍"));
        yield return Make("reaction removed", "reactionRemoved", ChatEntries.ReactionRemove("5", "👍"));
        yield return Make("edit", "edit", ChatEntries.Edit("5", "edited @bob", [ChatEntries.Entity(7, 11, ChatEntityKind.Mention)]));
        yield return Make("mark read", "markRead", ChatMiscellaneousEntries.MarkRead("5", 1795693748502));
        yield return Make("mark unread", "markUnread", ChatMiscellaneousEntries.MarkUnread("5"));
        yield return Make("pin", Unknown, ChatMiscellaneousEntries.Pin(party.ConversationId));
        yield return Make("unpin", Unknown, ChatMiscellaneousEntries.Pin(party.ConversationId, isPinned: false));
        yield return Make("screen capture", Unknown, ChatMiscellaneousEntries.ScreenCapture(2));
        yield return Make("call started", Unknown, ChatMiscellaneousEntries.CallStarted(true, "b1"));
        yield return Make("call ended", Unknown, ChatMiscellaneousEntries.CallEnded(1795693748502, 75, false, "b1"));
        yield return Make("call missed", Unknown, ChatMiscellaneousEntries.CallMissed(1795693748502, true));
        yield return Make("draft", Unknown, ChatMiscellaneousEntries.Draft(party.ConversationId, "draft"));
        yield return Make("request accepted", Unknown, ChatMiscellaneousEntries.AcceptMessageRequest());
        yield return Make("nickname", Unknown, ChatMiscellaneousEntries.Nickname("111", "Al"));
        yield return Make("verified status", Unknown, ChatMiscellaneousEntries.SetVerifiedStatus("111", true));
        yield return Make("unknown entry", Unknown, ChatEntries.Of(99, new ThriftStruct().Add(1, "x")));
        yield return new("plain", ChatEventFactory.PlainMessage(party.Envelope("222"), ChatEntries.Message("not encrypted")), Message, "text", IsSigned: false);
    }
}
