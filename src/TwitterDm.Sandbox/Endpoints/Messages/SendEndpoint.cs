using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>The base class of endpoints that send a message to one conversation.</summary>
internal abstract class SendEndpoint(string path, IReadOnlyList<ParameterRule> parameters, SendOperation operation)
    : Endpoint("POST", path, parameters, BodyRules.Message)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        if (MessageDraft.Read(parameters.Body, "$", out var errors) is not { } draft)
            return ProblemResponses.InvalidRequest(errors);
        return Find(caller.User, parameters, out var error) is { } destination
            ? operation.Send(caller.User, destination, draft)
            : error;
    }

    protected abstract Destination? Find(Person sender, ValidatedParameters parameters, out ApiResponse error);
}
