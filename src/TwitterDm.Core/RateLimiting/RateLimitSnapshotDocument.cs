using System.Text.Json.Serialization;

namespace TwitterDm.RateLimiting;

/// <summary>A snapshot of the limits as processes exchange it.</summary>
internal sealed record RateLimitSnapshotDocument
{
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>The account that the limits belong to, as a hash that does not reveal it.</summary>
    public string Account { get; init; } = string.Empty;

    /// <summary>When endpoints were last merged into a bucket or separated.</summary>
    public DateTimeOffset GroupedAt { get; init; }

    public IReadOnlyList<EndpointEntry> Endpoints { get; init; } = [];

    /// <summary>The requests that have no response yet.</summary>
    public IReadOnlyList<LeaseEntry> Leases { get; init; } = [];

    // JSON can contain null even where the types do not allow it.
    public bool IsWhole => this is { Endpoints: not null, Leases: not null }
        && Leases.All(lease => lease is { Process: not null, Endpoint: not null })
        && Endpoints.All(endpoint => endpoint is { Endpoint: not null, Windows: not null }
            && endpoint.Windows.All(window => window is not null && Enum.IsDefined(window.Kind)));

    /// <summary>What is known about one endpoint.</summary>
    internal sealed record EndpointEntry
    {
        public string Endpoint { get; init; } = string.Empty;

        public DateTimeOffset ClosedUntil { get; init; }

        public IReadOnlyList<WindowEntry> Windows { get; init; } = [];
    }

    /// <summary>What the API reported about one window.</summary>
    internal sealed record WindowEntry
    {
        public DmRateLimitWindow Kind { get; init; }

        public int Limit { get; init; }

        public int Remaining { get; init; }

        public DateTimeOffset ResetsAt { get; init; }

        public DateTimeOffset ObservedAt { get; init; }

        /// <summary>The same number for all endpoints that share this window; null if the endpoint does not share it.</summary>
        public int? Group { get; init; }
    }

    /// <summary>The requests of one process to one endpoint that have no response yet.</summary>
    internal sealed record LeaseEntry
    {
        public string Process { get; init; } = string.Empty;

        public string Endpoint { get; init; } = string.Empty;

        public int Count { get; init; }

        /// <summary>When they stop counting, because a killed process does not release them.</summary>
        public DateTimeOffset Until { get; init; }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(RateLimitSnapshotDocument))]
internal sealed partial class RateLimitSnapshotJson : JsonSerializerContext;
