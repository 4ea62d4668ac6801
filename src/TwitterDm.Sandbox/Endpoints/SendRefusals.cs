using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>What stands between a sender and a person.</summary>
internal sealed class SendRefusals(Blocks blocks)
{
    /// <summary>Why a sender cannot write to a person of their own choice; null where nothing is in the way.</summary>
    public Answer? Of(Person sender, Person other, ParameterError toOneself)
    {
        if (other == sender)
            return ProblemAnswers.InvalidRequest([toOneself]);
        return blocks.Allow(sender, other) ? null : ProblemAnswers.CannotSend;
    }

    public static Answer UnknownUser(string parameter, string id) => ProblemAnswers.Of(404, ResourceProblem.NotFound("user", parameter, id));
}
