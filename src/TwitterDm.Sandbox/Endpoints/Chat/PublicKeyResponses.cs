using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Serialization;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Creates responses with public keys. Like X's schema, rows do not say whose they are.</summary>
internal sealed class PublicKeyResponses(ChatKeyDirectory keys)
{
    public ApiResponse Rows(
        IEnumerable<Person> owners,
        IReadOnlyList<ResourceProblem> problems,
        ValidatedParameters parameters,
        Person reader)
    {
        var fields = FieldSet.Of(parameters.List(ChatParameterRules.PublicKeyFields), "public_key", "public_key_version");
        var rows = owners.SelectMany(owner => keys.RowsOf(owner).Select(row => (row, IsOwn: owner == reader))).ToList();
        return ApiResponse.Json(JsonBody.Write(json =>
        {
            json.WriteStartObject();
            if (rows.Count > 0)
            {
                json.WriteStartArray("data");
                foreach (var (row, isOwn) in rows)
                    PublicKeyWriter.Write(json, row, isOwn, fields);
                json.WriteEndArray();
            }

            ResourceProblem.WriteErrors(json, problems);
            json.WriteEndObject();
        }));
    }

    public static ApiResponse Registered(string version) => ApiResponse.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteString("public_key_version", version);
        PublicKeyWriter.WriteBackup(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }));
}
