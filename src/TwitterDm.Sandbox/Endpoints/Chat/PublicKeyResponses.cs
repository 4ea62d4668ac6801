using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Serialization;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Creates responses with public keys.</summary>
internal sealed class PublicKeyResponses(ChatKeyDirectory keys)
{
    /// <summary>Creates a response with the keys of users.</summary>
    /// <param name="owners">The users.</param>
    /// <param name="problems">What is wrong with other users.</param>
    /// <param name="parameters">The parameters of the request.</param>
    /// <param name="reader">The account.</param>
    /// <param name="namesOwners">
    /// Whether each row has its owner's id: X's command-line client reads it from the rows of several users, although no schema has it.
    /// </param>
    public ApiResponse Rows(
        IEnumerable<Person> owners,
        IReadOnlyList<ResourceProblem> problems,
        ValidatedParameters parameters,
        Person reader,
        bool namesOwners = false)
    {
        var fields = FieldSet.OfOrAll(parameters.List(ChatParameterRules.PublicKeyFields));
        var rows = owners.SelectMany(owner => keys.RowsOf(owner).Select(row => (Row: row, Owner: owner))).ToList();
        return ApiResponse.Json(JsonBody.Write(json =>
        {
            json.WriteStartObject();
            if (rows.Count > 0)
            {
                json.WriteStartArray("data");
                foreach (var (row, owner) in rows)
                    PublicKeyWriter.Write(json, row, namesOwners ? owner.IdText : null, isOwn: owner == reader, fields);
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
