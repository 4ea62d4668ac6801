using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Deletes events from the list of the caller, or from everyone's, who lose the files as well.</summary>
internal sealed class DeleteChatMessages(ChatWorlds worlds, ChatMessenger messenger, ChatUploadStore files)
    : ChatWriteEndpoint("/2/chat/conversations/{id}/messages/delete", worlds, ChatBodyRules.Deletion)
{
    protected override ApiResponse Write(ChatConversation conversation, ValidatedParameters parameters, Caller caller)
    {
        if (SubmittedActions.ReadDeletion(parameters.Body, out var error) is not { } deletion)
            return error!.Problem;
        if (messenger.Delete(caller.User, conversation, deletion).Error is { } refused)
            return refused.Problem;
        if (deletion.Delete!.IsForEveryone)
            files.Remove(conversation.Id, parameters.Body.Texts(ChatBodyRules.MediaHashKeys));
        return ChatWriteResponses.Flag("deleted");
    }
}
