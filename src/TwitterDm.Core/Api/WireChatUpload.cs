namespace TwitterDm.Api;

/// <summary>An encrypted file to upload.</summary>
internal sealed class WireNewChatUpload
{
    public required string ConversationId { get; init; }

    /// <summary>The size after encryption.</summary>
    public required long TotalBytes { get; init; }
}

internal sealed class WireChatUpload
{
    public string? SessionId { get; set; }

    /// <summary>The name that the file is downloaded by.</summary>
    public string? MediaHashKey { get; set; }
}

internal sealed class WireChatSegment
{
    public required string ConversationId { get; init; }

    /// <summary>The bytes, in base64.</summary>
    public required ReadOnlyMemory<byte> Media { get; init; }

    public required string MediaHashKey { get; init; }

    public required int SegmentIndex { get; init; }
}

internal sealed class WireAppendedChatSegment
{
    public long? ExpiresAt { get; set; }
}

internal sealed class WireFinishedChatUpload
{
    public required string ConversationId { get; init; }

    public required string MediaHashKey { get; init; }

    /// <summary>The number of segments, as text.</summary>
    public required string NumParts { get; init; }
}

internal sealed class WireUploadedChatMedia
{
    public bool? Success { get; set; }
}
