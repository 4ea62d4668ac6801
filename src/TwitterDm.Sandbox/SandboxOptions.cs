using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox;

/// <summary>What a sandbox simulates: the number of events, the rate limits and the clock.</summary>
public sealed record SandboxOptions
{
    /// <summary>The largest <see cref="EventCount"/>.</summary>
    public const int MaximumEventCount = 1_000_000;

    /// <summary>The largest <see cref="ChatConversationCount"/>.</summary>
    public const int MaximumChatConversationCount = 1_000;

    /// <summary>The largest <see cref="TrafficPerMinute"/>.</summary>
    public const int MaximumTrafficPerMinute = 6_000;

    /// <summary>The largest <see cref="ChatMessageCount"/>.</summary>
    public const int MaximumChatMessageCount = 10_000;

    private const int EventsPerPage = 100;
    private const int MinDefaultWindow = 300;
    private const int FullReadsPerWindow = 3;
    private const int MinDefaultChatWindow = 900;
    private const int OtherChatRequests = 2;

    /// <summary>The number of events in the last 30 days: exactly what <c>GET /2/dm_events</c> lists in total.</summary>
    public int EventCount { get; init; } = 500;

    /// <summary>The seed of all random data. The same seed and clock give the same responses, byte for byte.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The clock. The 30 days end when the sandbox is created. Rate limits and signatures follow the clock afterwards.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// The requests allowed in 15 minutes to the endpoints that read Direct Messages. Null allows reading all events three times, and at
    /// least 300 requests.
    /// </summary>
    public int? RequestsPerWindow { get; init; }

    /// <summary>Whether all endpoints that read Direct Messages share one rate limit, or have one each.</summary>
    public bool SharedWindow { get; init; } = true;

    /// <summary>
    /// The requests allowed in 24 hours to the endpoints that read Direct Messages. Null means no daily limit and no daily headers.
    /// </summary>
    public int? RequestsPerDay { get; init; }

    /// <summary>
    /// The messages that can be sent in 15 minutes over all endpoints. The default is X's. Messages that are refused count.
    /// </summary>
    public int SendsPerWindow { get; init; } = 200;

    /// <summary>The messages that can be sent in 24 hours. The default is X's. Null means no daily limit and no daily headers.</summary>
    public int? SendsPerDay { get; init; } = 1000;

    /// <summary>The events that can be deleted in 15 minutes.</summary>
    public int DeletesPerWindow { get; init; } = 200;

    /// <summary>The users that can be blocked in 15 minutes, and unblocked.</summary>
    public int BlocksPerWindow { get; init; } = 50;

    /// <summary>
    /// How long it takes until a sent message appears in lists and can be read by its id, from zero to a day. At X it is not always
    /// immediate.
    /// </summary>
    public TimeSpan ListDelay { get; init; }

    /// <summary>How long it takes until an uploaded GIF or video can be sent, from zero to an hour.</summary>
    public TimeSpan MediaProcessing { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The lifetime of OAuth 2.0 access tokens that are issued by signing in or refreshing, from a second to a year. The default is X's.
    /// </summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Whether segments of uploads can be multipart forms as well as JSON.</summary>
    public bool AcceptsMultipart { get; init; } = true;

    /// <summary>The names of fields and expansions that are accepted.</summary>
    public SandboxVocabulary Vocabulary { get; init; }

    /// <summary>Whether the sandbox has X Chat. Without it, its paths are unknown, as at a server of an older version.</summary>
    public bool HasChat { get; init; } = true;

    /// <summary>
    /// The number of X Chat conversations that the list of an account contains. The first ones contain every kind of event; the others are
    /// ordinary one-to-one conversations.
    /// </summary>
    public int ChatConversationCount { get; init; } = 11;

    /// <summary>The number of ordinary messages in each X Chat conversation, in addition to the special events of some.</summary>
    public int ChatMessageCount { get; init; } = 15;

    /// <summary>Whether an X Chat conversation waits to be accepted. The list only says that there is one.</summary>
    public bool HasChatRequest { get; init; } = true;

    /// <summary>
    /// The requests allowed in 15 minutes to each X Chat endpoint. X has not published its limits: these are the sandbox's own. Null allows
    /// reading all events three times, and at least 900 requests.
    /// </summary>
    public int? ChatRequestsPerWindow { get; init; }

    /// <summary>How X Chat messages are refused for one of X's own reasons.</summary>
    public ChatRefusal ChatRefusal { get; init; }

    /// <summary>
    /// How long it takes until someone answers an X Chat message, from zero to a day. Not every message gets an answer, and some get a
    /// reaction. Null means that nobody answers.
    /// </summary>
    public TimeSpan? ChatAnswerDelay { get; init; }

    /// <summary>
    /// How many events happen to each account in a minute, by the clock: others write, in Direct Messages and in X Chat, react, edit, join
    /// and leave. They begin when the account is first used. Zero means none.
    /// </summary>
    public int TrafficPerMinute { get; init; }

    /// <summary>Every how many list pages a response contains a partial error in addition to its data. Zero means never.</summary>
    public int PartialErrorEvery { get; init; }

    /// <summary>
    /// The same options with the rate limits on X's pages: in 15 minutes, 15 requests to each endpoint that reads Direct Messages, 15
    /// messages (and 1,440 in 24 hours), 300 deletions, and 10 blocks. The limits of other endpoints are the usual ones.
    /// </summary>
    /// <returns>The options.</returns>
    public SandboxOptions WithDocumentedRateLimits() => this with
    {
        RequestsPerWindow = 15,
        SharedWindow = false,
        RequestsPerDay = null,
        SendsPerWindow = 15,
        SendsPerDay = 1440,
        DeletesPerWindow = 300,
        BlocksPerWindow = 10,
    };

    internal int EffectiveRequestsPerWindow =>
        RequestsPerWindow ?? Math.Max(MinDefaultWindow, FullReadsPerWindow * ((EventCount + EventsPerPage - 1) / EventsPerPage));

    internal int EffectiveChatRequestsPerWindow =>
        ChatRequestsPerWindow
        ?? Math.Max(
            MinDefaultChatWindow,
            FullReadsPerWindow * ChatConversationCount * ((ChatMessageCount / EventsPerPage) + OtherChatRequests));

    /// <summary>The error in these options, as a sentence, or null if they are valid.</summary>
    internal string? Error
        => this switch
        {
            { Clock: null } => "Clock must not be null.",
            { EventCount: < 0 or > MaximumEventCount } => $"EventCount must be from 0 to {MaximumEventCount:N0}, but is {EventCount}.",
            { RequestsPerWindow: <= 0 } => $"RequestsPerWindow must be 1 or more, but is {RequestsPerWindow}.",
            { RequestsPerDay: <= 0 } => $"RequestsPerDay must be 1 or more, but is {RequestsPerDay}.",
            { SendsPerWindow: <= 0 } => $"SendsPerWindow must be 1 or more, but is {SendsPerWindow}.",
            { SendsPerDay: <= 0 } => $"SendsPerDay must be 1 or more, but is {SendsPerDay}.",
            { DeletesPerWindow: <= 0 } => $"DeletesPerWindow must be 1 or more, but is {DeletesPerWindow}.",
            { BlocksPerWindow: <= 0 } => $"BlocksPerWindow must be 1 or more, but is {BlocksPerWindow}.",
            { ChatConversationCount: < 0 or > MaximumChatConversationCount } =>
                $"ChatConversationCount must be from 0 to {MaximumChatConversationCount:N0}, but is {ChatConversationCount}.",
            { ChatMessageCount: < 0 or > MaximumChatMessageCount } =>
                $"ChatMessageCount must be from 0 to {MaximumChatMessageCount:N0}, but is {ChatMessageCount}.",
            { ChatRequestsPerWindow: <= 0 } => $"ChatRequestsPerWindow must be 1 or more, but is {ChatRequestsPerWindow}.",
            _ when ListDelay < TimeSpan.Zero || ListDelay > TimeSpan.FromDays(1) =>
                $"ListDelay must be from zero to a day, but is {ListDelay}.",
            _ when MediaProcessing < TimeSpan.Zero || MediaProcessing > TimeSpan.FromHours(1) =>
                $"MediaProcessing must be from zero to an hour, but is {MediaProcessing}.",
            _ when TokenLifetime < TimeSpan.FromSeconds(1) || TokenLifetime > TimeSpan.FromDays(366) =>
                $"TokenLifetime must be from a second to a year, but is {TokenLifetime}.",
            _ when !Enum.IsDefined(Vocabulary) => $"Vocabulary must be one of the named values, but is {Vocabulary}.",
            _ when ChatAnswerDelay < TimeSpan.Zero || ChatAnswerDelay > TimeSpan.FromDays(1) =>
                $"ChatAnswerDelay must be from zero to a day, but is {ChatAnswerDelay}.",
            _ when !Enum.IsDefined(ChatRefusal) => $"ChatRefusal must be one of the named values, but is {ChatRefusal}.",
            { TrafficPerMinute: < 0 or > MaximumTrafficPerMinute } =>
                $"TrafficPerMinute must be from 0 to {MaximumTrafficPerMinute:N0}, but is {TrafficPerMinute}.",
            { PartialErrorEvery: < 0 } => $"PartialErrorEvery must be 0 or more, but is {PartialErrorEvery}.",
            _ => null,
        };
}
