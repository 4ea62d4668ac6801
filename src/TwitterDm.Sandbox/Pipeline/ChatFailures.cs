using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Endpoints.Chat;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Pipeline;

/// <summary>Refuses X Chat messages for any reason, without looking at them, so that the host can inject such faults.</summary>
internal sealed class ChatFailures(RouteTable routes, Authenticator authenticator, ChatMessenger messenger)
{
    /// <summary>Creates the response, or returns null if the request does not send an X Chat message.</summary>
    /// <param name="request">The request.</param>
    /// <param name="type">X's number of the reason.</param>
    public ApiResponse? Create(SandboxRequest request, int type) =>
        routes.TryFind(request.Method, request.Uri.AbsolutePath, out var match, out _)
        && match.Endpoint is SendChatMessage
        && authenticator.FindAccount(request) is { } account
        && MessageIdOf(request) is { } messageId
            ? SendChatMessage.Sent(messenger.Failure(
                account, match.PathValues[ChatParameterRules.EventsConversationId.Name], messageId, (ChatFailureType)type))
            : null;

    private static string? MessageIdOf(SandboxRequest request) =>
        BodyReader.Read(request, ChatBodyRules.Message, acceptsForm: false, out var body).Count == 0
            ? body?.Text(ChatBodyRules.MessageId)
            : null;
}
