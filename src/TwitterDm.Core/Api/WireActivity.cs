using System.Text.Json;
using TwitterDm.Json;
using TwitterDm.Problems;

namespace TwitterDm.Api;

/// <summary>A subscription of the Activity API as X sends it.</summary>
internal sealed class WireSubscription
{
    public string? SubscriptionId { get; set; }

    public string? EventType { get; set; }

    public WireSubscriptionFilter? Filter { get; set; }

    public string? Tag { get; set; }
}

internal sealed class WireSubscriptionFilter
{
    public string? UserId { get; set; }
}

/// <summary>What to subscribe to.</summary>
internal sealed class WireNewSubscription
{
    public required string EventType { get; init; }

    public required WireSubscriptionFilter Filter { get; init; }

    public required string Tag { get; init; }
}

/// <summary>
/// The response to a new subscription. X's description has <c>data.subscription</c>, and its pages also show <c>data</c> as the
/// subscription itself and as a list, so <c>data</c> is read by hand.
/// </summary>
internal sealed class WireCreatedSubscription
{
    public JsonElement? Data { get; set; }

    public WireList<WireProblem>? Errors { get; set; }

    /// <summary>The id of the subscription; null if there is none.</summary>
    internal string? SubscriptionId => Data is { } data ? IdIn(data) : null;

    private static string? IdIn(JsonElement data)
        => data.ValueKind switch
        {
            JsonValueKind.Array when data.GetArrayLength() > 0 => IdIn(data[0]),
            JsonValueKind.Object when data.TryGetProperty("subscription", out var inner) => IdIn(inner),
            JsonValueKind.Object when data.TryGetProperty("subscription_id", out var id) => id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : id.ToString(),
            _ => null,
        };
}

/// <summary>The response to a deletion, which only says that it succeeded.</summary>
internal sealed class WireDone
{
    public JsonElement? Data { get; set; }
}

/// <summary>A connection to a stream.</summary>
internal sealed class WireStreamConnection
{
    public string? Id { get; set; }

    public DateTimeOffset? ConnectedAt { get; set; }
}

/// <summary>The connections to close.</summary>
internal sealed class WireClosedConnections
{
    public required IReadOnlyCollection<string> Uuids { get; init; }
}
