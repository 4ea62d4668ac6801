using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Media;

/// <summary>Adds a segment to an upload.</summary>
internal sealed class AppendUpload : UploadEndpoint
{
    public AppendUpload(UploadStore uploads, bool acceptsForm)
        : base("POST", "/2/media/upload/{id}/append", ParameterRules.UploadId, ParameterRules.OneUpload, uploads, BodyRules.Segment) =>
        AcceptsForm = acceptsForm;

    protected override ValidationError? Execute(Upload upload, ValidatedParameters parameters)
        => UploadSegment.Append(parameters.Body, upload.IdText, upload.Append) is { } error
            ? ValidationError.InBody($"$.{BodyRules.Media}", error)
            : null;

    protected override ApiResponse CreateResponse(Upload upload) => UploadSegment.CreateResponse(upload.ExpiresAt);
}
