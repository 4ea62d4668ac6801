using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Endpoints;
using TwitterDm.Sandbox.Endpoints.Activity;
using TwitterDm.Sandbox.Endpoints.Chat;
using TwitterDm.Sandbox.Endpoints.Media;
using TwitterDm.Sandbox.Endpoints.Messages;
using TwitterDm.Sandbox.Endpoints.Users;
using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Paging;
using TwitterDm.Sandbox.RateLimits;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox;

/// <summary>All endpoints with their scopes and rate limits. A new endpoint is one class and one line here.</summary>
internal static class EndpointTable
{
    private const int MeRequests = 75;
    private const int UserRequests = 900;
    private const int UploadRequests = 1875;
    private const int UploadStatusRequests = 1000;
    private const int UploadMediaRequests = 500;
    private const int MediaRequests = 900;
    private const int KeyRegistrations = 5;
    private const int SubscriptionRequests = 500;
    private const int StreamRequests = 450;
    private const int ConnectionRequests = 500;

    private static readonly string[] ReadMessages = ["dm.read", "tweet.read", "users.read"];
    private static readonly string[] WriteMessages = ["dm.write", "tweet.read", "users.read"];
    private static readonly string[] DeleteMessages = ["dm.read", "dm.write"];
    private static readonly string[] WriteMedia = ["media.write"];
    private static readonly string[] ListChats = ["dm.read", "users.read"];
    private static readonly string[] ReadSubscriptions = ["like.read", "tweet.read"];
    private static readonly string[] ReadUsers = ["tweet.read", "users.read"];

    public static IReadOnlyList<Endpoint> Create(
        SandboxOptions options,
        Worlds worlds,
        ChatWorlds chats,
        Messenger messenger,
        ChatMessenger chatMessenger,
        UploadStore uploads,
        IdGenerator ids)
    {
        var blocks = new Blocks();
        return
        [
            .. Reading(options, worlds, blocks),
            .. Sending(options, worlds, new RecipientValidator(blocks), new SendOperation(messenger, uploads)),
            .. Removing(options, worlds, blocks),
            new DownloadMedia(worlds, new AttachedFiles(uploads))
            {
                Scopes = ["dm.read"],
                Limit = new RateLimitBucket("dm media", MediaRequests),
                AllowsOAuth1 = false,
            },
            .. Uploading(options, uploads),
            .. LookingUp(new UserResponses(blocks)),
            .. options.HasChat
                ?
                [
                    .. Chatting(options, chats, blocks),
                    .. ChatWriting(options, chats, chatMessenger, new NewGroups(ids), new ChatUploadStore(options.Clock, ids)),
                ]
                : Array.Empty<Endpoint>(),
        ];
    }

    private static Endpoint[] Reading(SandboxOptions options, Worlds worlds, Blocks blocks)
    {
        var responses = new EventListResponses(new PageTokenCodec(options.Seed), blocks, options.PartialErrorEvery);
        return
        [
            new ListEvents(worlds, responses) { Scopes = ReadMessages, Limit = Messages("dm_events") },
            new ListEventsWithParticipant(worlds, responses) { Scopes = ReadMessages, Limit = Messages("dm_events with participant") },
            new ListEventsOfConversation(worlds, responses) { Scopes = ReadMessages, Limit = Messages("dm_events of conversation") },
            new GetEvent(worlds, blocks) { Scopes = ReadMessages, Limit = Messages("dm_event") },
        ];

        RateLimitBucket Messages(string name) =>
            new(options.SharedWindow ? "direct messages" : name, options.EffectiveRequestsPerWindow, options.RequestsPerDay);
    }

    private static Endpoint[] Sending(SandboxOptions options, Worlds worlds, RecipientValidator recipients, SendOperation operation)
    {
        var limit = new RateLimitBucket("sending", options.SendsPerWindow, options.SendsPerDay);
        return
        [
            new SendToParticipant(recipients, operation) { Scopes = WriteMessages, Limit = limit },
            new SendToConversation(worlds, recipients, operation) { Scopes = WriteMessages, Limit = limit },
            new CreateConversation(recipients, operation) { Scopes = WriteMessages, Limit = limit },
        ];
    }

    private static Endpoint[] Removing(SandboxOptions options, Worlds worlds, Blocks blocks) =>
    [
        new DeleteEvent(worlds) { Scopes = DeleteMessages, Limit = new RateLimitBucket("delete", options.DeletesPerWindow) },
        new SetBlock(blocks, isBlocked: true) { Scopes = WriteMessages, Limit = new RateLimitBucket("block", options.BlocksPerWindow) },
        new SetBlock(blocks, isBlocked: false) { Scopes = WriteMessages, Limit = new RateLimitBucket("unblock", options.BlocksPerWindow) },
    ];

    private static Endpoint[] Uploading(SandboxOptions options, UploadStore uploads) =>
        [
            new InitializeUpload(uploads) { Scopes = WriteMedia, Limit = new RateLimitBucket("media initialize", UploadRequests) },
            new AppendUpload(uploads, options.AcceptsMultipart)
            {
                Scopes = WriteMedia,
                Limit = new RateLimitBucket("media append", UploadRequests),
            },
            new FinalizeUpload(uploads) { Scopes = WriteMedia, Limit = new RateLimitBucket("media finalize", UploadRequests) },
            new GetUploadStatus(uploads) { Scopes = WriteMedia, Limit = new RateLimitBucket("media status", UploadStatusRequests) },
            new UploadMedia(uploads) { Scopes = WriteMedia, Limit = new RateLimitBucket("media", UploadMediaRequests) },
        ];

    /// <summary>The endpoints of live events.</summary>
    public static IReadOnlyList<Endpoint> Live(
        SandboxOptions options,
        ActivitySubscriptions subscriptions,
        ActivityFeed feed,
        StreamConnections connections,
        IScheduledEvents scheduled,
        IdGenerator ids) =>
        [
            // Which scope a subscription needs depends on its kind of event.
            new CreateSubscription(subscriptions, ids, options.Clock, scheduled)
            {
                Scopes = [],
                AllowsAppOnly = true,
                Limit = Subscribing("create"),
            },
            new ListSubscriptions(subscriptions, new PageTokenCodec(options.Seed))
            {
                Scopes = ReadSubscriptions,
                AllowsAppOnly = true,
                Limit = Subscribing("list"),
            },
            new UpdateSubscription(subscriptions, options.Clock)
            {
                Scopes = [],
                IsAppOnly = true,
                Limit = Subscribing("update"),
            },
            new DeleteSubscription(subscriptions)
            {
                Scopes = [],
                IsAppOnly = true,
                Limit = Subscribing("delete"),
            },
            new DeleteSubscriptions(subscriptions)
            {
                Scopes = [],
                IsAppOnly = true,
                Limit = Subscribing("delete"),
            },
            new ActivityStream(feed, connections, scheduled)
            {
                Scopes = [],
                IsAppOnly = true,
                Limit = new RateLimitBucket("activity stream", StreamRequests),
            },
            new ListConnections(connections)
            {
                Scopes = [],
                IsAppOnly = true,
                Limit = new RateLimitBucket("connections", ConnectionRequests),
            },
            new DeleteConnections(connections)
            {
                Scopes = [],
                IsAppOnly = true,
                Limit = new RateLimitBucket("connections end", ConnectionRequests),
            },
            new DeleteAllConnections(connections)
            {
                Scopes = [],
                IsAppOnly = true,
                Limit = new RateLimitBucket("connections end", ConnectionRequests),
            },
            new DeleteConnectionsOfStream(connections)
            {
                Scopes = [],
                IsAppOnly = true,
                Limit = new RateLimitBucket("connections end", ConnectionRequests),
            },
        ];

    private static RateLimitBucket Subscribing(string name) => new($"activity subscriptions {name}", SubscriptionRequests);

    private static Endpoint[] LookingUp(UserResponses users) =>
        [
            new GetMe(users) { Scopes = ReadUsers, Limit = new RateLimitBucket("me", MeRequests) },
            new GetUserByUsername(users)
            {
                Scopes = ReadUsers,
                Limit = new RateLimitBucket("user by username", UserRequests),
                AllowsAppOnly = true,
            },
            new GetUsersByIds(users)
            {
                Scopes = ReadUsers,
                Limit = new RateLimitBucket("users", UserRequests),
                AllowsAppOnly = true,
            },
            new GetUsersByUsernames(users)
            {
                Scopes = ReadUsers,
                Limit = new RateLimitBucket("users by usernames", UserRequests),
                AllowsAppOnly = true,
            },
        ];

    // X has not published the limits of these. The sandbox has its own.
    private static Endpoint[] Chatting(SandboxOptions options, ChatWorlds chats, Blocks blocks)
    {
        var pages = new ChatPages(new PageTokenCodec(options.Seed));
        var conversations = new ChatConversationResponses(blocks);
        var keys = new PublicKeyResponses(chats.Keys);
        return
        [
            new ListChatConversations(chats, conversations, pages) { Scopes = ListChats, Limit = Reading("chat conversations") },
            new GetChatConversation(chats, conversations) { Scopes = ReadMessages, Limit = Reading("chat conversation") },
            new ListChatEvents(chats, pages) { Scopes = ReadMessages, Limit = Reading("chat events") },
            new GetPublicKeysOfUser(keys) { Scopes = ReadMessages, Limit = Reading("public keys of user") },
            new GetPublicKeysOfUsers(keys) { Scopes = ReadMessages, Limit = Reading("public keys") },
            new AddPublicKey(chats.Keys, options.Clock)
            {
                Scopes = WriteMessages,
                Limit = new RateLimitBucket("public key registration", KeyRegistrations, KeyRegistrations),
            },
        ];

        RateLimitBucket Reading(string name) => new(name, options.EffectiveChatRequestsPerWindow);
    }

    private static Endpoint[] ChatWriting(
        SandboxOptions options,
        ChatWorlds chats,
        ChatMessenger messenger,
        NewGroups groups,
        ChatUploadStore files)
    {
        return
        [
            new SendChatMessage(chats, messenger, options.ChatRefusal) { Scopes = WriteMessages, Limit = Writing("chat messages") },
            new DeleteChatMessages(chats, messenger, files) { Scopes = WriteMessages, Limit = Writing("chat deletions") },
            new MarkChatRead(chats, messenger) { Scopes = WriteMessages, Limit = Writing("chat read marks") },
            new SendChatTyping(chats) { Scopes = WriteMessages, Limit = Writing("chat typing") },
            new AddConversationKeys(chats, messenger) { Scopes = WriteMessages, Limit = Writing("chat keys") },
            new InitializeChatGroup(groups) { Scopes = ["dm.write"], Limit = Writing("chat group initialize") },
            new CreateChatGroup(groups, messenger) { Scopes = WriteMessages, Limit = Writing("chat groups") },
            new AddChatMembers(chats, messenger) { Scopes = WriteMessages, Limit = Writing("chat members") },
            new InitializeChatUpload(chats, files) { Scopes = WriteMedia, Limit = Uploading("chat media initialize") },
            new AppendChatUpload(chats, files, options.AcceptsMultipart) { Scopes = WriteMedia, Limit = Uploading("chat media append") },
            new FinalizeChatUpload(chats, files) { Scopes = WriteMedia, Limit = Uploading("chat media finalize") },
            new DownloadChatMedia(chats, files) { Scopes = WriteMedia, Limit = Uploading("chat media") },
        ];

        RateLimitBucket Writing(string name) => new(name, options.EffectiveChatRequestsPerWindow);

        RateLimitBucket Uploading(string name) => new(name, UploadRequests);
    }
}
