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
    private const int DeleteRequests = 200;
    private const int BlockRequests = 50;
    private const int UploadRequests = 1875;
    private const int UploadStatusRequests = 1000;
    private const int WholeUploadRequests = 500;

    private static readonly string[] ReadMessages = ["dm.read", "tweet.read", "users.read"];
    private static readonly string[] WriteMessages = ["dm.write", "tweet.read", "users.read"];
    private static readonly string[] DeleteMessages = ["dm.read", "dm.write"];
    private static readonly string[] WriteMedia = ["media.write"];
    private static readonly string[] ReadUsers = ["tweet.read", "users.read"];

    public static IReadOnlyList<Endpoint> Of(SandboxOptions options, Worlds worlds, Messenger messenger, UploadBook uploads)
    {
        var blocks = new Blocks();
        return
        [
            .. Reading(options, worlds, blocks),
            .. Sending(options, worlds, new SendRefusals(blocks), new Outbox(messenger, uploads)),
            .. Removing(worlds, blocks),
            .. Uploading(uploads),
            .. LookingUp(new UserAnswers(blocks)),
        ];
    }

    private static Endpoint[] Reading(SandboxOptions options, Worlds worlds, Blocks blocks)
    {
        var answers = new EventListAnswers(options, new PageTokenMint(options.Seed), blocks);
        return
        [
            new ListEvents(worlds, answers) { Scopes = ReadMessages, Limit = Messages("dm_events") },
            new ListEventsWithParticipant(worlds, answers) { Scopes = ReadMessages, Limit = Messages("dm_events with participant") },
            new ListEventsOfConversation(worlds, answers) { Scopes = ReadMessages, Limit = Messages("dm_events of conversation") },
            new GetEvent(worlds, blocks) { Scopes = ReadMessages, Limit = Messages("dm_event") },
        ];

        LimitGroup Messages(string name) =>
            new(options.SharedWindow ? "direct messages" : name, options.EffectiveRequestsPerWindow, options.RequestsPerDay);
    }

    private static Endpoint[] Sending(SandboxOptions options, Worlds worlds, SendRefusals refusals, Outbox outbox)
    {
        var limit = new LimitGroup("sending", options.SendsPerWindow, options.SendsPerDay);
        return
        [
            new SendToParticipant(refusals, outbox) { Scopes = WriteMessages, Limit = limit },
            new SendToConversation(worlds, refusals, outbox) { Scopes = WriteMessages, Limit = limit },
            new CreateConversation(refusals, outbox) { Scopes = WriteMessages, Limit = limit },
        ];
    }

    private static Endpoint[] Removing(Worlds worlds, Blocks blocks) =>
    [
        new DeleteEvent(worlds) { Scopes = DeleteMessages, Limit = new LimitGroup("delete", DeleteRequests) },
        new SetBlock(blocks, isBlocked: true) { Scopes = WriteMessages, Limit = new LimitGroup("block", BlockRequests) },
        new SetBlock(blocks, isBlocked: false) { Scopes = WriteMessages, Limit = new LimitGroup("unblock", BlockRequests) },
    ];

    private static Endpoint[] Uploading(UploadBook uploads) =>
    [
        new InitializeUpload(uploads) { Scopes = WriteMedia, Limit = new LimitGroup("media initialize", UploadRequests) },
        new AppendUpload(uploads) { Scopes = WriteMedia, Limit = new LimitGroup("media append", UploadRequests) },
        new FinalizeUpload(uploads) { Scopes = WriteMedia, Limit = new LimitGroup("media finalize", UploadRequests) },
        new GetUploadStatus(uploads) { Scopes = WriteMedia, Limit = new LimitGroup("media status", UploadStatusRequests) },
        new UploadWhole(uploads) { Scopes = WriteMedia, Limit = new LimitGroup("media", WholeUploadRequests) },
    ];

    private static Endpoint[] LookingUp(UserAnswers users) =>
    [
        new GetMe(users) { Scopes = ReadUsers, Limit = new LimitGroup("me", MeRequests) },
        new GetUserByUsername(users) { Scopes = ReadUsers, Limit = new LimitGroup("user by username", UserRequests), AppOnlyAllowed = true },
        new GetUsersByIds(users) { Scopes = ReadUsers, Limit = new LimitGroup("users", UserRequests), AppOnlyAllowed = true },
        new GetUsersByUsernames(users) { Scopes = ReadUsers, Limit = new LimitGroup("users by usernames", UserRequests), AppOnlyAllowed = true },
    ];
}
