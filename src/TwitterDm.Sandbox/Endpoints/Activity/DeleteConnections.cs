using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Activity;

/// <summary>Ends connections to streams, by their ids.</summary>
internal sealed class DeleteConnections(StreamConnections connections)
    : Endpoint("DELETE", "/2/connections", [], ActivityRules.ConnectionIds)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
        => End(connections, parameters.Body.Texts(ActivityRules.Uuids));

    /// <summary>Ends connections and reports each.</summary>
    public static ApiResponse End(StreamConnections connections, IEnumerable<string> ids)
    {
        var results = ids.Select(id => (Id: id, IsEnded: connections.End(id, StreamLines.ForceDisconnect))).ToList();
        return ApiResponse.Json(JsonBody.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("data");
            json.WriteNumber("successful_kills", results.Count(result => result.IsEnded));
            json.WriteNumber("failed_kills", results.Count(result => !result.IsEnded));
            json.WriteStartArray("results");
            foreach (var (id, isEnded) in results)
            {
                json.WriteStartObject();
                json.WriteString("uuid", id);
                json.WriteBoolean("success", isEnded);
                if (!isEnded)
                    json.WriteString("error_message", "There is no such active connection.");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }));
    }
}

/// <summary>Ends all connections to streams.</summary>
internal sealed class DeleteAllConnections(StreamConnections connections) : Endpoint("DELETE", "/2/connections/all", [])
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller) =>
        DeleteConnections.End(
            connections,
            connections.All.Where(connection => connection.DisconnectedAt is null).Select(connection => connection.Id));
}

/// <summary>
/// Ends the connections to one stream. The names do not include that of the stream of live events, the only one of the sandbox: there are
/// none to end.
/// </summary>
internal sealed class DeleteConnectionsOfStream(StreamConnections connections)
    : Endpoint("DELETE", "/2/connections/{endpoint_id}", [ActivityRules.StreamName])
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller) => DeleteConnections.End(connections, []);
}
