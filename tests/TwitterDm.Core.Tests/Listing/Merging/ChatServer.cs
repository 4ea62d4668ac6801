using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TwitterDm.Auth;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Listing.Merging;

/// <summary>An API with classic messages and conversations of X Chat, which are not encrypted, and a connection to it.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    public const string Me = "12";

    private const long Epoch = 1_288_834_974_657;

    private readonly object _gate = new();
    private readonly List<string> _requests = [];
    private readonly Dictionary<string, (DateTimeOffset Reset, int Used)> _windows = new(StringComparer.Ordinal);
    private OtherServer _server = null!;
    private int _serial;

    private ChatServer()
    {
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public NoticeRecorder Notices { get; } = new();

    public DmConnection Connection { get; private set; } = null!;

    /// <summary>The events of each conversation, newest first; those of classic messages under an empty name.</summary>
    public Dictionary<string, List<string>> Lists { get; } = new(StringComparer.Ordinal) { [string.Empty] = [] };

    /// <summary>What the list of conversations says about the last update, where that is not the time of the newest event.</summary>
    public Dictionary<string, DateTimeOffset?> UpdatedAt { get; } = new(StringComparer.Ordinal);

    /// <summary>The message ids of events that are not unique.</summary>
    public Dictionary<string, string> MessageIds { get; } = new(StringComparer.Ordinal);

    /// <summary>The events that are read receipts.</summary>
    public HashSet<string> Receipts { get; } = new(StringComparer.Ordinal);

    /// <summary>Decides about a request before it is handled: a status, or null.</summary>
    public Func<string, int?> Refuse { get; set; } = _ => null;

    /// <summary>Responds with a text of its own, with the status 200; null to leave it to the server.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>What happens before a request is handled, such as new events.</summary>
    public Action? BeforeRequest { get; set; }

    /// <summary>Whether the connection is lost instead of a response.</summary>
    public Func<string, bool> IsLost { get; set; } = _ => false;

    /// <summary>The times of events, where they contradict the ids.</summary>
    public Dictionary<string, DateTimeOffset> CreatedAt { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of the events that the account itself sent.</summary>
    public HashSet<string> Own { get; } = new(StringComparer.Ordinal);

    /// <summary>How many events the server returned.</summary>
    public int EventsReturned { get; private set; }

    /// <summary>The requests that each endpoint allows in 15 minutes; null for no limit, and no headers.</summary>
    public int? RequestsPerWindow { get; set; }

    /// <summary>How many requests were refused because of that limit.</summary>
    public int TooManyRequests { get; private set; }

    public int PageOfConversations { get; set; } = 100;

    public bool HasMessageRequests { get; set; }

    /// <summary>Whether the list of conversations has no end.</summary>
    public bool IsEndlessList { get; set; }

    /// <summary>Whether the events of conversations have no end: each page is the first one.</summary>
    public bool IsEndlessConversation { get; set; }

    public DmClient Client => new(Connection, new Notices.DmCallOptions { Notices = Notices });

    /// <summary>The requests for pages of events and of conversations.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>The conversations whose events were requested, in order.</summary>
    public IReadOnlyList<string> Opened => [.. Requests.Where(path => path.EndsWith("/events", StringComparison.Ordinal)).Select(path => path.Split('/')[^2])];

    public static async Task<ChatServer> StartAsync()
    {
        var server = new ChatServer();
        server._server = await OtherServer.StartAsync(server.RespondAsync);
        server.Connection = await server.ConnectAsync();
        return server;
    }

    public Task<DmConnection> ConnectAsync(decimal? spendingLimit = null)
        => DmConnection.OpenAsync(
            new DmConnectionOptions
            {
                ApiBaseUri = _server.BaseUri,
                Credential = new BearerCredential("token"),
                Clock = Clock,
                SpendingLimit = spendingLimit,
            });

    public void ForgetRequests()
    {
        lock (_gate)
            _requests.Clear();
    }

    /// <summary>The id of an event at a time.</summary>
    public string IdAt(DateTimeOffset time)
        => ((time.ToUnixTimeMilliseconds() - Epoch << 22) + (Interlocked.Increment(ref _serial) & 0xFFF)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds an event, the newest one of its list.</summary>
    public string Add(string list, DateTimeOffset time)
    {
        var id = IdAt(time);
        lock (_gate)
        {
            if (!Lists.TryGetValue(list, out var events))
                Lists[list] = events = [];
            events.Insert(0, id);
        }

        return id;
    }

    /// <summary>Adds an event that appears late, behind newer ones.</summary>
    public string AddLate(string list, DateTimeOffset time)
    {
        var id = IdAt(time);
        lock (_gate)
        {
            Lists[list].Add(id);
            Lists[list].Sort((one, other) => ulong.Parse(other, CultureInfo.InvariantCulture).CompareTo(ulong.Parse(one, CultureInfo.InvariantCulture)));
        }

        return id;
    }

    /// <summary>The ids of all events in the order of a listing.</summary>
    public IReadOnlyList<string> AllIds(Func<string, bool>? list = null)
        => [.. Lists.Where(entry => list?.Invoke(entry.Key) ?? true).SelectMany(entry => entry.Value).Except(Receipts).OrderByDescending(ulong.Parse)];

    public async ValueTask DisposeAsync()
    {
        Connection?.Dispose();
        await _server.DisposeAsync();
    }

    private Task RespondAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        context.Response.ContentType = "application/json";
        // The time at X is that of this header.
        context.Response.Headers.Date = Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        if (path.Equals("/2/users/me", StringComparison.Ordinal))
            return context.Response.WriteAsync($$$"""{"data":{"id":"{{{Me}}}","username":"jack"}}""");
        if (path.StartsWith("/2/users", StringComparison.Ordinal))
            return context.Response.WriteAsync("""{"data":[]}""");
        lock (_gate)
        {
            BeforeRequest?.Invoke();
            _requests.Add(path);
            if (IsLost(path))
            {
                context.Abort();
                return Task.CompletedTask;
            }

            if (IsOverLimit(context))
            {
                context.Response.StatusCode = 429;
                return context.Response.WriteAsync("""{"title":"Too Many Requests","status":429}""");
            }

            if (Refuse(path) is { } status)
            {
                context.Response.StatusCode = status;
                return context.Response.WriteAsync($$"""{"title":"Refused","status":{{status}},"detail":"The test refuses this request."}""");
            }
        }

        if (Answer(path) is { } answer)
            return context.Response.WriteAsync(answer);
        var query = context.Request.Query;
        var size = int.TryParse(query["max_results"], CultureInfo.InvariantCulture, out var wanted) ? wanted : 10;
        var start = int.TryParse(((string?)query["pagination_token"])?.Split('-')[^1], CultureInfo.InvariantCulture, out var index) ? index : 0;
        return context.Response.WriteAsync(JsonSerializer.Serialize(Respond(path, start, size)));
    }

    private bool IsOverLimit(HttpContext context)
    {
        if (RequestsPerWindow is not { } limit)
            return false;
        var endpoint = context.Request.Path.Value!.Split('/')[^1];
        var (reset, used) = _windows.GetValueOrDefault(endpoint);
        if (reset <= Clock.GetUtcNow())
            (reset, used) = (DateTimeOffset.FromUnixTimeSeconds(Clock.GetUtcNow().ToUnixTimeSeconds() + 900), 0);
        _windows[endpoint] = (reset, used + 1);
        context.Response.Headers["x-rate-limit-limit"] = Invariant(limit);
        context.Response.Headers["x-rate-limit-remaining"] = Invariant(Math.Max(0, limit - used - 1));
        context.Response.Headers["x-rate-limit-reset"] = Invariant((int)reset.ToUnixTimeSeconds());
        TooManyRequests += used >= limit ? 1 : 0;
        return used >= limit;
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Dictionary<string, object> Respond(string path, int start, int size)
    {
        lock (_gate)
        {
            if (path.EndsWith("/chat/conversations", StringComparison.Ordinal))
            {
                var ids = Lists.Keys.Where(id => id.Length > 0).ToArray();
                return IsEndlessList
                    ? Endless(Page(ids, 0, 1, Conversation, "conversations"), start)
                    : Page(ids, start, PageOfConversations, Conversation, "conversations");
            }

            if (path.Split('/') is [.., "conversations", { } single] && Lists.ContainsKey(single))
                return new() { ["data"] = Conversation(single) };
            var list = path.EndsWith("/dm_events", StringComparison.Ordinal) ? string.Empty : path.Split('/')[^2];
            if (IsEndlessConversation)
                return Endless(Page([.. Lists[list]], 0, size, id => Chat(list, id), "page"), start);
            return Page([.. Lists.GetValueOrDefault(list) ?? []], start, size, id => list.Length == 0 ? Classic(id) : Chat(list, id), "page");
        }
    }

    private static Dictionary<string, object> Endless(Dictionary<string, object> page, int start)
    {
        ((Dictionary<string, object>)page["meta"])["next_token"] = $"endlesstoken-{start + 1}";
        return page;
    }

    private Dictionary<string, object> Page(string[] ids, int start, int size, Func<string, object> item, string name)
    {
        var page = ids.Skip(start).Take(size).Select(item).ToArray();
        EventsReturned += string.Equals(name, "page", StringComparison.Ordinal) ? page.Length : 0;
        var meta = new Dictionary<string, object> { ["result_count"] = page.Length, ["has_message_requests"] = HasMessageRequests };
        if (start + size < ids.Length)
            meta["next_token"] = $"{name}token-{start + size}";
        return new() { ["data"] = page, ["meta"] = meta };
    }

    private object Conversation(string id)
    {
        var updated = UpdatedAt.TryGetValue(id, out var known) ? known : TimeOf(Lists[id].Except(Receipts).FirstOrDefault() ?? "0");
        return updated is null ? new { id } : new { id, updated_at = Text(updated.Value) };
    }

    private object Classic(string id)
        => new
        {
            id,
            event_type = "MessageCreate",
            text = "classic " + id,
            sender_id = Own.Contains(id) ? Me : "7",
            dm_conversation_id = "7-12",
            created_at = Text(CreatedAtOf(id)),
        };

    private object Chat(string conversation, string id)
    {
        var envelope = new ChatEnvelope(
            id,
            MessageIds.GetValueOrDefault(id, "message-" + id),
            "7",
            conversation.Replace('-', ':'),
            CreatedAtOf(id).ToUnixTimeMilliseconds());
        var entry = Receipts.Contains(id) ? ChatMiscellaneousEntries.MarkRead(id, 0) : ChatEntries.Message("chat " + id);
        var content = ThriftCodec.Write(ChatEventFactory.PlainMessage(envelope, entry).Fields);
        return new { id, sender_id = "7", conversation_id = conversation, created_at = Text(CreatedAtOf(id)), encoded_event = Convert.ToBase64String(content) };
    }

    private DateTimeOffset CreatedAtOf(string id) => CreatedAt.TryGetValue(id, out var time) ? time : TimeOf(id);

    private static DateTimeOffset TimeOf(string id) => DateTimeOffset.FromUnixTimeMilliseconds((long)(ulong.Parse(id, CultureInfo.InvariantCulture) >> 22) + Epoch);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
