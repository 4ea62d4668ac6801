using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Checks whether a sender can write to a person.</summary>
internal sealed class RecipientValidator(Blocks blocks)
{
    /// <summary>Returns the error response, or null if the sender can write to the recipient.</summary>
    public ApiResponse? Validate(Person sender, Person recipient, ValidationError recipientIsSender)
    {
        if (recipient == sender)
            return ProblemResponses.InvalidRequest([recipientIsSender]);
        return blocks.Allows(sender, recipient) ? null : ProblemResponses.CannotSend;
    }
}
