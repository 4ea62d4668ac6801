using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.Uploads;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>How far an upload is that was finalized.</summary>
internal sealed class GetUploadStatus(UploadBook uploads)
    : UploadEndpoint("GET", "/2/media/upload", ParameterRules.MediaId, ParameterRules.UploadStatus, uploads)
{
    protected override ParameterError? Complain(Upload upload, CheckedParameters parameters) =>
        upload.File is null ? About(upload, "is not finalized") : null;
}
