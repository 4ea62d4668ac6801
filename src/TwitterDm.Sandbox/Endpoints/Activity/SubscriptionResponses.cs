using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Activity;

/// <summary>The responses about subscriptions.</summary>
internal static class SubscriptionResponses
{
    private const string Resource = "subscription";

    /// <summary>A subscription that was created or changed.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="total">The number of subscriptions, or null where X does not tell it.</param>
    public static ApiResponse Of(ActivitySubscription subscription, int? total = null) => ApiResponse.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WritePropertyName(Resource);
        ActivityWriter.Write(json, subscription);
        if (total is { } count)
            json.WriteNumber("total_subscriptions", count);
        json.WriteEndObject();
        json.WriteEndObject();
    }));

    public static ApiResponse NotFound(string id)
        => ProblemResponses.Of(404, ResourceProblem.NotFound(Resource, ActivityRules.SubscriptionId.Name, id));

    /// <summary>The sandbox has no webhooks.</summary>
    public static ApiResponse WebhookNotFound(string id)
        => ProblemResponses.Of(404, ResourceProblem.NotFound("webhook", ActivityRules.WebhookId, id));

    public static long IdOf(string text) => NumberText.TryParseDigits(text, out var id) ? id : 0;
}
