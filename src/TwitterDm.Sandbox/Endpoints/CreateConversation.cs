using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>A new group with its first message. Two groups of the same people are two groups.</summary>
internal sealed class CreateConversation(SendRefusals refusals, Outbox outbox) : Endpoint("POST", "/2/dm_conversations", [], BodyRules.Group)
{
    private const string At = $"$.{BodyRules.ParticipantIds}";

    public override Answer Handle(CheckedParameters parameters, Caller caller)
    {
        var ids = parameters.Body.Texts(BodyRules.ParticipantIds);
        if (MessageDraft.Read(parameters.Body.Object(BodyRules.FirstMessage), $"$.{BodyRules.FirstMessage}", out var errors) is not { } draft)
            return ProblemAnswers.InvalidRequest(errors);
        if (ids.GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return ProblemAnswers.InvalidRequest([ParameterError.InBody(At, "the items in the array must be unique", twice.Key)]);
        return Refusal(caller.User, ids) ?? outbox.Found(caller.User, [.. ids.Select(id => People.ById(id)!)], draft);
    }

    private Answer? Refusal(Person founder, IEnumerable<string> ids) => ids
        .Select(id => People.ById(id) is { } person
            ? refusals.Of(founder, person, ParameterError.InBody(At, "the sender is in the group anyway", id))
            : SendRefusals.UnknownUser(BodyRules.ParticipantIds, id))
        .FirstOrDefault(refusal => refusal is not null);
}
