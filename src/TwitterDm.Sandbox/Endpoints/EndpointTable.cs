using TwitterDm.Sandbox.Limits;
using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Paging;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>What the sandbox offers. A new endpoint is a class of its own and a line here.</summary>
internal static class EndpointTable
{
    private const int MeRequests = 75;
    private const int UserRequests = 900;
    private const int UploadRequests = 1875;
    private const int UploadStatusRequests = 1000;
    private const int WholeUploadRequests = 500;

    private static readonly string[] ReadMessages = ["dm.read", "tweet.read", "users.read"];
    private static readonly string[] WriteMessages = ["dm.write", "tweet.read", "users.read"];
    private static readonly string[] WriteMedia = ["media.write"];
    private static readonly string[] ReadUsers = ["tweet.read", "users.read"];

    public static IReadOnlyList<Endpoint> Of(SandboxOptions options, Worlds worlds, Messenger messenger, UploadBook uploads)
    {
        var answers = new EventListAnswers(options, new PageTokenMint(options.Seed));
        var outbox = new Outbox(messenger, uploads);
        var sending = new LimitGroup("sending", options.SendsPerWindow, options.SendsPerDay);
        return
        [
            new ListEvents(worlds, answers) { Scopes = ReadMessages, Limit = Messages("dm_events") },
            new ListEventsWithParticipant(worlds, answers) { Scopes = ReadMessages, Limit = Messages("dm_events with participant") },
            new ListEventsOfConversation(worlds, answers) { Scopes = ReadMessages, Limit = Messages("dm_events of conversation") },
            new GetEvent(worlds) { Scopes = ReadMessages, Limit = Messages("dm_event") },
            new SendToParticipant(outbox) { Scopes = WriteMessages, Limit = sending },
            new SendToConversation(worlds, outbox) { Scopes = WriteMessages, Limit = sending },
            new CreateConversation(outbox) { Scopes = WriteMessages, Limit = sending },
            new InitializeUpload(uploads) { Scopes = WriteMedia, Limit = new LimitGroup("media initialize", UploadRequests) },
            new AppendUpload(uploads) { Scopes = WriteMedia, Limit = new LimitGroup("media append", UploadRequests) },
            new FinalizeUpload(uploads) { Scopes = WriteMedia, Limit = new LimitGroup("media finalize", UploadRequests) },
            new GetUploadStatus(uploads) { Scopes = WriteMedia, Limit = new LimitGroup("media status", UploadStatusRequests) },
            new UploadWhole(uploads) { Scopes = WriteMedia, Limit = new LimitGroup("media", WholeUploadRequests) },
            new GetMe { Scopes = ReadUsers, Limit = new LimitGroup("me", MeRequests) },
            new GetUserByUsername { Scopes = ReadUsers, Limit = new LimitGroup("user by username", UserRequests), AppOnlyAllowed = true },
            new GetUsersByIds { Scopes = ReadUsers, Limit = new LimitGroup("users", UserRequests), AppOnlyAllowed = true },
            new GetUsersByUsernames { Scopes = ReadUsers, Limit = new LimitGroup("users by usernames", UserRequests), AppOnlyAllowed = true },
        ];

        LimitGroup Messages(string name) =>
            new(options.SharedWindow ? "direct messages" : name, options.EffectiveRequestsPerWindow, options.RequestsPerDay);
    }
}
