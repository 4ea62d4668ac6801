using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Reserves the id of a new group.</summary>
internal sealed class InitializeChatGroup(NewGroups groups) : Endpoint("POST", "/2/chat/conversations/group/initialize", [])
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller) =>
        ChatWriteResponses.Data(200, (ChatBodyRules.ConversationId, groups.Reserve(caller.User)));
}
