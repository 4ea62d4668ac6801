using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TwitterDm.Auth;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Bench.Chat;

/// <summary>
/// X Chat of one account, serialized in advance, so that a measurement shows what reading costs, and not what the server costs. The newest
/// events of the conversations alternate: all conversations are open at once, which is the most that a listing can have.
/// </summary>
internal sealed class ChatPages : IDisposable
{
    private const int PageSize = 100;
    private const string Me = "111";
    private const string MyVersion = "1700000000001";
    private const string PeerVersion = "1700000000002";
    private const string Text = "Hello @bob, we open at 9:00 tomorrow, see https://example.com/opening-hours for the details #news";
    private const long SnowflakeEpoch = 1_288_834_974_657;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, byte[]> _responses = new(StringComparer.Ordinal);
    private readonly ChatPrivateKeys _me = ChatPrivateKeys.Generate();
    private readonly DateTimeOffset _newest = DateTimeOffset.UtcNow.AddMinutes(-10);
    private int _requests;

    /// <param name="conversations">The number of conversations.</param>
    /// <param name="eventsEach">The number of events in each.</param>
    public ChatPages(int conversations, int eventsEach)
    {
        OnlyConversationId = conversations == 1 ? IdOf(0) : null;
        _responses["/2/users/me"] = Json(new { data = new { id = Me, username = "me" } });
        _responses[$"/2/users/{Me}/public_keys"] = Json(new { data = new[] { Row(MyVersion, _me) } });
        Parallel.For(0, conversations, index => AddConversation(index, conversations, eventsEach));
        for (var start = 0; start < conversations; start += PageSize)
        {
            var rows = Enumerable
                .Range(start, Math.Min(PageSize, conversations - start))
                .Select(index => new
                {
                    id = IdOf(index),
                    type = "direct",
                    updated_at = Time(TimeAt(index)),
                });
            AddPage("/2/chat/conversations", start, Json(new { data = rows.ToArray(), meta = Meta(start, conversations, []) }));
        }
    }

    /// <summary>The id of the conversation, if there is only one.</summary>
    public string? OnlyConversationId { get; }

    /// <summary>How many requests were answered.</summary>
    public int Requests => _requests;

    /// <summary>Opens a connection with the account's chat key.</summary>
    public Task<DmConnection> ConnectAsync() => DmConnection.OpenAsync(new DmConnectionOptions
    {
        ApiBaseUri = new Uri("https://bench.invalid/"),
        Credential = new BearerCredential("token"),
        ChatKey = ChatKey.Parse(Convert.ToBase64String(_me.ToBlob())),
        Transport = () => new Connection(this),
    });

    private HttpResponseMessage Respond(HttpRequestMessage request)
    {
        Interlocked.Increment(ref _requests);
        var path = request.RequestUri!.AbsolutePath;
        var query = request.RequestUri.Query;
        var token = query.IndexOf("pagination_token=", StringComparison.Ordinal) is var at and > 0 ? query[(at + 17)..].Split('&')[0] : string.Empty;
        var body = path switch
        {
            "/2/users" => Json(
                new
                {
                    data = ValueOf(query, "ids")
                        .Split("%2C")
                        .SelectMany(ids => ids.Split(','))
                        .Select(id => new { id, username = "user" + id })
                        .ToArray(),
                }),
            // As X's description says: nothing tells whose rows they are.
            "/2/users/public_keys" => Json(new { data = new[] { Row(MyVersion, _me) } }),
            _ => _responses.GetValueOrDefault(path + token) ?? throw new InvalidOperationException($"There is no response for {request.RequestUri}."),
        };
        var response = new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new ByteArrayContent(body) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return response;
    }

    /// <inheritdoc/>
    public void Dispose() => _me.Dispose();

    private static string IdOf(int index) => $"{Me}-{PeerOf(index)}";

    private static string PeerOf(int index) => (1_000 + index).ToString(CultureInfo.InvariantCulture);

    private static string ValueOf(string query, string name) => query[(query.IndexOf(name + "=", StringComparison.Ordinal) + name.Length + 1)..].Split('&')[0];

    private void AddConversation(int index, int conversations, int count)
    {
        using var peer = ChatPrivateKeys.Generate();
        var key = new ChatConversationKey("1795694000672", ConversationKeys.New());
        var signers = new[]
        {
            (Id: Me, Signer: new ChatSigner(_me, MyVersion)),
            (Id: PeerOf(index), Signer: new ChatSigner(peer, PeerVersion)),
        };
        var change = ChatEventFactory
            .KeyChange(
                Envelope(index + (conversations * count), Me, index),
                key,
                [new(Me, _me.IdentityPublicKey, MyVersion), new(PeerOf(index), peer.IdentityPublicKey, PeerVersion)],
                signers[0].Signer)
            .ToBase64();
        AddResponse($"/2/users/{PeerOf(index)}/public_keys", Json(new { data = new[] { Row(PeerVersion, peer) } }));
        for (var start = 0; start < count; start += PageSize)
        {
            var events = Enumerable.Range(start, Math.Min(PageSize, count - start)).Select(number =>
            {
                var (sender, signer) = signers[number % 2];
                var envelope = Envelope(index + (number * conversations), sender, index);
                return new
                {
                    id = envelope.SequenceId,
                    sender_id = sender,
                    conversation_id = IdOf(index),
                    created_at = Time(TimeAt(index + (number * conversations))),
                    encoded_event = ChatEventFactory.Message(envelope, Entry(number), key, signer).ToBase64(),
                };
            }).ToArray();
            AddPage($"/2/chat/conversations/{IdOf(index)}/events", start, Json(new { data = events, meta = Meta(start, count, [change]) }));
        }
    }

    private static TwitterDm.ChatProtocol.Thrift.ThriftStruct Entry(int number) => ChatEntries.Message(
        string.Create(CultureInfo.InvariantCulture, $"{Text} {number}"),
        [ChatEntries.Entity(6, 10, ChatEntityKind.Mention), ChatEntries.Entity(42, 75, ChatEntityKind.Url), ChatEntries.Entity(92, 97, ChatEntityKind.Hashtag)]);

    // Place 0 is the newest event of all.
    private ChatEnvelope Envelope(int place, string sender, int index)
    {
        var at = TimeAt(place).ToUnixTimeMilliseconds();
        var id = ((at - SnowflakeEpoch) << 22).ToString(CultureInfo.InvariantCulture);
        return new(id, Guid.NewGuid().ToString(), sender, IdOf(index).Replace('-', ':'), at);
    }

    private DateTimeOffset TimeAt(int place) => _newest - (place * Interval);

    private void AddPage(string path, int start, byte[] body) => AddResponse(start == 0 ? path : $"{path}t{start}", body);

    private void AddResponse(string path, byte[] body)
    {
        lock (_responses)
            _responses[path] = body;
    }

    private static object Meta(int start, int count, string[] keyEvents) => start + PageSize < count
        ? new { result_count = PageSize, has_more = true, next_token = $"t{start + PageSize}", conversation_key_events = keyEvents }
        : new { result_count = count - start, has_more = false, conversation_key_events = keyEvents };

    private static object Row(string version, ChatPrivateKeys keys) => new
    {
        public_key = Convert.ToBase64String(keys.IdentityPublicKey),
        signing_public_key = Convert.ToBase64String(keys.SigningPublicKey!),
        identity_public_key_signature = KeyBinding.Sign(keys),
        public_key_version = version,
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);

    // Each connection disposes of its own.
    private sealed class Connection(ChatPages pages) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // A response never comes on the thread that sent the request.
            await Task.Yield();
            return pages.Respond(request);
        }
    }
}
