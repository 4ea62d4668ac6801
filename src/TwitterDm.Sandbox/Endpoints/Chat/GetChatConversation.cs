using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>
/// Returns an X Chat conversation of the caller, by its id or the id of the other person. For conversations of others the response is the
/// same whether or not they exist.
/// </summary>
internal sealed class GetChatConversation(ChatWorlds worlds, ChatConversationResponses responses)
    : Endpoint("GET", "/2/chat/conversations/{id}", ChatParameterRules.OneConversation)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var id = parameters.Text(ChatParameterRules.ConversationId)!;
        var world = worlds.Of(caller.User);
        if (world.Find(id) is { } conversation)
            return responses.One(conversation, parameters, caller.User);
        return world.PeerOf(id) is null ? ChatProblems.NotYours(id) : ChatProblems.NotFound(id);
    }
}
