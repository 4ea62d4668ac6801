using System.Text.Json.Serialization;

namespace TwitterDm.RateLimiting;

/// <summary>The picture of the limits as processes pass it on.</summary>
internal sealed record RateLimitSnapshotDocument
{
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>Whose limits they are: a name without a meaning for others.</summary>
    public string Account { get; init; } = string.Empty;

    /// <summary>When endpoints were last put together or apart.</summary>
    public DateTimeOffset GroupedAt { get; init; }

    public IReadOnlyList<SharedEndpoint> Endpoints { get; init; } = [];

    /// <summary>The requests that have no answer yet.</summary>
    public IReadOnlyList<SharedReservation> Reservations { get; init; } = [];
}

/// <summary>What is known of one endpoint.</summary>
internal sealed record SharedEndpoint
{
    public string Endpoint { get; init; } = string.Empty;

    public DateTimeOffset ClosedUntil { get; init; }

    public IReadOnlyList<SharedWindow> Windows { get; init; } = [];
}

/// <summary>What was told of one window.</summary>
internal sealed record SharedWindow
{
    public DmRateLimitWindow Kind { get; init; }

    public int Limit { get; init; }

    public int Remaining { get; init; }

    public DateTimeOffset ResetsAt { get; init; }

    public DateTimeOffset ObservedAt { get; init; }

    /// <summary>The same number for all endpoints that share this window; null where it is the endpoint's own.</summary>
    public int? Group { get; init; }
}

/// <summary>The requests of one process to one endpoint that have no answer yet.</summary>
internal sealed record SharedReservation
{
    public string Process { get; init; } = string.Empty;

    public string Endpoint { get; init; } = string.Empty;

    public int Count { get; init; }

    /// <summary>When they no longer count: a process that was killed takes none of them back.</summary>
    public DateTimeOffset Until { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RateLimitSnapshotDocument))]
internal sealed partial class RateLimitSnapshotJson : JsonSerializerContext;
