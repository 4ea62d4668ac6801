using TwitterDm.Problems;

namespace TwitterDm.Api;

/// <summary>A file that is announced.</summary>
internal sealed class WireNewUpload
{
    public required string MediaType { get; set; }

    public required long TotalBytes { get; set; }

    public required string MediaCategory { get; set; }

    /// <summary>True or absent: whether several messages will carry it.</summary>
    public bool? Shared { get; set; }
}

/// <summary>What X says about a segment that it took: nothing that is needed.</summary>
internal sealed class WireSegment;

/// <summary>An upload as X describes it when it begins, when it is finalized, and whenever it is asked.</summary>
internal sealed class WireMediaUpload
{
    public string? Id { get; set; }

    /// <summary>Seconds from now.</summary>
    public long? ExpiresAfterSecs { get; set; }

    /// <summary>Bytes; told once the upload is finalized.</summary>
    public long? Size { get; set; }

    /// <summary>Told of a finalized upload that X has to work on; a picture has none.</summary>
    public WireProcessing? ProcessingInfo { get; set; }
}

internal sealed class WireProcessing
{
    /// <summary><c>pending</c>, <c>in_progress</c>, <c>failed</c> or <c>succeeded</c>.</summary>
    public string? State { get; set; }

    public long? CheckAfterSecs { get; set; }

    public int? ProgressPercent { get; set; }

    /// <summary>Why it failed; the live API tells it, the description does not know it.</summary>
    public WireProblem? Error { get; set; }
}
