using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Media;

/// <summary>Adds a segment to an upload.</summary>
internal sealed class AppendUpload : UploadEndpoint
{
    private const int MaxSegmentLength = 5 * 1024 * 1024;

    public AppendUpload(UploadStore uploads, bool acceptsForm)
        : base("POST", "/2/media/upload/{id}/append", ParameterRules.UploadId, ParameterRules.OneUpload, uploads, BodyRules.Segment) =>
        AcceptsForm = acceptsForm;

    protected override ValidationError? Execute(Upload upload, ValidatedParameters parameters)
    {
        var (number, segment) = (parameters.Body.Integer(BodyRules.SegmentIndex)!.Value, parameters.Body.Bytes(BodyRules.Media));
        if (segment.Length is 0 or > MaxSegmentLength)
        {
            return ValidationError.InBody(
                $"$.{BodyRules.Media}",
                $"a segment must have from 1 to {MaxSegmentLength} bytes but has {segment.Length}");
        }

        // Copy the segment, so that the rest of the request can be freed.
        return upload.Append(number, segment.ToArray()) is { } error
            ? ValidationError.InBody($"$.{BodyRules.Media}", $"the segment {number} of [{upload.IdText}] {error}")
            : null;
    }

    protected override ApiResponse CreateResponse(Upload upload) => ApiResponse.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteNumber("expires_at", upload.ExpiresAt.ToUnixTimeSeconds());
        json.WriteEndObject();
        json.WriteEndObject();
    }));
}
