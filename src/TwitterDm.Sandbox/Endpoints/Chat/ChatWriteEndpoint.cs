using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>
/// The base class of endpoints that write to an X Chat conversation of the caller, by its id or the id of the other person.
/// </summary>
internal abstract class ChatWriteEndpoint(string path, ChatWorlds worlds, BodyRule? body = null)
    : Endpoint("POST", path, ChatParameterRules.WriteToConversation, body)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var id = parameters.Text(ChatParameterRules.EventsConversationId)!;
        var world = worlds.Of(caller.User);
        return world.Find(id) is { } conversation ? Write(conversation, parameters, caller) : RefuseMissing(world, id, parameters, caller);
    }

    protected abstract ApiResponse Write(ChatConversation conversation, ValidatedParameters parameters, Caller caller);

    /// <summary>Creates the response for a conversation that the caller does not have.</summary>
    protected virtual ApiResponse RefuseMissing(ChatWorld world, string id, ValidatedParameters parameters, Caller caller) =>
        world.PeerOf(id) is null ? ChatProblems.NotYours(id) : ChatProblems.NotFound(id);
}
