using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>
/// Sends a message, a reaction or an edit. A message that is refused for one of X's reasons gets an event that says so in a successful
/// response, or a problem, whichever the sandbox is set to.
/// </summary>
internal sealed class SendChatMessage(ChatWorlds worlds, ChatMessenger messenger, ChatRefusal refusal)
    : ChatWriteEndpoint("/2/chat/conversations/{id}/messages", worlds, ChatBodyRules.Message)
{
    /// <summary>Creates the response with an event: that of the message, or one that says why it was refused.</summary>
    public static ApiResponse Sent(string encoded) => ChatWriteResponses.Data(201, ("encoded_message_event", encoded));

    protected override ApiResponse Write(ChatConversation conversation, ValidatedParameters parameters, Caller caller)
    {
        if (SubmittedEvent.ReadMessage(parameters.Body, out var error) is not { } submitted)
            return error!.Problem;
        var result = messenger.Send(caller.User, conversation, submitted);
        return result.Error is null ? Sent(result.Encoded!) : Refuse(result.Error, conversation.Id, parameters, caller);
    }

    protected override ApiResponse RefuseMissing(ChatWorld world, string id, ValidatedParameters parameters, Caller caller)
        => id.StartsWith('g') ? Refuse(MessageCheck.NotMember(id), id, parameters, caller) : base.RefuseMissing(world, id, parameters, caller);

    private ApiResponse Refuse(ChatWriteError error, string conversationId, ValidatedParameters parameters, Caller caller) =>
        error.Failure is { } type && refusal == ChatRefusal.FailureEvent
            ? Sent(messenger.Failure(caller.User, conversationId, parameters.Body.Text(ChatBodyRules.MessageId)!, type))
            : error.Problem;
}
