using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Marks a conversation as read up to a sequence id. The event of that id can be a key change, or one that was deleted.</summary>
internal sealed class MarkChatRead(ChatWorlds worlds, ChatMessenger messenger)
    : ChatWriteEndpoint("/2/chat/conversations/{id}/read", worlds, ChatBodyRules.ReadMark)
{
    protected override ApiResponse Write(ChatConversation conversation, ValidatedParameters parameters, Caller caller)
    {
        var text = parameters.Body.Text(ChatBodyRules.SeenUntil)!;
        if (!NumberText.TryParseDigits(text, out var id))
            return ProblemResponses.InvalidProperty(ChatBodyRules.SeenUntil, "is not a sequence id");
        if (id > conversation.Log.NewestId)
            return ProblemResponses.Of(404, ResourceProblem.NotFound("chat_message_event", ChatBodyRules.SeenUntil, text));
        messenger.MarkRead(conversation, id);
        return ChatWriteResponses.Success;
    }
}
