using System.Text.Json.Serialization;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>What a checkpoint's file holds: whose it is, of which query, and how far that was read.</summary>
internal sealed record CheckpointDocument
{
    public const string Kind = "TwitterDm checkpoint";
    public const int CurrentVersion = 1;

    /// <summary>What this file is.</summary>
    public string? Format { get; init; }

    /// <summary>Raised when a file means something that an older version would get wrong: that one then refuses the file.</summary>
    public int? Version { get; init; }

    /// <summary>The id of the account that reads.</summary>
    public string? Account { get; init; }

    /// <summary>The host and port of the API.</summary>
    public string? Api { get; init; }

    /// <summary>Which list is read, for people and for comparing.</summary>
    public string? Query { get; init; }

    /// <summary>The newest event of all that were read; null as long as there was none.</summary>
    public string? NewestEventId { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? NewestEventAt { get; init; }

    /// <summary>As long as there was no event: the time from which on they are wanted.</summary>
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>Whose it is, in one line for people.</summary>
    public override string ToString() => $"account {Account} at {Api}, {Query}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(CheckpointDocument), TypeInfoPropertyName = "Document")]
internal sealed partial class CheckpointJson : JsonSerializerContext;
