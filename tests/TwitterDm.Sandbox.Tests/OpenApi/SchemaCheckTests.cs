using System.Text.Json;

namespace TwitterDm.Sandbox.Tests.OpenApi;

/// <summary>Tests the schema validation itself.</summary>
public sealed class SchemaCheckTests
{
    [DescriptionFact]
    public void Mismatches_are_reported()
    {
        AssertSees("GetDirectMessagesEventsResponse", """{"data":{}}""", "$.data: not an array");
        AssertSees("GetDirectMessagesEventsResponse", """{"data":[{"id":1}]}""", "$.data[0].id: not a string");
        AssertSees("GetDirectMessagesEventsResponse", """{"data":[{"mood":""}]}""", "$.data[0]: 'mood' is unknown");
        AssertSees("GetDirectMessagesEventsResponse", """{"data":[{"created_at":"yesterday"}]}""", "$.data[0].created_at: 'yesterday' is not a valid time");
        AssertSees("GetDirectMessagesEventsResponse", """{"meta":{"result_count":"1"}}""", "$.meta.result_count: not an integer");
        AssertSees("GetDirectMessagesEventsResponse", """{"errors":[{"title":"x"}]}""", "$.errors[0]: fits 0 of the choices, not one");
        AssertSees("UserPublicMetrics", """{"followers_count":1,"following_count":1,"post_count":1}""", "$: lacks 'listed_count'");
        AssertSees("UserConnectionStatus", """["friends"]""", "$[0]: 'friends' is not a value of the enumeration");
        AssertSees("User", """{"verified":"yes"}""", "$.verified: not a boolean");
        AssertSees("UserId", "\"12a\"", "$: '12a' does not match");
    }

    [DescriptionFact]
    public void Nullable_values_can_be_null() => Assert.Empty(FindErrors("DmEventEntities", """{"urls":null}"""));

    private static void AssertSees(string schema, string json, string error) => Assert.Contains(error, FindErrors(schema, json), StringComparer.Ordinal);

    private static IReadOnlyList<string> FindErrors(string schema, string json)
    {
        var description = new ApiDescription();
        return SchemaCheck.FindErrors(description, JsonDocument.Parse(json).RootElement, description.Schema(schema));
    }
}
