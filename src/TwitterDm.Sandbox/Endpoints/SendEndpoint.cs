using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>An endpoint that sends a message into one conversation: it knows which one.</summary>
internal abstract class SendEndpoint(string path, IReadOnlyList<ParameterRule> parameters, Outbox outbox)
    : Endpoint("POST", path, parameters, BodyRules.Message)
{
    public override Answer Handle(CheckedParameters parameters, Caller caller)
    {
        if (MessageDraft.Read(parameters.Body, "$", out var errors) is not { } draft)
            return ProblemAnswers.InvalidRequest(errors);
        return Find(caller.User, parameters, out var refusal) is { } destination
            ? outbox.Send(caller.User, destination, draft)
            : refusal;
    }

    protected abstract Destination? Find(Person sender, CheckedParameters parameters, out Answer refusal);
}
