using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>Announces a file. The description leaves everything open; here a file has a category, a type and a size, and they fit together.</summary>
internal sealed class InitializeUpload(UploadBook uploads) : Endpoint("POST", "/2/media/upload/initialize", [], BodyRules.NewUpload)
{
    public override Answer Handle(CheckedParameters parameters, Caller caller)
    {
        var body = parameters.Body;
        var (type, bytes) = (body.Text(BodyRules.MediaType), body.Integer(BodyRules.TotalBytes));
        if (MediaCategory.Find(body.Text(BodyRules.MediaCategory) ?? "") is not { } category)
            return ProblemAnswers.InvalidProperty(BodyRules.MediaCategory, "has to be the one of a picture, a GIF or a video");
        if (type is null)
            return ProblemAnswers.InvalidProperty(BodyRules.MediaType, "is missing but it is required");
        if (!category.Types.Contains(type, StringComparer.Ordinal))
            return ProblemAnswers.InvalidProperty(BodyRules.MediaType, $"{type} does not fit {category.Name}");
        if (bytes is not { } total || total < 1 || total > category.MaximumBytes)
            return ProblemAnswers.InvalidProperty(BodyRules.TotalBytes, $"has to be from 1 to {category.MaximumBytes} for {category.Name}");
        return Answer.Json(UploadWriter.Write(uploads.Start(caller.User, new UploadPlan(category, type, total, body.Is(BodyRules.Shared)))));
    }
}
