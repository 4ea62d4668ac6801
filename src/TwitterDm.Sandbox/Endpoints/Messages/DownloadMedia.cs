using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Returns the photo of a message of the caller: the parameters are the last segments of its URL.</summary>
internal sealed class DownloadMedia(Worlds worlds, AttachedFiles files)
    : Endpoint("GET", "/2/dm_conversations/media/{dm_id}/{media_id}/{resource_id}", ParameterRules.OneAttachment)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var eventId = parameters.Text(ParameterRules.MediaEventId)!;
        if (FindPhoto(
                worlds,
                caller.User,
                eventId,
                parameters.Text(ParameterRules.MediaFileId)!,
                parameters.Text(ParameterRules.ResourceId)!)
            is not { } photo)
        {
            return ProblemResponses.Of(404, ResourceProblem.NotFound("media", ParameterRules.MediaEventId.Name, eventId));
        }

        return FileResponse.Of(parameters.Request, "application/octet-stream", files.PhotoOf(photo));
    }

    /// <summary>Finds the photo of a message of an account, or returns null.</summary>
    public static Attachment? FindPhoto(Worlds worlds, Person account, string eventId, string mediaId, string name) =>
        NumberText.TryParseDigits(eventId, out var number)
        && worlds.Of(account).Snapshot().Find(number) is { } location
        && EventGenerator.Generate(location).Attachment is { Kind: AttachmentKind.Photo } attachment
        && string.Equals(attachment.MediaId, mediaId, StringComparison.Ordinal)
        && string.Equals(attachment.PhotoName, name, StringComparison.Ordinal)
            ? attachment
            : null;
}
