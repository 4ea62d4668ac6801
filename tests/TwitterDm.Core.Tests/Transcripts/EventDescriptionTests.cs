using System.Text.Json;
using TwitterDm.Api;
using TwitterDm.Core.Tests.Transcripts.Html;
using TwitterDm.Transcripts;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>The sentences about events that are not messages.</summary>
public sealed class EventDescriptionTests
{
    [Theory]
    [InlineData("ParticipantsJoin", "participantsJoin", "Mara Lindqvist added Tomás Rivera and 777")]
    [InlineData("ParticipantsLeave", "GroupMemberRemoveChange", "Mara Lindqvist removed Tomás Rivera and 777")]
    [InlineData("MessageEdit", null, "Mara Lindqvist edited a message that is not in this transcript")]
    [InlineData("MessageDelete", null, "Mara Lindqvist deleted a message that is not in this transcript")]
    [InlineData("ReactionAdd", null, "Mara Lindqvist reacted with 👍 to a message that is not in this transcript")]
    [InlineData("ReactionRemove", null, "Mara Lindqvist removed the reaction 👍 from a message that is not in this transcript")]
    [InlineData("KeyChange", null, "Mara Lindqvist changed the key of the conversation")]
    [InlineData("ReadReceipt", "MarkConversationReadEvent", "Mara Lindqvist read the conversation")]
    [InlineData("ReadReceipt", "MarkConversationUnread", "Mara Lindqvist marked the conversation as unread")]
    [InlineData("ConversationChange", "GroupCreate", "Mara Lindqvist created the group “The walk” with Tomás Rivera and 777")]
    [InlineData("ConversationChange", "GroupTitleChange", "Mara Lindqvist changed the name of the group to “The walk”")]
    [InlineData("ConversationChange", "conversationNameUpdate", "Mara Lindqvist changed the name of the group to “The walk”")]
    [InlineData("ConversationChange", "GroupAvatarUrlChange", "Mara Lindqvist changed the picture of the group")]
    [InlineData("ConversationChange", "GroupAdminAddChange", "Mara Lindqvist made Tomás Rivera and 777 admins")]
    [InlineData("ConversationChange", "GroupAdminRemoveChange", "Mara Lindqvist removed Tomás Rivera and 777 as admins")]
    [InlineData("ConversationChange", "MessageDurationChange", "Mara Lindqvist set messages to disappear after 7 days")]
    [InlineData("ConversationChange", "MessageDurationRemove", "Mara Lindqvist turned off disappearing messages")]
    [InlineData("ConversationChange", "MuteConversation", "Mara Lindqvist muted the conversation")]
    [InlineData("ConversationChange", "SomethingNew", "Mara Lindqvist changed the conversation: SomethingNew")]
    [InlineData("Unknown", "AVCallEnded", "Mara Lindqvist ended a call")]
    [InlineData("Unknown", "SetVerifiedStatus", "Mara Lindqvist set a status of verification")]
    [InlineData("Unknown", "DraftMessage", "Mara Lindqvist saved a draft")]
    [InlineData("Unknown", "ConversationDeleteEvent", "Mara Lindqvist deleted the conversation")]
    [InlineData("Unknown", "MessageFailureEvent", "Mara Lindqvist could not send a message")]
    [InlineData("Unknown", "GrokSearchResponseEvent", "Mara Lindqvist got an answer from Grok")]
    [InlineData("Unknown", "SomethingNew", "Mara Lindqvist: event of the kind SomethingNew")]
    public void It_says_who_did_what(string type, string? name, string expected) => Assert.Equal(expected, Describe(Create(type, name)));

    [Fact]
    public void A_join_or_leave_of_ones_own_has_one_person()
    {
        Assert.Equal("Mara Lindqvist joined", Describe(Create("ParticipantsJoin", null, SamplePart.Mara.Id)));
        Assert.Equal("Mara Lindqvist left", Describe(Create("ParticipantsLeave", null, SamplePart.Mara.Id)));
        var leave = new DmEvent { Id = "1", EventType = "ParticipantsLeave", ParticipantIds = new([SamplePart.Tomas.Id]) };
        Assert.Equal("Tomás Rivera left", Describe(leave));
    }

    [Fact]
    public void Nobody_adds_or_promotes_several_where_there_is_one()
    {
        Assert.Equal(
            "Mara Lindqvist created the group “The walk” with Tomás Rivera",
            Describe(Create("ConversationChange", "GroupCreate", SamplePart.Mara.Id, SamplePart.Tomas.Id)));
        Assert.Equal(
            "Mara Lindqvist created the group “The walk”",
            Describe(Create("ConversationChange", "GroupCreate", SamplePart.Mara.Id)));
        Assert.Equal(
            "Mara Lindqvist added Tomás Rivera",
            Describe(Create("ParticipantsJoin", null, SamplePart.Tomas.Id, SamplePart.Mara.Id)));
        Assert.Equal(
            "Mara Lindqvist made Tomás Rivera an admin",
            Describe(Create("ConversationChange", "GroupAdminAddChange", SamplePart.Tomas.Id)));
        Assert.Equal(
            "Mara Lindqvist removed Tomás Rivera as an admin",
            Describe(Create("ConversationChange", "GroupAdminRemoveChange", SamplePart.Tomas.Id)));
    }

    [Fact]
    public void Many_people_are_counted()
    {
        var ids = Enumerable.Range(1, 45).Select(number => $"{1000 + number}").ToArray();
        Assert.EndsWith("1019, 1020 and 25 more", Describe(Create("ParticipantsJoin", null, ids)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_read_is_said()
    {
        var item = new DmEvent { Id = "1", EventType = "ReactionAdd", SenderId = SamplePart.Mara.Id, ContentState = nameof(DmContentState.NoKey) };
        Assert.Equal("Mara Lindqvist did something that could not be read", Describe(item));
    }

    [Fact]
    public void Only_what_others_chose_is_untrusted()
    {
        var parts = Parts(Create("ConversationChange", "GroupTitleChange"));
        Assert.Equal(["Mara Lindqvist", "The walk"], parts.Where(part => part.IsUntrusted).Select(part => part.Text));
    }

    private static DmEvent Create(string type, string? name, params string[] people)
        => new()
        {
            Id = "1",
            EventType = type,
            EventTypeName = name,
            SenderId = SamplePart.Mara.Id,
            ConversationName = "The walk",
            Reaction = "👍",
            ParticipantIds = new(people.Length > 0 ? people : [SamplePart.Tomas.Id, "777"]),
            AdditionalProperties = AdditionalPropertiesMapper.Create(
                new Dictionary<string, JsonElement>(StringComparer.Ordinal)
                {
                    ["ttl_msec"] = JsonSerializer.SerializeToElement(604_800_000),
                }),
        };

    private static string Describe(DmEvent item) => string.Concat(Parts(item).Select(part => part.Text));

    private static IReadOnlyList<DescriptionPart> Parts(DmEvent item)
    {
        var cover = new SamplePart().Cover() with { Participants = [SamplePart.Own, SamplePart.Mara, SamplePart.Tomas] };
        return new EventDescription(new TranscriptPeople(cover)).Of(item);
    }
}
