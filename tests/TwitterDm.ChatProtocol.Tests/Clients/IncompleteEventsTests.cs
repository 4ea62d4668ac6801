using TwitterDm.ChatProtocol.Tests.Support;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.ChatProtocol.Tests.Clients;

/// <summary>
/// Events without a part of what they sign, signed in all ways that come to mind: X's own SDK decides which of them count, and it is the
/// same here.
/// </summary>
public sealed class IncompleteEventsTests
{
    private readonly Party _party = new();

    [ChatXdkFact]
    public async Task The_SDK_and_this_code_agree_about_events_that_lack_something()
    {
        var cases = GroupChanges().Concat(Others()).Concat(Heads()).ToList();
        var read = await ChatXdk.ReadAsync(_party, cases.Select(item => item.Event));
        var verdicts = read.GetProperty("lenient")
            .GetProperty("events")
            .EnumerateArray()
            .ToDictionary(item => item.GetProperty("index").GetInt32(), item => item.GetProperty("verified").GetBoolean());
        Assert.Equal(cases.Count, verdicts.Count);
        Assert.Equal(
            cases.Select((item, index) => $"{item.Name}: {verdicts[index]}"),
            cases.Select(item => $"{item.Name}: {_party.Verifies(item.Event)}"));
        Assert.InRange(verdicts.Values.Count(verdict => verdict), 8, cases.Count / 2);
    }

    private IEnumerable<(string Name, ChatEvent Event)> GroupChanges()
    {
        IEnumerable<(string Name, ChatEvent Event)> Sign(ChatGroupChangeKind kind, ThriftStruct fields, params string[] tails) =>
            this.Sign(ChatGroupDetails.Change(kind, fields), $"GroupChangeEvent.{kind}", tails);
        return
        [
            .. Sign(ChatGroupChangeKind.GroupTitleChange, new ThriftStruct().Add(1, "T"), ",,T", ",null,T", ",T"),
            .. Sign(ChatGroupChangeKind.GroupTitleChange, new ThriftStruct().Add(1, "a,b").Add(2, "9"), ",9,a,b"),
            .. Sign(ChatGroupChangeKind.GroupTitleChange, new ThriftStruct().Add(2, "9"), ",9,", ",9", ",9,null"),
            .. Sign(ChatGroupChangeKind.GroupAvatarUrlChange, new ThriftStruct().Add(1, "T"), ",,T", ",null,T", ",T"),
            .. Sign(ChatGroupChangeKind.GroupCreate, new ThriftStruct().AddTexts(1, ["111"]), ",,111,null,null,null", ",null,111,null,null,null", ",111,null,null,null"),
            .. Sign(ChatGroupChangeKind.GroupCreate, new ThriftStruct().Add(5, "9"), ",9,null,null,null", ",9,,null,null,null"),
            .. Sign(
                ChatGroupChangeKind.GroupCreate,
                new ThriftStruct().AddTexts(1, []).Add(5, "9"),
                ",9,null,null,null",
                ",9,,null,null,null"),
            .. Sign(
                ChatGroupChangeKind.GroupMemberAddChange,
                Lists(1, 2, 3),
                ",1,2,3,null,null,null,,null",
                ",1,2,3,null,null,null,null,null",
                ",1,2,3,null,null,null,null"),
            .. Sign(
                ChatGroupChangeKind.GroupMemberAddChange,
                Lists(2, 3).Add(6, "9"),
                ",2,3,null,null,null,9,null",
                ",,2,3,null,null,null,9,null"),
            .. Sign(
                ChatGroupChangeKind.GroupMemberAddChange,
                Lists(1, 3).Add(6, "9"),
                ",1,3,null,null,null,9,null",
                ",1,,3,null,null,null,9,null"),
            .. Sign(
                ChatGroupChangeKind.GroupMemberAddChange,
                Lists(1, 2).Add(6, "9"),
                ",1,2,null,null,null,9,null",
                ",1,2,,null,null,null,9,null"),
            .. Sign(
                ChatGroupChangeKind.GroupMemberAddChange,
                Lists(1, 2).AddTexts(3, []).Add(6, "9"),
                ",1,2,null,null,null,9,null",
                ",1,2,,null,null,null,9,null"),
            .. Sign(
                ChatGroupChangeKind.GroupMemberAddChange,
                Lists(1, 2, 3).Add(6, "9").AddStruct(11, new()),
                ",1,2,3,null,null,null,9,null",
                ",1,2,3,null,null,null,9,null,null,null,null"),
            .. (
                (ChatGroupChangeKind[])
                    [
                        ChatGroupChangeKind.GroupMemberRemoveChange,
                        ChatGroupChangeKind.GroupAdminAddChange,
                        ChatGroupChangeKind.GroupAdminRemoveChange,
                        ChatGroupChangeKind.GroupJoinReject,
                    ]).SelectMany(kind => Sign(kind, new(), "", ",", ",null").Concat(Sign(kind, new ThriftStruct().AddTexts(1, []), "", ","))),
            .. ((ChatGroupChangeKind[])[ChatGroupChangeKind.GroupInviteDisable, ChatGroupChangeKind.GroupJoinRequest]).SelectMany(kind =>
                Sign(kind, new(), "", ",", ",null")),
            .. Sign(ChatGroupChangeKind.GroupInviteEnable, new(), ",,null,null", ",null,null,null", ",null,null", ""),
        ];
    }

    private IEnumerable<(string Name, ChatEvent Event)> Others() =>
    [
        .. Sign(ChatDetails.Of(ChatEventKind.MessageDeleteEvent, new()), "MessageDeleteEvent", "", ",", ",null", ",0", ",1", ",2"),
        .. Sign(ChatDetails.Of(ChatEventKind.MessageDeleteEvent, Lists(1)), "MessageDeleteEvent", ",1", ",,1", ",null,1", ",0,1", ",1,1", ",2,1"),
        .. Sign(ChatDetails.Of(ChatEventKind.MessageDeleteEvent, Lists(1).AddI32(2, 3)), "MessageDeleteEvent", ",1", ",,1", ",0,1", ",1,1", ",3,1"),
        .. Sign(ChatDetails.Of(ChatEventKind.MessageDeleteEvent, new ThriftStruct().AddI32(2, 2)), "MessageDeleteEvent", ",2", ",2,", ",2,null"),
        .. Sign(ChatDetails.Of(ChatEventKind.MessageDeleteEvent, new ThriftStruct().AddTexts(1, []).AddI32(2, 2)), "MessageDeleteEvent", ",2", ",2,", ",2,null"),
        .. Sign(ChatDetails.Of(ChatEventKind.MarkConversationReadEvent, new()), "MarkConversationReadEvent", "", ",", ",null"),
        .. Sign(ChatDetails.Of(ChatEventKind.MarkConversationReadEvent, new ThriftStruct().AddI64(2, 5)), "MarkConversationReadEvent", ",5", ",,5", ",null,5"),
        .. Sign(ChatDetails.Of(ChatEventKind.ConversationDeleteEvent, new()), "ConversationDeleteEvent", "", ",", ",null"),
        .. Sign(ChatDetails.Metadata(ChatMetadataChangeKind.MessageDurationChange), "ConversationMetadataChangeEvent.MessageDurationChange", "", ",", ",null", ",0"),
        .. Sign(ChatDetails.Metadata(ChatMetadataChangeKind.MuteConversation), "ConversationMetadataChangeEvent.MuteConversation", "", ",", ",null"),
        .. Sign(ChatDetails.Of(ChatEventKind.ConversationKeyChangeEvent, new ThriftStruct().AddStructs(2, [])), "ConversationKeyChangeEvent", ",,", ",null,null"),
    ];

    // Without an id of the message, its sender or its conversation.
    private IEnumerable<(string Name, ChatEvent Event)> Heads()
    {
        foreach (var (id, absent) in from id in (short[])[2, 3, 4] from absent in (string[])["", "null"] select (id, absent))
        {
            var whole = ChatEventFactory.Event(_party.Envelope(), ChatDetails.MarkUnread("5")).Fields;
            var parts = ((short[])[2, 3, 4]).Select(part => part == id ? absent : whole.Text(part));
            var fields = new ThriftStruct();
            foreach (var (number, value) in whole.Fields.Where(pair => pair.Key != id))
                fields.Add(number, value);
            yield return ($"without field {id}: '{absent}'", Sign(fields, $"MarkConversationUnreadEvent,{string.Join(',', parts)},5"));
        }
    }

    private IEnumerable<(string Name, ChatEvent Event)> Sign(ThriftStruct detail, string head, params string[] tails) => tails.Select((tail, index) =>
    {
        var made = ChatEventFactory.Event(_party.Envelope(), detail);
        var conversation = head == "GroupChangeEvent.GroupCreate" ? "" : $",{made.ConversationId}";
        return ($"{head} {index}: '{tail}'", Sign(made.Fields, $"{head},{made.MessageId},{made.SenderId}{conversation}{tail}"));
    });

    private ChatEvent Sign(ThriftStruct fields, string text) =>
        new(fields.AddStruct(9, new ThriftStruct().Add(1, _party.AliceKeys.Sign(text)).Add(2, _party.Alice.KeyVersion).Add(3, "7")));

    // Lists of one id, which is the number of the field.
    private static ThriftStruct Lists(params short[] ids) => ids.Aggregate(new ThriftStruct(), (fields, id) => fields.AddTexts(id, [$"{id}"]));
}
