using System.Text.Json;
using TwitterDm.Sandbox.Json;

namespace TwitterDm.Sandbox.Activity;

/// <summary>Writes subscriptions.</summary>
internal static class ActivityWriter
{
    /// <summary>Writes a subscription as an object.</summary>
    public static void Write(Utf8JsonWriter json, ActivitySubscription subscription)
    {
        json.WriteStartObject();
        json.WriteString("subscription_id", subscription.IdText);
        json.WriteString("event_type", subscription.EventType);
        WriteFilter(json, subscription.Filter);
        if (subscription.Tag is { } tag)
            json.WriteText("tag", tag);
        json.WriteTimestamp("created_at", subscription.CreatedAt);
        json.WriteTimestamp("updated_at", subscription.UpdatedAt);
        json.WriteEndObject();
    }

    public static void WriteFilter(Utf8JsonWriter json, ActivityFilter filter)
    {
        json.WriteStartObject("filter");
        if (filter.UserId is { } user)
            json.WriteString("user_id", user);
        if (filter.Direction is { } direction)
            json.WriteString("direction", direction);
        if (filter.Keyword is { } keyword)
            json.WriteText("keyword", keyword);
        json.WriteEndObject();
    }
}
