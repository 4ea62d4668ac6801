using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>Takes a piece of a file.</summary>
internal sealed class AppendUpload : UploadEndpoint
{
    private const int LargestSegment = 5 * 1024 * 1024;

    public AppendUpload(UploadBook uploads)
        : base("POST", "/2/media/upload/{id}/append", ParameterRules.UploadId, ParameterRules.OneUpload, uploads, BodyRules.Segment) =>
        TakesForm = true;

    protected override ParameterError? Complain(Upload upload, CheckedParameters parameters)
    {
        var (number, piece) = (parameters.Body.Integer(BodyRules.SegmentIndex)!.Value, parameters.Body.Bytes(BodyRules.Media));
        if (piece.Length is 0 or > LargestSegment)
            return ParameterError.InBody($"$.{BodyRules.Media}", $"a segment has from 1 to {LargestSegment} bytes, and not {piece.Length}");
        // A copy: the rest of the request need not be kept.
        return upload.Append(number, piece.ToArray()) is { } complaint
            ? ParameterError.InBody($"$.{BodyRules.Media}", $"the segment {number} of [{upload.IdText}] {complaint}")
            : null;
    }

    protected override Answer Tell(Upload upload) => Answer.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteNumber("expires_at", upload.ExpiresAt.ToUnixTimeSeconds());
        json.WriteEndObject();
        json.WriteEndObject();
    }));
}
