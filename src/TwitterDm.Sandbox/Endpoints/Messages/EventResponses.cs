using System.Text.Json;
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
}
