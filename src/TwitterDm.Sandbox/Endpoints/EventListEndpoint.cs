using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>An endpoint that lists events: it knows which list, <see cref="EventListAnswers"/> knows the rest.</summary>
internal abstract class EventListEndpoint(string path, IReadOnlyList<ParameterRule> parameters, EventListAnswers answers)
    : Endpoint("GET", path, parameters)
{
    public override Answer Handle(CheckedParameters parameters)
    {
        var list = Find(parameters, out var refusal);
        return list is null ? refusal : answers.Page(list, parameters);
    }

    /// <summary>A token that leads to the very page that a request for it would get, and that was never given before.</summary>
    public string? TokenForSamePage(CheckedParameters parameters) =>
        Find(parameters, out _) is { } list ? answers.TokenForSamePage(list, parameters) : null;

    protected abstract EventList? Find(CheckedParameters parameters, out Answer refusal);
}
