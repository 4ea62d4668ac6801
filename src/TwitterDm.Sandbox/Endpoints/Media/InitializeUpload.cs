using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Serialization;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Media;

/// <summary>
/// Starts an upload. In the sandbox, category, type and size are required and must match. X's API description leaves this open.
/// </summary>
internal sealed class InitializeUpload(UploadStore uploads) : Endpoint("POST", "/2/media/upload/initialize", [], BodyRules.NewUpload)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var body = parameters.Body;
        var (name, type, bytes) = (body.Text(BodyRules.MediaCategory), body.Text(BodyRules.MediaType), body.Integer(BodyRules.TotalBytes));
        if (name is null)
            return ProblemResponses.InvalidProperty(BodyRules.MediaCategory, "is missing but it is required");
        if (MediaCategory.Find(name) is not { } category)
            return ProblemResponses.InvalidProperty(BodyRules.MediaCategory, $"{name} are not supported by the sandbox");
        if (type is null)
            return ProblemResponses.InvalidProperty(BodyRules.MediaType, "is missing but it is required");
        if (!category.Types.Contains(type, StringComparer.Ordinal))
            return ProblemResponses.InvalidProperty(BodyRules.MediaType, $"{type} is not allowed for {category.Name}");
        if (bytes is not { } total || total < 1 || total > category.MaxBytes)
            return ProblemResponses.InvalidProperty(BodyRules.TotalBytes, $"must be from 1 to {category.MaxBytes} for {category.Name}");
        var declaration = new UploadDeclaration(category, type, total, body.Is(BodyRules.Shared), body.Texts(BodyRules.AdditionalOwners));
        return ApiResponse.Json(UploadWriter.Write(uploads.Start(caller.User, declaration)));
    }
}
