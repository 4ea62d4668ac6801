using System.Text.Json;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.World;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>What answers about one event and about many have in common.</summary>
internal static class EventAnswers
{
    public static void Write(Utf8JsonWriter json, EventPlace place, EventSelection selection, Includes includes)
    {
        var item = EventComposer.Compose(place);
        includes.Add(item, selection.Expansions);
        EventWriter.Write(json, item, selection.Fields);
    }

    public static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<ResourceProblem> problems)
    {
        if (problems.Count == 0)
            return;
        json.WriteStartArray("errors");
        foreach (var problem in problems)
            problem.Write(json);
        json.WriteEndArray();
    }
}
