using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Shows the other members that the caller is typing. It leaves no trace.</summary>
internal sealed class SendChatTyping(ChatWorlds worlds) : ChatWriteEndpoint("/2/chat/conversations/{id}/typing", worlds)
{
    protected override ApiResponse Write(ChatConversation conversation, ValidatedParameters parameters, Caller caller)
        => ChatWriteResponses.Success;
}
