using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Attaches the media, sends the message, and creates the response.</summary>
internal sealed class SendOperation(Messenger messenger, UploadStore uploads)
{
    public ApiResponse Send(Person sender, Destination destination, MessageDraft draft) =>
        Send(sender, draft, media => messenger.Send(sender, destination, draft, media));

    public ApiResponse CreateGroup(Person creator, Person[] others, MessageDraft draft) =>
        Send(creator, draft, media => messenger.CreateGroup(creator, others, draft, media));

    private ApiResponse Send(Person sender, MessageDraft draft, Func<Upload?, SandboxSentMessage> send)
    {
        if (draft.MediaId is not { } id)
            return Sent(send(null));
        var media = uploads.FindUsable(sender, id);
        var error = media is null ? "was not found" : media.Attach();
        return error is null
            ? Sent(send(media))
            : ProblemResponses.InvalidRequest([ValidationError.InBody(draft.MediaAt, $"the media [{id}] {error}", id)]);
    }

    private static ApiResponse Sent(SandboxSentMessage message) => ApiResponse.Json(201, JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteString("dm_conversation_id", message.ConversationId);
        json.WriteString("dm_event_id", message.EventId);
        json.WriteEndObject();
        json.WriteEndObject();
    }));
}
