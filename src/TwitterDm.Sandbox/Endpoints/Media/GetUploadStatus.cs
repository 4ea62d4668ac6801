using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Media;

/// <summary>Returns the processing status of a finalized upload.</summary>
internal sealed class GetUploadStatus(UploadStore uploads)
    : UploadEndpoint("GET", "/2/media/upload", ParameterRules.MediaId, ParameterRules.UploadStatus, uploads)
{
    protected override ValidationError? Execute(Upload upload, ValidatedParameters parameters) =>
        upload.File is null ? ErrorFor(upload, "is not finalized") : null;
}
