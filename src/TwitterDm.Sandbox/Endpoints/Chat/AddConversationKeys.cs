using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Replaces the key of a conversation, or begins a one-to-one conversation with its first key.</summary>
internal sealed class AddConversationKeys(ChatWorlds worlds, ChatMessenger messenger)
    : ChatWriteEndpoint("/2/chat/conversations/{id}/keys", worlds, ChatBodyRules.KeyChange)
{
    protected override ApiResponse Write(ChatConversation conversation, ValidatedParameters parameters, Caller caller) =>
        SubmittedActions.ReadKeyChange(parameters.Body, count: 1, out var error) is { } change
            ? ResponseTo(messenger.ChangeKey(caller.User, conversation, change), conversation.Id)
            : error!.Problem;

    protected override ApiResponse RefuseMissing(ChatWorld world, string id, ValidatedParameters parameters, Caller caller)
    {
        if (world.PeerOf(id) is not { } other)
            return ChatProblems.NotYours(id);
        if (other == caller.User)
        {
            return ProblemResponses.InvalidRequest([
                ValidationError.Value(ChatParameterRules.EventsConversationId, id, "is a conversation of the sender with itself"),
            ]);
        }

        return SubmittedActions.ReadKeyChange(parameters.Body, count: 1, out var error) is { } change
            ? ResponseTo(messenger.Begin(caller.User, other, () => world.Find(id), change), Conversation.OneToOneId(caller.User, other))
            : error!.Problem;
    }

    private static ApiResponse ResponseTo(ChatWriteResult result, string id) =>
        result.Error?.Problem ?? ChatWriteResponses.Data(200, ("conversation_id", id), ("sequence_id", result.SequenceId!));
}
