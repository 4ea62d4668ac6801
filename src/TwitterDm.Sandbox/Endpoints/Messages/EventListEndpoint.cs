using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Validation;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>
/// The base class of endpoints that list events. It selects the list, and <see cref="EventListResponses"/> does the rest.
/// </summary>
internal abstract class EventListEndpoint(string path, IReadOnlyList<ParameterRule> parameters, Worlds worlds, EventListResponses responses)
    : Endpoint("GET", path, parameters), IListEndpoint
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var list = Find(worlds.Of(caller.User).Snapshot(), parameters, out var error);
        return list is null ? error : responses.Page(list, parameters, caller.User);
    }

    /// <inheritdoc />
    public string? TokenForSamePage(ValidatedParameters parameters, Person account) =>
        Find(worlds.Of(account).Snapshot(), parameters, out _) is { } list ? responses.TokenForSamePage(list, parameters) : null;

    /// <inheritdoc />
    public ApiResponse? EventsBefore(ValidatedParameters parameters, Person account, int count) =>
        Find(worlds.Of(account).Snapshot(), parameters, out _) is { } list
            ? responses.EventsBefore(list, parameters, account, count)
            : null;

    protected abstract EventList? Find(WorldSnapshot world, ValidatedParameters parameters, out ApiResponse error);
}

/// <summary>A list of events, with the name that its page tokens are valid for.</summary>
internal sealed record EventList(string Name, IEventList Events)
{
    public static EventList Empty(string name) => new(name, EmptyEventList.Instance);
}
