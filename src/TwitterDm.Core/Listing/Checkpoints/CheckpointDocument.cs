using System.Text.Json.Serialization;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>The content of a checkpoint's file: the account, the query, and how far it was read.</summary>
internal sealed record CheckpointDocument
{
    public const string Kind = "TwitterDm checkpoint";
    public const int CurrentVersion = 1;

    /// <summary>Identifies the kind of file.</summary>
    public string? Format { get; init; }

    /// <summary>Increased when older versions would misread the file, so that they reject it.</summary>
    public int? Version { get; init; }

    /// <summary>The id of the account that reads.</summary>
    public string? Account { get; init; }

    /// <summary>The host and port of the API.</summary>
    public string? Api { get; init; }

    /// <summary>Which list is read; for people, and to compare.</summary>
    public string? Query { get; init; }

    /// <summary>The id of the newest event that was read; null if there was none yet.</summary>
    public string? NewestEventId { get; init; }

    /// <summary>The time of that event.</summary>
    public DateTimeOffset? NewestEventAt { get; init; }

    /// <summary>The start time of the first run, while no event was read yet.</summary>
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>The account and the query in one line.</summary>
    public override string ToString() => $"account {Account} at {Api}, {Query}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(CheckpointDocument), TypeInfoPropertyName = "Document")]
internal sealed partial class CheckpointJson : JsonSerializerContext;
