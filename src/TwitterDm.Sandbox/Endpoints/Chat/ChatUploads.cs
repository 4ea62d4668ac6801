using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Starts the upload of an encrypted file for a conversation of the caller.</summary>
internal sealed class InitializeChatUpload(ChatWorlds worlds, ChatUploadStore uploads)
    : Endpoint("POST", "/2/chat/media/upload/initialize", [], ChatBodyRules.NewUpload)
{
    private const long MaxBytes = 512L * 1024 * 1024;

    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var (id, total) = (parameters.Body.Text(ChatBodyRules.ConversationId)!, parameters.Body.Integer(ChatBodyRules.TotalBytes)!.Value);
        if (ChatUploadIds.Find(worlds, caller, id) is not { } conversation)
            return ProblemResponses.InvalidProperty(ChatBodyRules.ConversationId, "is not a conversation of yours");
        if (total is 0 or > MaxBytes)
            return ProblemResponses.InvalidProperty(ChatBodyRules.TotalBytes, $"must be from 1 to {MaxBytes}");
        var upload = uploads.Start(caller.User, conversation.Id, total);
        return ChatWriteResponses.Data(
            200,
            ("session_id", upload.IdText),
            (ChatBodyRules.MediaHashKey, upload.HashKey),
            (ChatBodyRules.ConversationId, conversation.Id));
    }
}

/// <summary>The base class of endpoints for an existing upload of the caller. The body repeats what the upload belongs to.</summary>
internal abstract class ChatUploadEndpoint(string path, ParameterRule idRule, BodyRule body, ChatWorlds worlds, ChatUploadStore uploads)
    : Endpoint("POST", path, [idRule], body)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var id = parameters.Text(idRule)!;
        if (uploads.Find(caller.User, id) is not { } upload)
            return ProblemResponses.Of(404, ResourceProblem.NotFound("media", idRule.Name, id));
        if (!string.Equals(
                ChatUploadIds.Find(worlds, caller, parameters.Body.Text(ChatBodyRules.ConversationId)!)?.Id,
                upload.ConversationId,
                StringComparison.Ordinal))
        {
            return ProblemResponses.InvalidProperty(ChatBodyRules.ConversationId, "is not the conversation of the upload");
        }

        if (!string.Equals(parameters.Body.Text(ChatBodyRules.MediaHashKey), upload.HashKey, StringComparison.Ordinal))
            return ProblemResponses.InvalidProperty(ChatBodyRules.MediaHashKey, "is not the hash key of the upload");
        return Execute(upload, parameters.Body);
    }

    protected abstract ApiResponse Execute(ChatUpload upload, ValidatedBody body);
}

/// <summary>Adds a segment to an upload.</summary>
internal sealed class AppendChatUpload : ChatUploadEndpoint
{
    public AppendChatUpload(ChatWorlds worlds, ChatUploadStore uploads, bool acceptsForm)
        : base("/2/chat/media/upload/{id}/append", ChatParameterRules.UploadSession, ChatBodyRules.Segment, worlds, uploads) =>
        AcceptsForm = acceptsForm;

    protected override ApiResponse Execute(ChatUpload upload, ValidatedBody body)
        => UploadSegment.Append(body, upload.IdText, upload.Append) is { } error
            ? ProblemResponses.InvalidProperty(BodyRules.Media, error)
            : UploadSegment.CreateResponse(upload.ExpiresAt);
}

/// <summary>Finalizes an upload, after which the members of its conversation can download it. All segments must be present.</summary>
internal sealed class FinalizeChatUpload(ChatWorlds worlds, ChatUploadStore uploads)
    : ChatUploadEndpoint("/2/chat/media/upload/{id}/finalize", ParameterRules.UploadId, ChatBodyRules.FinishedUpload, worlds, uploads)
{
    protected override ApiResponse Execute(ChatUpload upload, ValidatedBody body)
    {
        if (!NumberText.TryParseDigits(body.Text(ChatBodyRules.PartCount), out var parts))
            return ProblemResponses.InvalidProperty(ChatBodyRules.PartCount, "is not a number");
        if (body.Text(ChatBodyRules.MessageLifetime) is { } lifetime && !NumberText.TryParseDigits(lifetime, out _))
            return ProblemResponses.InvalidProperty(ChatBodyRules.MessageLifetime, "is not a number");
        return upload.Complete(parts) is { } error
            ? ProblemResponses.InvalidRequest([ValidationError.Value(ParameterRules.UploadId, upload.IdText, error)])
            : ChatWriteResponses.Success;
    }
}

/// <summary>Returns an encrypted file.</summary>
internal sealed class DownloadChatMedia(ChatWorlds worlds, ChatUploadStore uploads)
    : Endpoint("GET", "/2/chat/media/{id}/{media_hash_key}", ChatParameterRules.OneFile)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var (id, hashKey) = (parameters.Text(ChatParameterRules.EventsConversationId)!, parameters.Text(ChatParameterRules.MediaHashKey)!);
        if (worlds.Of(caller.User).Find(id) is not { } conversation)
            return worlds.Of(caller.User).PeerOf(id) is null ? ChatProblems.NotYours(id) : ChatProblems.NotFound(id);
        return (uploads.FindFile(conversation.Id, hashKey) ?? ChatSampleFiles.Find(conversation, hashKey)) is { } file
            ? FileResponse.Of(parameters.Request, "application/octet-stream", file)
            : ProblemResponses.Of(404, ResourceProblem.NotFound("media", ChatParameterRules.MediaHashKey.Name, hashKey));
    }
}

/// <summary>The conversation of an upload: its body can contain the id as in paths or as in events.</summary>
internal static class ChatUploadIds
{
    public static ChatConversation? Find(ChatWorlds worlds, Caller caller, string id) => worlds.Of(caller.User).Find(id.Replace(':', '-'));
}
