using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Media;

/// <summary>Returns the processing status of a finalized upload to each of its owners.</summary>
internal sealed class GetUploadStatus(UploadStore uploads)
    : UploadEndpoint("GET", "/2/media/upload", ParameterRules.MediaId, ParameterRules.UploadStatus, uploads)
{
    protected override Upload? Find(UploadStore store, Person user, string id)
        => store.FindUsable(user, id) is { IsExpired: false } upload ? upload : null;

    protected override ValidationError? Execute(Upload upload, ValidatedParameters parameters) =>
        upload.File is null ? ErrorFor(upload, "is not finalized") : null;
}
