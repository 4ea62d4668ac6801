using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Creates a group with its first key. The request contains two signed events: the change of the key, and the creation.</summary>
internal sealed class CreateChatGroup(NewGroups groups, ChatMessenger messenger)
    : Endpoint("POST", "/2/chat/conversations/group", [], ChatBodyRules.NewGroup)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var body = parameters.Body;
        var id = body.Text(ChatBodyRules.ConversationId)!;
        if (!groups.IsAvailableTo(caller.User, id))
        {
            return ProblemResponses.InvalidProperty(
                ChatBodyRules.ConversationId,
                "is not the id of a group, or group/initialize returned it to someone else");
        }

        if (ReadPlan(body, id, caller.User, out var plan) is { } invalid)
            return invalid;
        if (SubmittedActions.ReadKeyChange(body, count: 2, out var error) is not { } change
            || SubmittedActions.Read(body, ChatEventKind.GroupChangeEvent, count: 2, out error) is not { } creation)
        {
            return error!.Problem;
        }

        if (creation.GroupChange!.Kind != ChatGroupChangeKind.GroupCreate)
            return ProblemResponses.InvalidProperty(ChatBodyRules.ActionSignatures, "must contain a GroupCreate");
        var result = messenger.CreateGroup(caller.User, plan, change, creation);
        return result.Error?.Problem ?? ChatWriteResponses.Data(
            201, (ChatBodyRules.ConversationId, id), ("conversation_key_change_sequence_id", result.SequenceId!));
    }

    private static ApiResponse? ReadPlan(ValidatedBody body, string id, Person creator, out ConversationPlan plan)
    {
        plan = new ConversationPlan(id, [creator]) { Steps = [], NewestAge = default, Span = default };
        if (ChatPeopleList.Read(body, ChatBodyRules.GroupMembers, out var listed) is { } invalidMembers)
            return invalidMembers;
        if (ChatPeopleList.Read(body, ChatBodyRules.GroupAdmins, out var admins) is { } invalidAdmins)
            return invalidAdmins;
        Person[] members = [creator, .. listed.Where(member => member != creator)];
        var lifetime = 0L;
        if (members.Length < 2)
            return ProblemResponses.InvalidProperty(ChatBodyRules.GroupMembers, "must contain someone else");
        if (admins.FirstOrDefault(admin => !members.Contains(admin)) is { } stranger)
            return ProblemResponses.InvalidProperty(ChatBodyRules.GroupAdmins, $"contains [{stranger.IdText}], who is not a member");
        if (body.Text(ChatBodyRules.MessageLifetime) is { } text && !NumberText.TryParseDigits(text, out lifetime))
            return ProblemResponses.InvalidProperty(ChatBodyRules.MessageLifetime, "is not a number");
        plan = plan with
        {
            Members = members,
            Admins = admins.Count > 0 ? admins : [creator],
            Name = body.Text(ChatBodyRules.GroupName),
            AvatarUrl = body.Text(ChatBodyRules.GroupAvatarUrl),
            MessageLifetime = lifetime,
        };
        return null;
    }
}
