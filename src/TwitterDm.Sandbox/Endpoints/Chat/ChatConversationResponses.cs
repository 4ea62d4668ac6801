using System.Text.Json;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Serialization;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Creates responses with one X Chat conversation or a list of them.</summary>
internal sealed class ChatConversationResponses(Blocks blocks)
{
    private static readonly string[] ListsOfMembers = ["admin_ids", "member_ids"];

    public ApiResponse One(ChatConversation conversation, ValidatedParameters parameters, Person reader)
        => ApiResponse.Json(
            JsonBody.Write(json =>
            {
                json.WriteStartObject();
                json.WritePropertyName("data");
                ChatConversationWriter.Write(json, conversation, FieldsOf(parameters));
                WriteIncludes(json, [conversation], parameters, reader);
                json.WriteEndObject();
            }));

    /// <summary>Creates a page.</summary>
    /// <param name="page">The conversations.</param>
    /// <param name="hasRequests">Whether there are conversations that the list does not contain.</param>
    /// <param name="nextToken">The token of the next page, or null for the last one.</param>
    /// <param name="parameters">The parameters of the request.</param>
    /// <param name="reader">The account.</param>
    public ApiResponse Page(
        IReadOnlyList<ChatConversation> page,
        bool hasRequests,
        string? nextToken,
        ValidatedParameters parameters,
        Person reader) =>
        ApiResponse.Json(
            JsonBody.Write(json =>
            {
                json.WriteStartObject();
                if (page.Count > 0)
                {
                    json.WriteStartArray("data");
                    foreach (var conversation in page)
                        ChatConversationWriter.Write(json, conversation, FieldsOf(parameters));
                    json.WriteEndArray();
                }

        WriteIncludes(json, page, parameters, reader);
        json.WriteStartObject("meta");
        json.WriteNumber("result_count", page.Count);
        json.WriteBoolean("has_more", nextToken is not null);
        json.WriteBoolean("has_message_requests", hasRequests);
        if (nextToken is not null)
            json.WriteString("next_token", nextToken);
        json.WriteEndObject();
        json.WriteEndObject();
    }));

    // Each expansion includes the field that it expands.
    private static FieldSet FieldsOf(ValidatedParameters parameters) =>
        FieldSet.OfOrAll(
            parameters.List(ChatParameterRules.ConversationFields) is { Count: > 0 } fields
                ? [.. fields, .. parameters.List(ChatParameterRules.ConversationExpansions)]
                : []);

    private void WriteIncludes(Utf8JsonWriter json, IReadOnlyList<ChatConversation> page, ValidatedParameters parameters, Person reader)
    {
        var expansions = parameters.List(ChatParameterRules.ConversationExpansions);
        var people = page.Select(conversation => conversation.Plan)
            .SelectMany(plan =>
                expansions.SelectMany(expansion =>
                    plan.IsGroup switch
                    {
                        false => expansion is "participant_ids" ? plan.Members : [],
                        true when !ListsOfMembers.Contains(expansion, StringComparer.Ordinal) => [],
                        _ => expansion is "admin_ids" ? plan.Admins : plan.Members,
                    }))
            .Distinct()
            .ToList();
        if (people.Count == 0)
            return;
        var fields = new UserFields(FieldSet.Of(parameters.List(ParameterRules.UserFields), "id", "name", "username"), blocks, reader);
        json.WriteStartObject("includes");
        json.WriteStartArray("users");
        foreach (var person in people)
            UserWriter.Write(json, person, fields);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
