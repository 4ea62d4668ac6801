using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Validation;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Lists the events of the last 30 days in all conversations.</summary>
internal sealed class ListEvents(Worlds worlds, EventListResponses responses)
    : EventListEndpoint("/2/dm_events", ParameterRules.AllEvents, worlds, responses)
{
    protected override EventList? Find(WorldSnapshot world, ValidatedParameters parameters, out ApiResponse error)
    {
        error = default;
        return new EventList($"all of {world.Account.IdText}", world.Recent);
    }
}
