using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>The events of the last 30 days, of all conversations.</summary>
internal sealed class ListEvents(Worlds worlds, EventListAnswers answers)
    : EventListEndpoint("/2/dm_events", ParameterRules.AllEvents, worlds, answers)
{
    protected override EventList? Find(WorldView world, CheckedParameters parameters, out Answer refusal)
    {
        refusal = default;
        return new EventList($"all of {world.Account.IdText}", world.Recent);
    }
}
