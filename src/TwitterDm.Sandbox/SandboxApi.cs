using System.Globalization;
using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.Authentication.OAuth2;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Samples;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Endpoints;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Pipeline;
using TwitterDm.Sandbox.RateLimits;
using TwitterDm.Sandbox.SignIn;
using TwitterDm.Sandbox.SignIn.OAuth2;
using TwitterDm.Sandbox.Traffic;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox;

/// <summary>The simulated API. It can handle requests on many threads at once.</summary>
public sealed partial class SandboxApi
{
    private readonly RouteTable _routes;
    private readonly ListRequests _lists;
    private readonly RequestPipeline _pipeline;
    private readonly Worlds _worlds;
    private readonly Messenger _messenger;
    private readonly ChatWorlds _chats;
    private readonly ChatMessenger _chatMessenger;
    private readonly ChatPeople _chatPeople;
    private readonly ChatFailures _chatFailures;
    private readonly ScheduledEvents _scheduled;
    private readonly OAuth2TokenStore _tokens;
    private readonly SignInRoutes _signIn;
    private readonly MediaRoutes _media;
    private long _requests;

    /// <summary>Creates a sandbox. Its last 30 days of messages end at the current time of its clock.</summary>
    /// <param name="options">What to simulate.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public SandboxApi(SandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Error is { } error)
            throw new ArgumentOutOfRangeException(nameof(options), error);
        Options = options;
        _worlds = new Worlds(new WorldOptions(options.Clock, options.Seed, options.EventCount, options.ListDelay));
        _chats = new ChatWorlds(
            new ChatWorldOptions(options.ChatConversationCount, options.ChatMessageCount, options.HasChatRequest),
            options.Seed,
            options.Clock.GetUtcNow());
        var ids = new IdGenerator(options.Clock);
        var (subscriptions, connections) = (new ActivitySubscriptions(), new StreamConnections());
        var feed = new ActivityFeed(options.Clock, options.Seed, subscriptions, connections);
        _messenger = new Messenger(options.Clock, options.Seed, _worlds, ids, feed);
        _chatMessenger = new ChatMessenger(_chats, ids, feed);
        _chatPeople = new ChatPeople(_chats.Keys, _chatMessenger, options.Clock, options.Seed);
        _scheduled = new ScheduledEvents(
            options.ChatAnswerDelay is { } delay
                ? new ChatAnswers(_chats, _chatMessenger, _chatPeople, options.Clock, options.Seed, delay)
                : null,
            options.TrafficPerMinute > 0 ? Traffic(options, feed) : null);
        _scheduled.Use(People.Account);
        var uploads = new UploadStore(options.Clock, options.MediaProcessing, ids);
        _routes = new RouteTable(
        [
            .. EndpointTable.Create(
                options, _worlds, _chats, _messenger, _chatMessenger, uploads, ids),
            .. EndpointTable.Live(options, subscriptions, feed, connections, _scheduled, ids),
        ]);

        _tokens = new OAuth2TokenStore(options.Clock, options.TokenLifetime);
        KnownCredentials.AddTo(_tokens);
        var oauth1Tokens = new OAuth1TokenStore();
        KnownCredentials.AddTo(oauth1Tokens);
        var signatures = new SignatureValidator(options.Clock, KnownCredentials.Consumer);
        _signIn = new SignInRoutes(
            options.Clock,
            KnownCredentials.Apps,
            _tokens,
            oauth1Tokens,
            signatures,
            new AppTokenEndpoint(KnownCredentials.Consumer, SandboxCredentials.AppOnlyToken));
        var authenticator = new Authenticator(signatures, _tokens, oauth1Tokens);
        _media = new MediaRoutes(authenticator, _worlds, new AttachedFiles(uploads));
        _chatFailures = new ChatFailures(_routes, authenticator, _chatMessenger);
        _lists = new ListRequests(_routes, authenticator, options.Vocabulary);
        _pipeline = new RequestPipeline(_routes, authenticator, new RateLimiter(options.Clock), options.Vocabulary, _scheduled);
    }

    /// <summary>What this sandbox simulates.</summary>
    public SandboxOptions Options { get; }

    /// <summary>The number of requests so far, including refused ones.</summary>
    public long RequestCount => Interlocked.Read(ref _requests);

    /// <summary>All messages that clients sent so far, oldest first, including those that were deleted later.</summary>
    public IReadOnlyList<SandboxSentMessage> SentMessages => _messenger.Sent;

    internal IReadOnlyList<Endpoint> AllEndpoints => _routes.Endpoints;

    /// <summary>Handles a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">A token that is checked once, before the request is handled.</param>
    /// <returns>The response. Invalid requests get X's errors.</returns>
    public ValueTask<SandboxResponse> HandleAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var number = Interlocked.Increment(ref _requests);
        _scheduled.DeliverDue();
        RateLimitResult? limit = null;
        var response = _signIn.Handle(request) ?? _media.Handle(request) ?? _pipeline.Handle(request, out limit);
        return ValueTask.FromResult(
            new SandboxResponse(response.Status, Headers(response, limit, number), response.Body) { Stream = response.Stream });
    }

    /// <summary>Issues a new token for the page that a request asks for. Returns null if it is not a valid list request.</summary>
    internal string? TokenForSamePage(SandboxRequest request) => _lists.TokenForSamePage(request);

    /// <summary>
    /// Returns a response with the last events of the page before the one that a request asks for, or null if there is none. This does not
    /// count as a request.
    /// </summary>
    internal ReadOnlyMemory<byte>? EventsBefore(SandboxRequest request, int count) => _lists.EventsBefore(request, count);

    private TrafficGenerator Traffic(SandboxOptions options, ActivityFeed feed) => new(
        options.Clock,
        options.Seed,
        options.TrafficPerMinute,
        new MessageTraffic(_worlds, _messenger, feed),
        options.HasChat ? new ChatTraffic(_chats, _chatPeople) : null);

    private List<KeyValuePair<string, string>> Headers(ApiResponse response, RateLimitResult? limit, long number)
    {
        var now = Options.Clock.GetUtcNow();
        return
        [
            new("Date", now.ToString("R", CultureInfo.InvariantCulture)),
            new("Content-Type", response.ContentType),
            new("x-transaction-id", SplitMix64.Hash(Options.Seed, stream: -2, number).ToString("x16", CultureInfo.InvariantCulture)),
            .. response.Headers,
            .. limit?.Headers() ?? [],
        ];
    }
}
