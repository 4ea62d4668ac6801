using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Media;

/// <summary>Finalizes an upload. All segments must be present, and an image must have the declared type.</summary>
internal sealed class FinalizeUpload(UploadStore uploads)
    : UploadEndpoint("POST", "/2/media/upload/{id}/finalize", ParameterRules.UploadId, ParameterRules.OneUpload, uploads)
{
    protected override ValidationError? Execute(Upload upload, ValidatedParameters parameters) =>
        upload.Complete() is { } error ? ErrorFor(upload, error) : null;
}
