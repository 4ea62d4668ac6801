using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>What the endpoints that send have in common to say.</summary>
internal static class SendAnswers
{
    public static Answer Sent(SandboxSentMessage message) => Answer.Json(201, JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteString("dm_conversation_id", message.ConversationId);
        json.WriteString("dm_event_id", message.EventId);
        json.WriteEndObject();
        json.WriteEndObject();
    }));

    /// <summary>Why a sender cannot write to a person of their own choice; null where nothing is in the way.</summary>
    public static Answer? Refusal(Person sender, Person other, ParameterError toOneself)
    {
        if (other == sender)
            return ProblemAnswers.InvalidRequest([toOneself]);
        return other.ReceivesDirectMessages ? null : ProblemAnswers.CannotSend;
    }

    public static Answer UnknownUser(string parameter, string id) => ProblemAnswers.Of(404, ResourceProblem.NotFound("user", parameter, id));
}
