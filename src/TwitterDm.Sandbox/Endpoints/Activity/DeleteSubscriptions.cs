using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Activity;

/// <summary>Deletes one subscription.</summary>
internal sealed class DeleteSubscription(ActivitySubscriptions subscriptions)
    : Endpoint("DELETE", "/2/activity/subscriptions/{subscription_id}", [ActivityRules.SubscriptionId])
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var id = parameters.Text(ActivityRules.SubscriptionId)!;
        if (!subscriptions.TryRemove(SubscriptionResponses.IdOf(id)))
            return SubscriptionResponses.NotFound(id);
        return ApiResponse.Json(JsonBody.Write(json =>
        {
            json.WriteStartObject();
            json.WriteFlag("deleted", value: true);
            json.WriteEndObject();
        }));
    }
}

/// <summary>Deletes several subscriptions. Those that do not exist are errors beside the others.</summary>
internal sealed class DeleteSubscriptions(ActivitySubscriptions subscriptions)
    : Endpoint("DELETE", "/2/activity/subscriptions", [ActivityRules.SubscriptionIds])
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var ids = parameters.List(ActivityRules.SubscriptionIds);
        var results = ids.Select(id => (Id: id, IsDeleted: subscriptions.TryRemove(SubscriptionResponses.IdOf(id)))).ToLookup(result => result.IsDeleted, result => result.Id);
        return ApiResponse.Json(JsonBody.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            foreach (var id in results[true])
            {
                json.WriteStartObject();
                json.WriteString("subscription_id", id);
                json.WriteBoolean("deleted", value: true);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteErrors(json, [.. results[false]]);
            json.WriteStartObject("meta");
            json.WriteNumber("total_subscriptions", subscriptions.Count);
            json.WriteEndObject();
            json.WriteEndObject();
        }));
    }

    private static void WriteErrors(System.Text.Json.Utf8JsonWriter json, string[] missing)
    {
        if (missing.Length == 0)
            return;
        json.WriteStartArray("errors");
        foreach (var id in missing)
        {
            json.WriteStartObject();
            json.WriteString("subscription_id", id);
            json.WriteString("reason", "not_found");
            json.WriteString("message", $"Could not find subscription with subscription_id: [{id}].");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
