using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>An endpoint about one upload that has begun: it knows what to do with it. Another account's upload is not found.</summary>
internal abstract class UploadEndpoint(
    string method, string path, ParameterRule idRule, IReadOnlyList<ParameterRule> parameters, UploadBook uploads, BodyRule? body = null)
    : Endpoint(method, path, parameters, body)
{
    public override Answer Handle(CheckedParameters parameters, Caller caller)
    {
        var id = parameters.Text(idRule)!;
        if (uploads.FindOpen(caller.User, id) is not { } upload)
            return ProblemAnswers.Of(404, ResourceProblem.NotFound("media", idRule.Name, id));
        return Complain(upload, parameters) is { } error ? ProblemAnswers.InvalidRequest([error]) : Tell(upload);
    }

    /// <summary>Does what the endpoint is for.</summary>
    /// <returns>Why it could not; null where it is done.</returns>
    protected abstract ParameterError? Complain(Upload upload, CheckedParameters parameters);

    protected virtual Answer Tell(Upload upload) => Answer.Json(UploadWriter.Write(upload));

    /// <summary>A complaint about the upload itself, by its id.</summary>
    protected ParameterError About(Upload upload, string complaint) => ParameterError.Value(idRule, upload.IdText, complaint);
}
