using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>The content of a checkpoint's file: the account, the query, and how far it was read.</summary>
internal sealed record CheckpointDocument
{
    public const string Kind = "TwitterDm checkpoint";

    /// <summary>The version of a file with a position in classic messages only.</summary>
    public const int ClassicVersion = 1;

    /// <summary>The version of a file with positions in X Chat.</summary>
    public const int CurrentVersion = 2;

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

    /// <summary>How far X Chat was read; null for a file that has no position in X Chat.</summary>
    public ChatPosition? Chat { get; init; }

    /// <summary>Whether the file has a position in classic messages; null in a file of the first version, which always has one.</summary>
    public bool? HasClassic { get; init; }

    /// <summary>
    /// The events after the positions that were returned, oldest first; null if there are none. Who ignores it returns them once more.
    /// </summary>
    public IReadOnlyList<ReturnedEvent>? Returned { get; init; }

    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>The sources that the file has a position in.</summary>
    [JsonIgnore]
    public IReadOnlyList<DmSource> Sources => (HasClassic ?? true, Chat) switch
    {
        (true, null) => [DmSource.Classic],
        (true, _) => [DmSource.Classic, DmSource.Chat],
        _ => [DmSource.Chat],
    };

    /// <summary>The time of the newest event that the file knows; without one, the start time of the first run.</summary>
    [JsonIgnore]
    public DateTimeOffset? NewestAt => Max(NewestEventAt, Chat?.NewestAt) ?? Since ?? Chat?.Since;

    /// <summary>Whether two files have the same content.</summary>
    public bool HasSameContent(CheckpointDocument? other)
        => other is not null && string.Equals(ToJson(this), ToJson(other), StringComparison.Ordinal);

    private static string ToJson(CheckpointDocument document) => JsonSerializer.Serialize(document, CheckpointJson.Default.Document);

    private static DateTimeOffset? Max(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    /// <summary>The account and the query in one line.</summary>
    public override string ToString() => $"account {Account} at {Api}, {Query}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(CheckpointDocument), TypeInfoPropertyName = "Document")]
internal sealed partial class CheckpointJson : JsonSerializerContext;
