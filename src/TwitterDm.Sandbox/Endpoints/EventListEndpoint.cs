using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>An endpoint that lists events: it knows which list, <see cref="EventListAnswers"/> knows the rest.</summary>
internal abstract class EventListEndpoint(string path, IReadOnlyList<ParameterRule> parameters, Worlds worlds, EventListAnswers answers)
    : Endpoint("GET", path, parameters)
{
    public override Answer Handle(CheckedParameters parameters, Caller caller)
    {
        var list = Find(worlds.Of(caller.User).Look(), parameters, out var refusal);
        return list is null ? refusal : answers.Page(list, parameters, caller.User);
    }

    /// <summary>A token that leads to the very page that a request for it would get, and that was never given before.</summary>
    public string? TokenForSamePage(CheckedParameters parameters, Person account) =>
        Find(worlds.Of(account).Look(), parameters, out _) is { } list ? answers.TokenForSamePage(list, parameters) : null;

    /// <summary>The last events of the page before the one that a request asks for.</summary>
    public Answer? EventsBefore(CheckedParameters parameters, Person account, int count) =>
        Find(worlds.Of(account).Look(), parameters, out _) is { } list ? answers.EventsBefore(list, parameters, account, count) : null;

    protected abstract EventList? Find(WorldView world, CheckedParameters parameters, out Answer refusal);
}
