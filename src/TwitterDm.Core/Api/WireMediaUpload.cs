using TwitterDm.Problems;

namespace TwitterDm.Api;

/// <summary>The request that initializes an upload.</summary>
internal sealed class WireNewUpload
{
    public required string MediaType { get; set; }

    public required long TotalBytes { get; set; }

    public required string MediaCategory { get; set; }

    /// <summary>True or absent: whether several messages will carry the file.</summary>
    public bool? Shared { get; set; }
}

/// <summary>The response to a segment; none of its fields are needed.</summary>
internal sealed class WireSegment;

/// <summary>The state of an upload, as the responses to initialize, finalize and status contain it.</summary>
internal class WireMediaUpload
{
    public string? Id { get; set; }

    /// <summary>Seconds from now.</summary>
    public long? ExpiresAfterSecs { get; set; }

    /// <summary>In bytes; present once the upload is finalized.</summary>
    public long? Size { get; set; }

    /// <summary>Present on a finalized upload that X has to process; absent for a picture.</summary>
    public WireProcessing? ProcessingInfo { get; set; }
}

/// <summary>The response to finalize: X bills the upload.</summary>
internal sealed class WireFinalizedUpload : WireMediaUpload;

internal sealed class WireProcessing
{
    /// <summary><c>pending</c>, <c>in_progress</c>, <c>failed</c> or <c>succeeded</c>.</summary>
    public string? State { get; set; }

    public long? CheckAfterSecs { get; set; }

    public int? ProgressPercent { get; set; }

    /// <summary>Why it failed; sent by the live API, although the description does not list it.</summary>
    public WireProblem? Error { get; set; }
}
