using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>The common part of endpoints that add a segment to an upload, encrypted or not.</summary>
internal static class UploadSegment
{
    private const int MaxLength = 5 * 1024 * 1024;

    /// <summary>Adds the segment of a request.</summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="uploadId">The id of the upload.</param>
    /// <param name="append">Adds the segment with its number to the upload, and returns the error, or null.</param>
    /// <returns>The error about the property <see cref="BodyRules.Media"/>, or null.</returns>
    public static string? Append(ValidatedBody body, string uploadId, Func<long, ReadOnlyMemory<byte>, string?> append)
    {
        var (number, segment) = (body.Integer(BodyRules.SegmentIndex)!.Value, body.Bytes(BodyRules.Media));
        if (segment.Length is 0 or > MaxLength)
            return $"a segment must have from 1 to {MaxLength} bytes but has {segment.Length}";
        // Copy the segment, so that the rest of the request can be freed.
        return append(number, segment.ToArray()) is { } error ? $"the segment {number} of [{uploadId}] {error}" : null;
    }

    public static ApiResponse CreateResponse(DateTimeOffset expiresAt) => ApiResponse.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteNumber("expires_at", expiresAt.ToUnixTimeSeconds());
        json.WriteEndObject();
        json.WriteEndObject();
    }));
}
