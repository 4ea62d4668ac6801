using System.Text.Json.Serialization;
using TwitterDm.Json;

namespace TwitterDm.Sending.Journal;

/// <summary>The state of a row.</summary>
internal enum JournalState
{
    /// <summary>An attempt was about to start: unless another record follows, its outcome is unknown.</summary>
    Sending,

    /// <summary>The attempt had no effect: it did not reach X, or X rejected it before processing it.</summary>
    Unsent,

    /// <summary>The message was sent.</summary>
    Sent,

    /// <summary>Its delivery could not be confirmed.</summary>
    Uncertain,

    /// <summary>It was certainly not sent.</summary>
    Failed,
}

/// <summary>One line of the journal; never a message's text: what X Chat sends is encrypted.</summary>
internal sealed class JournalRecord
{
    /// <summary>Only in the first line: identifies the file as a journal.</summary>
    public string? Journal { get; set; }

    /// <summary>Only in the first line: the version of this format.</summary>
    public int? Version { get; set; }

    /// <summary>Only in the first line: the id of the sending account.</summary>
    public string? Account { get; set; }

    /// <summary>The row's key; see <see cref="RowKeys"/>.</summary>
    public string? Row { get; set; }

    /// <summary>The version of the format of a row that has members which version 1 does not have; null for version 1.</summary>
    public int? Format { get; set; }

    public JournalState? State { get; set; }

    /// <summary>Where the message is sent, a name of <see cref="DmSource"/>; null for a classic one.</summary>
    public string? Source { get; set; }

    /// <summary>The time of the state by X's clock; for an uncertain message, when its request started.</summary>
    public DateTimeOffset? At { get; set; }

    public string? To { get; set; }

    public string? ConversationId { get; set; }

    public string? MediaId { get; set; }

    public string? EventId { get; set; }

    /// <summary>X Chat, since version 2: the id of the message.</summary>
    public string? MessageId { get; set; }

    /// <summary>X Chat: the version of the key that the message is encrypted with.</summary>
    public string? KeyVersion { get; set; }

    /// <summary>X Chat: the encrypted message, in base64.</summary>
    public string? EncodedEvent { get; set; }

    /// <summary>X Chat: the signature of the message, in base64.</summary>
    public string? EncodedSignature { get; set; }

    /// <summary>The id of the error that the row ended with.</summary>
    public string? Error { get; set; }

    /// <summary>The error's message.</summary>
    public string? Message { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(NamedEnum<JournalState>)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalRecord), TypeInfoPropertyName = "Record")]
internal sealed partial class JournalJson : JsonSerializerContext;
