using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TwitterDm.Api;
using TwitterDm.Auth;
using TwitterDm.Chat;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Testing;
using TwitterDm.Usage;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>An API with the events of X Chat that a test writes, and a reader of them.</summary>
internal sealed class ChatApi : IAsyncDisposable
{
    public const string OneToOne = "7-12";
    public const string Group = "g1950000000000000101";

    // After the first change of a key that must be verified.
    private const long FirstId = 2_080_000_000_000_000_000;

    private readonly object _gate = new();
    private readonly List<string> _requests = [];
    private OtherServer _server = null!;
    private int _serial;

    private ChatApi(ChatPerson me, ChatPerson peer)
    {
        Me = me;
        Peer = peer;
        Rows = new(StringComparer.Ordinal) { [Me.Id] = [Me.Row()], [Peer.Id] = [Peer.Row()], [Other.Id] = [Other.Row()] };
    }

    public ChatPerson Me { get; }

    public ChatPerson Peer { get; }

    public ChatPerson Other { get; } = new("99");

    /// <summary>The key that all conversations have, unless a test makes another one.</summary>
    public ChatConversationKey Key { get; } = new("1790000000000", ConversationKeys.New());

    /// <summary>The public keys of each user.</summary>
    public Dictionary<string, List<Dictionary<string, object?>>> Rows { get; }

    /// <summary>Whether the rows for several users say to whom they belong, and by which name; null if not.</summary>
    public string? OwnerName { get; set; }

    /// <summary>The events of every conversation, in the order of the pages.</summary>
    public List<object> Events { get; } = [];

    /// <summary>The changes of keys beside each page.</summary>
    public List<string> KeyEvents { get; } = [];

    /// <summary>The conversations of the list.</summary>
    public List<object> Conversations { get; } = [];

    /// <summary>The users that the list includes.</summary>
    public List<object> Users { get; } = [];

    /// <summary>Responds in place of the API: a status and a body; null to leave it to the API.</summary>
    public Func<HttpRequest, (int Status, string Body)?> Respond { get; set; } = _ => null;

    /// <summary>Awaited before each response about public keys.</summary>
    public Func<Task> BeforeKeys { get; set; } = () => Task.CompletedTask;

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public NoticeRecorder Notices { get; } = new();

    public DmConnection Connection { get; private set; } = null!;

    public ChatReader Reader { get; private set; } = null!;

    public ChatConversation Conversation { get; set; } = new(OneToOne);

    /// <summary>The requests since the connection was opened.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    public IReadOnlyList<string> KeyRequests => [.. Requests.Where(path => path.Contains("public_keys", StringComparison.Ordinal))];

    public static async Task<ChatApi> StartAsync(bool hasKey = true, decimal? spendingLimit = null, ChatPerson? me = null, ChatPerson? peer = null)
    {
        var api = new ChatApi(me ?? new ChatPerson("12"), peer ?? new ChatPerson("7"));
        api._server = await OtherServer.StartAsync(api.RespondAsync);
        api.Connection = await DmConnection.OpenAsync(new DmConnectionOptions
        {
            ApiBaseUri = api._server.BaseUri,
            Credential = new BearerCredential("token"),
            Clock = api.Clock,
            SpendingLimit = spendingLimit,
            ChatKey = hasKey ? ChatKey.Parse(Convert.ToBase64String(api.Me.Keys.ToBlob())) : null,
        });
        api.NewReader();
        lock (api._gate)
            api._requests.Clear();
        return api;
    }

    /// <summary>Begins another run on the same connection.</summary>
    public ChatReader NewReader()
    {
        var client = Connection.CreateApiClient(new Operation(new DmCallOptions { Notices = Notices }));
        return Reader = new ChatReader(Connection.Chat, client);
    }

    /// <summary>Somebody else whose keys X has registered.</summary>
    public ChatPerson Register(string id)
    {
        var person = new ChatPerson(id);
        Rows[id] = [person.Row()];
        return person;
    }

    /// <summary>An id later than all before.</summary>
    public string NextId() => (FirstId + (Interlocked.Increment(ref _serial) * 1_000_000L)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The envelope of the next event.</summary>
    public ChatEnvelope Envelope(ChatPerson sender, string? conversationId = null, string? id = null)
    {
        id ??= NextId();
        return new(id, $"message-{id}", sender.Id, conversationId ?? Conversation.Id.Replace('-', ':'), TimeOf(id).ToUnixTimeMilliseconds());
    }

    public ChatEvent Message(ChatPerson sender, string text) => Message(sender, ChatEntries.Message(text));

    public ChatEvent Message(ChatPerson sender, ThriftStruct entry, ChatSigner? signer = null)
        => ChatEventFactory.Message(Envelope(sender), entry, Key, signer ?? sender.Signer);

    public ChatEvent Detail(ChatPerson sender, ThriftStruct detail) => ChatEventFactory.Event(Envelope(sender), detail, sender.Signer);

    /// <summary>The change that brings <see cref="Key"/>.</summary>
    public ChatEvent KeyChange(ChatPerson sender, ChatSigner? signer = null, string? conversationId = null, string? id = null, params ChatPerson[] recipients)
        => ChatEventFactory.KeyChange(
            Envelope(sender, conversationId, id), Key, (recipients.Length > 0 ? recipients : [Me, Peer]).Select(person => person.Recipient()), signer ?? sender.Signer);

    /// <summary>Puts the change that brings <see cref="Key"/> beside the pages.</summary>
    public void BringKey(ChatPerson? sender = null) => KeyEvents.Add(KeyChange(sender ?? Peer).ToBase64());

    /// <summary>Adds an event to the pages.</summary>
    /// <returns>Its id.</returns>
    public string Add(ChatEvent content, string? senderId = null) => Add(content.ToBase64(), senderId ?? content.SenderId, content.SequenceId!);

    public string Add(string? encoded, string? senderId = "7", string? id = null)
    {
        id ??= NextId();
        Events.Insert(0, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["id"] = id, ["sender_id"] = senderId, ["conversation_id"] = Conversation.Id, ["created_at"] = Text(TimeOf(id)), ["encoded_event"] = encoded,
        });
        return id;
    }

    public Task<ChatEventPage> ReadPageAsync(string? token = null, ChatReader? reader = null)
        => (reader ?? Reader).ReadEventsAsync(Conversation, new PageRequest(100, token, []), default);

    /// <summary>Reads the first page and decodes its events.</summary>
    public async Task<IReadOnlyList<DmEvent>> ReadAsync()
    {
        var page = await ReadPageAsync();
        return [.. page.Items.Select(Reader.Decode).OfType<DmEvent>()];
    }

    /// <summary>Adds one event, and reads it.</summary>
    public async Task<DmEvent> ReadAsync(ChatEvent content)
    {
        var id = Add(content);
        return (await ReadAsync()).Single(item => item.Id == id);
    }

    public async ValueTask DisposeAsync()
    {
        Connection?.Dispose();
        await _server.DisposeAsync();
        Me.Dispose();
        Peer.Dispose();
        Other.Dispose();
    }

    public static DateTimeOffset TimeOf(string id)
        => DateTimeOffset.FromUnixTimeMilliseconds((long)(ulong.Parse(id, CultureInfo.InvariantCulture) >> 22) + 1_288_834_974_657);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private async Task RespondAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        lock (_gate)
            _requests.Add(path);
        context.Response.ContentType = "application/json";
        if (path.Contains("public_keys", StringComparison.Ordinal))
            await BeforeKeys();
        if (Respond(context.Request) is { } answer)
        {
            context.Response.StatusCode = answer.Status;
            await context.Response.WriteAsync(answer.Body);
            return;
        }

        await context.Response.WriteAsync(JsonSerializer.Serialize(ResponseTo(path, context.Request.Query)));
    }

    private object ResponseTo(string path, IQueryCollection query)
        => path switch
        {
            "/2/users/me" => new { data = new { id = Me.Id, username = "jack" } },
            "/2/users" => new { data = query["ids"].ToString().Split(',').Select(id => new { id, username = "user" + id }) },
            "/2/users/public_keys" => new
            {
                data = query["ids"]
                    .ToString()
                    .Split(',')
                    .SelectMany(id => (Rows.GetValueOrDefault(id) ?? []).Select(row => Owned(row, id))),
            },
            "/2/chat/conversations" => new
            {
                data = Conversations,
                includes = query.ContainsKey("expansions") ? new { users = Users } : null,
                meta = new { result_count = Conversations.Count },
            },
            _ when path.EndsWith("/public_keys", StringComparison.Ordinal) => new
            {
                data = Rows.GetValueOrDefault(path.Split('/')[3]) ?? [],
            },
            _ => new
            {
                data = Events,
                meta = new
                {
                    result_count = Events.Count,
                    has_more = false,
                    conversation_key_events = KeyEvents,
                },
            },
        };

    private Dictionary<string, object?> Owned(Dictionary<string, object?> row, string id)
        => OwnerName is null ? row : new Dictionary<string, object?>(row, StringComparer.Ordinal) { [OwnerName] = id };
}
