using System.Text.Json;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Serialization;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>The common part of responses with one or more events.</summary>
internal static class EventResponses
{
    public static void Write(Utf8JsonWriter json, EventLocation location, EventSelection selection, Includes includes)
    {
        var item = EventGenerator.Generate(location);
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
