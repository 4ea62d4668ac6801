using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Serialization;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Media;

/// <summary>Uploads an image in one request. GIFs and videos must be uploaded in segments.</summary>
internal sealed class UploadMedia : Endpoint
{
    private static readonly TextPattern UserIds = new("^[0-9]{1,19}(,[0-9]{1,19})*$");

    private readonly UploadStore _uploads;

    public UploadMedia(UploadStore uploads)
        : base("POST", "/2/media/upload", [], BodyRules.UploadMedia) => (_uploads, AcceptsForm) = (uploads, true);

    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var (name, bytes) = (parameters.Body.Text(BodyRules.MediaCategory)!, parameters.Body.Bytes(BodyRules.Media));
        if (MediaCategory.Find(name) is not { } category)
            return ProblemResponses.InvalidProperty(BodyRules.MediaCategory, $"{name} are not supported by the sandbox");
        if (category.Kind != AttachmentKind.Photo)
            return ProblemResponses.InvalidProperty(BodyRules.MediaCategory, $"{name} must be uploaded in segments");
        if (MediaHeader.Read(bytes.Span).Type is not { } type || !category.Types.Contains(type, StringComparer.Ordinal))
            return ProblemResponses.InvalidProperty(BodyRules.Media, $"is not one of [{string.Join(',', category.Types)}]");
        if (bytes.Length > category.MaxBytes)
            return ProblemResponses.InvalidProperty(BodyRules.Media, $"has {bytes.Length} bytes, more than {category.MaxBytes}");
        var owners = parameters.Body.Text(BodyRules.AdditionalOwners);
        if (owners is not null && !UserIds.Matches(owners))
            return ProblemResponses.InvalidProperty(BodyRules.AdditionalOwners, "must be user ids, separated by commas");
        var upload = _uploads.Start(
            caller.User,
            new UploadDeclaration(category, type, bytes.Length, IsShared: false, owners?.Split(',') ?? []));
        _ = upload.Append(number: 0, bytes) ?? upload.Complete();
        return ApiResponse.Json(UploadWriter.Write(upload));
    }
}
