using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>
/// Adds members to a group, as one of its admins. The request contains two signed events: the change of the key, which the new members
/// need, and the addition.
/// </summary>
internal sealed class AddChatMembers(ChatWorlds worlds, ChatMessenger messenger)
    : ChatWriteEndpoint("/2/chat/conversations/{id}/members", worlds, ChatBodyRules.NewMembers)
{
    protected override ApiResponse Write(ChatConversation conversation, ValidatedParameters parameters, Caller caller)
    {
        var (body, plan) = (parameters.Body, conversation.Plan);
        if (!plan.IsGroup)
        {
            return ProblemResponses.InvalidRequest([
                ValidationError.Value(ChatParameterRules.EventsConversationId, plan.Id, "is not a group"),
            ]);
        }

        if (!plan.Admins.Contains(caller.User))
            return ChatWriteError.Of(ChatFailureType.RequesterNotAdmin, "Only admins can add members.").Problem;
        if (ChatPeopleList.Read(body, ChatBodyRules.UserIds, out var added) is { } invalid)
            return invalid;
        if (SubmittedActions.ReadKeyChange(body, count: 2, out var error) is not { } change
            || SubmittedActions.Read(body, ChatEventKind.GroupChangeEvent, count: 2, out error) is not { } addition)
        {
            return error!.Problem;
        }

        if (added.Count == 0 || addition.GroupChange!.Kind != ChatGroupChangeKind.GroupMemberAddChange)
            return ProblemResponses.InvalidProperty(ChatBodyRules.ActionSignatures, "must contain a GroupMemberAddChange with new members");
        return messenger.AddMembers(caller.User, conversation, After, change, addition).Error?.Problem ?? ChatWriteResponses.Data(200);

        ConversationPlan After(ConversationPlan before) => before with
        {
            Members = [.. before.Members.Union(added)],
            Name = body.Text(ChatBodyRules.EncryptedTitle) ?? conversation.ShownName,
            AvatarUrl = body.Text(ChatBodyRules.EncryptedAvatarUrl) ?? conversation.ShownAvatarUrl,
            // From now on, the list shows these as they are.
            IsNameEncrypted = false,
        };
    }
}
