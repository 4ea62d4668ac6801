using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Creates a group with a first message. Groups with the same participants are different groups.</summary>
internal sealed class CreateConversation(RecipientValidator recipients, SendOperation operation)
    : Endpoint("POST", "/2/dm_conversations", [], BodyRules.Group)
{
    private const string At = $"$.{BodyRules.ParticipantIds}";

    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var ids = parameters.Body.Texts(BodyRules.ParticipantIds);
        if (MessageDraft.Read(parameters.Body.Object(BodyRules.FirstMessage), $"$.{BodyRules.FirstMessage}", out var errors)
            is not { } draft)
        {
            return ProblemResponses.InvalidRequest(errors);
        }

        if (ids.GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return ProblemResponses.InvalidRequest([ValidationError.InBody(At, "the items in the array must be unique", twice.Key)]);
        return FindError(caller.User, ids) ?? operation.CreateGroup(caller.User, [.. ids.Select(id => People.ById(id)!)], draft);
    }

    private ApiResponse? FindError(Person creator, IEnumerable<string> ids) => ids
        .Select(id => People.ById(id) is { } person
            ? recipients.Validate(creator, person, ValidationError.InBody(At, "must not contain the sender", id))
            : ProblemResponses.UserNotFound(BodyRules.ParticipantIds, id))
        .FirstOrDefault(error => error is not null);
}
