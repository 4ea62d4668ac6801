using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.World;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Messaging;

/// <summary>The last step of every way to send: takes the attachment, sends, and says what became of it.</summary>
internal sealed class Outbox(Messenger messenger, UploadBook uploads)
{
    public Answer Send(Person sender, Destination destination, MessageDraft draft) =>
        Answered(sender, draft, media => messenger.Send(sender, destination, draft, media));

    public Answer Found(Person founder, Person[] others, MessageDraft draft) =>
        Answered(founder, draft, media => messenger.Found(founder, others, draft, media));

    private Answer Answered(Person sender, MessageDraft draft, Func<Upload?, SandboxSentMessage> send)
    {
        if (draft.MediaId is not { } id)
            return Sent(send(null));
        var media = uploads.Find(sender, id);
        var complaint = media is null ? "was not found" : media.Attach();
        return complaint is null
            ? Sent(send(media))
            : ProblemAnswers.InvalidRequest([ParameterError.InBody(draft.MediaAt, $"the media [{id}] {complaint}", id)]);
    }

    private static Answer Sent(SandboxSentMessage message) => Answer.Json(201, JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteString("dm_conversation_id", message.ConversationId);
        json.WriteString("dm_event_id", message.EventId);
        json.WriteEndObject();
        json.WriteEndObject();
    }));
}
