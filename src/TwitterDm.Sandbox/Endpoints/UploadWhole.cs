using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.World;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>Takes a picture in one request. What moves has to come in pieces.</summary>
internal sealed class UploadWhole : Endpoint
{
    private readonly UploadBook _uploads;

    public UploadWhole(UploadBook uploads)
        : base("POST", "/2/media/upload", [], BodyRules.WholeFile) => (_uploads, TakesForm) = (uploads, true);

    public override Answer Handle(CheckedParameters parameters, Caller caller)
    {
        var (name, bytes) = (parameters.Body.Text(BodyRules.MediaCategory)!, parameters.Body.Bytes(BodyRules.Media));
        if (MediaCategory.Find(name) is not { Kind: AttachmentKind.Photo } category)
            return ProblemAnswers.InvalidProperty(BodyRules.MediaCategory, $"{name} has to be uploaded in segments");
        if (MediaHeader.Read(bytes.Span).Type is not { } type || !category.Types.Contains(type, StringComparer.Ordinal))
            return ProblemAnswers.InvalidProperty(BodyRules.Media, $"is not one of [{string.Join(',', category.Types)}]");
        if (bytes.Length > category.MaximumBytes)
            return ProblemAnswers.InvalidProperty(BodyRules.Media, $"has {bytes.Length} bytes, more than {category.MaximumBytes}");
        var upload = _uploads.Start(caller.User, new UploadPlan(category, type, bytes.Length, IsShared: false));
        _ = upload.Append(number: 0, bytes) ?? upload.Finish();
        return Answer.Json(UploadWriter.Write(upload));
    }
}
