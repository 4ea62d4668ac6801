using System.Globalization;

namespace TwitterDm.Sandbox.Uploads;

/// <summary>
/// An encrypted file for an X Chat conversation while it is uploaded. Its methods return the reason why they fail, as the rest of a
/// sentence, or null.
/// </summary>
internal sealed class ChatUpload(long id, string conversationId, string hashKey, long totalBytes, DateTimeOffset expiresAt)
{
    private readonly object _gate = new();
    private readonly SegmentBuffer _segments = new();
    private byte[]? _content;

    public string IdText { get; } = id.ToString(CultureInfo.InvariantCulture);

    public string ConversationId => conversationId;

    /// <summary>The name that the file is downloaded by.</summary>
    public string HashKey => hashKey;

    public DateTimeOffset ExpiresAt => expiresAt;

    /// <summary>The finalized file, or null.</summary>
    public ReadOnlyMemory<byte>? Content
    {
        get
        {
            // The array itself would become an empty memory instead of null.
            lock (_gate)
                return _content is null ? (ReadOnlyMemory<byte>?)null : _content;
        }
    }

    /// <summary>Adds a segment, or replaces the one with the same number.</summary>
    /// <returns>The error, or null.</returns>
    public string? Append(long number, ReadOnlyMemory<byte> segment)
    {
        lock (_gate)
        {
            if (_content is not null)
                return "was sent after the upload was finalized";
            if (_segments.LengthWith(number, segment.Length) is var bytes && bytes > totalBytes)
                return $"exceeds total_bytes: {bytes} instead of {totalBytes}";
            _segments.Add(number, segment);
            return null;
        }
    }

    /// <summary>Finalizes the upload. Repeating this has no effect.</summary>
    /// <returns>The error, or null.</returns>
    public string? Complete(long parts)
    {
        lock (_gate)
        {
            if (_segments.Count != parts)
                return $"has {_segments.Count} parts, not {parts}";
            if (_content is not null)
                return null;
            if (_segments.Gap is { } gap)
                return $"has no segment {gap}";
            if (_segments.Bytes != totalBytes)
                return $"has {_segments.Bytes} bytes instead of the {totalBytes} in total_bytes";
            _content = _segments.FirstBytes((int)totalBytes);
            return null;
        }
    }
}
