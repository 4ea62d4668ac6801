using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Serialization;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Media;

/// <summary>The base class of endpoints for an existing upload of the caller. Other accounts' uploads are not found.</summary>
internal abstract class UploadEndpoint(
    string method, string path, ParameterRule idRule, IReadOnlyList<ParameterRule> parameters, UploadStore uploads, BodyRule? body = null)
    : Endpoint(method, path, parameters, body)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var id = parameters.Text(idRule)!;
        if (Find(uploads, caller.User, id) is not { } upload)
            return ProblemResponses.Of(404, ResourceProblem.NotFound("media", idRule.Name, id));
        return Execute(upload, parameters) is { } error ? ProblemResponses.InvalidRequest([error]) : CreateResponse(upload);
    }

    /// <summary>Finds the upload, unless it has expired.</summary>
    protected virtual Upload? Find(UploadStore store, Person user, string id) => store.FindActive(user, id);

    /// <summary>Performs the operation.</summary>
    /// <returns>The error, or null.</returns>
    protected abstract ValidationError? Execute(Upload upload, ValidatedParameters parameters);

    protected virtual ApiResponse CreateResponse(Upload upload) => ApiResponse.Json(UploadWriter.Write(upload));

    /// <summary>Creates an error about the upload as a whole.</summary>
    protected ValidationError ErrorFor(Upload upload, string error) => ValidationError.Value(idRule, upload.IdText, error);
}
