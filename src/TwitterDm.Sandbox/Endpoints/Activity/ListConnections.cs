using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Serialization;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Activity;

/// <summary>Lists the connections to streams, newest first. All of them are to the one stream that the sandbox has.</summary>
internal sealed class ListConnections(StreamConnections connections) : Endpoint("GET", "/2/connections", ActivityRules.Connections)
{
    private const int DefaultPageSize = 10;

    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var selected =
            parameters.List(ActivityRules.StreamNames).Count > 0 ? [] : Selected(parameters.Text(ActivityRules.Status) ?? "active");
        var start = 0;
        if (parameters.Text(ChatParameterRules.PaginationToken) is { } token)
        {
            start = selected.FindIndex(connection => string.Equals(connection.Id, token, StringComparison.Ordinal)) + 1;
            if (start == 0)
                return ProblemResponses.InvalidRequest([ValidationError.Value(ChatParameterRules.PaginationToken, token, "is not valid")]);
        }

        var page = selected.Skip(start).Take(parameters.Integer(ParameterRules.MaxResults) ?? DefaultPageSize).ToList();
        var fields = FieldSet.Of(parameters.List(ActivityRules.ConnectionFields), "id");
        return Page(page, start + page.Count < selected.Count ? page[^1].Id : null, fields);
    }

    private List<StreamConnection> Selected(string status) => [.. connections.All.Where(connection => status switch
    {
        "active" => connection.DisconnectedAt is null,
        "inactive" => connection.DisconnectedAt is not null,
        _ => true,
    })];

    private static ApiResponse Page(List<StreamConnection> page, string? next, FieldSet fields) => ApiResponse.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("data");
        foreach (var connection in page)
            Write(json, connection, fields);
        json.WriteEndArray();
        json.WriteStartObject("meta");
        json.WriteNumber("result_count", page.Count);
        if (next is not null)
            json.WriteString("next_token", next);
        json.WriteEndObject();
        json.WriteEndObject();
    }));

    private static void Write(System.Text.Json.Utf8JsonWriter json, StreamConnection connection, FieldSet fields)
    {
        json.WriteStartObject();
        json.WriteString("id", connection.Id);
        if (fields.Has("endpoint_name"))
            json.WriteString("endpoint_name", "activity_stream");
        if (fields.Has("client_ip"))
            json.WriteString("client_ip", "127.0.0.1");
        if (fields.Has("connected_at"))
            json.WriteTimestamp("connected_at", connection.ConnectedAt);
        if (fields.Has("disconnected_at") && connection.DisconnectedAt is { } end)
            json.WriteTimestamp("disconnected_at", end);
        if (fields.Has("disconnect_reason") && connection.DisconnectReason is { } reason)
            json.WriteString("disconnect_reason", reason);
        json.WriteEndObject();
    }
}
