using System.Text.Json.Serialization;

namespace TwitterDm.Sending.Journal;

/// <summary>What the journal knows of a row.</summary>
internal enum JournalState
{
    /// <summary>The message was about to leave: unless something follows, nobody knows whether it was sent.</summary>
    Sending,

    /// <summary>It did not get out, or was refused before it was looked at.</summary>
    Unsent,

    /// <summary>It was sent.</summary>
    Sent,

    /// <summary>It left, and nobody knows whether it was sent.</summary>
    Uncertain,

    /// <summary>It was certainly not sent.</summary>
    Failed,
}

/// <summary>One line of the journal; never a message's text.</summary>
internal sealed class JournalRecord
{
    /// <summary>The first line alone: what this file is.</summary>
    public string? Journal { get; set; }

    /// <summary>The first line alone: the version of this format.</summary>
    public int? Version { get; set; }

    /// <summary>The first line alone: the id of the sending account.</summary>
    public string? Account { get; set; }

    /// <summary>The row's key; see <see cref="RowKeys"/>.</summary>
    public string? Row { get; set; }

    public JournalState? State { get; set; }

    /// <summary>When that was, by X's clock; for an uncertain message, when it left.</summary>
    public DateTimeOffset? At { get; set; }

    public string? To { get; set; }

    public string? ConversationId { get; set; }

    public string? MediaId { get; set; }

    public string? EventId { get; set; }

    /// <summary>The id of the error that the row ended with.</summary>
    public string? Error { get; set; }

    /// <summary>The error's message.</summary>
    public string? Message { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalRecord), TypeInfoPropertyName = "Record")]
internal sealed partial class JournalJson : JsonSerializerContext;
