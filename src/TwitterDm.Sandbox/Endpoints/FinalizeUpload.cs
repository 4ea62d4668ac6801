using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.Uploads;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>Ends an upload: everything is there, and a picture is what it said it would be.</summary>
internal sealed class FinalizeUpload(UploadBook uploads)
    : UploadEndpoint("POST", "/2/media/upload/{id}/finalize", ParameterRules.UploadId, ParameterRules.OneUpload, uploads)
{
    protected override ParameterError? Complain(Upload upload, CheckedParameters parameters) =>
        upload.Finish() is { } complaint ? About(upload, complaint) : null;
}
