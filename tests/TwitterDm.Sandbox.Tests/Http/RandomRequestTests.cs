using System.Text;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Tests.Support;
using Xunit.Abstractions;

namespace TwitterDm.Sandbox.Tests.Http;

/// <summary>Whatever a request contains, the response is X's: never an exception, never a 500.</summary>
public sealed class RandomRequestTests(ITestOutputHelper output)
{
    private const int Requests = 2000;

    private static readonly string[] Methods = ["GET", "GET", "POST", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "get", "X"];

    private static readonly string[] Paths =
    [
        "/2/dm_events", "/2/dm_events/{}", "/2/dm_conversations/with/{}/dm_events", "/2/dm_conversations/{}/dm_events", "/2/dm_conversations/with/{}/messages",
        "/2/dm_conversations/{}/messages", "/2/dm_conversations", "/2/users", "/2/users/me", "/2/users/by", "/2/users/by/username/{}", "/2/users/{}/dm/block",
        "/2/users/{}/dm/unblock", "/2/media/upload", "/2/media/upload/initialize", "/2/media/upload/{}/append", "/2/media/upload/{}/finalize", "/2/{}", "/{}", "/",
        "/2/chat/conversations", "/2/chat/conversations/{}", "/2/chat/conversations/{}/events", "/2/chat/conversations/{}/messages",
        "/2/chat/conversations/{}/messages/delete", "/2/chat/conversations/{}/keys", "/2/chat/conversations/{}/members", "/2/chat/conversations/{}/read",
        "/2/chat/conversations/{}/typing", "/2/chat/conversations/group", "/2/chat/conversations/group/initialize", "/2/chat/media/upload/initialize",
        "/2/chat/media/upload/{}/append", "/2/chat/media/upload/{}/finalize", "/2/chat/media/{}/abc", "/2/users/{}/public_keys", "/2/users/public_keys",
        "/i/oauth2/authorize", "/2/oauth2/token", "/2/oauth2/revoke", "/oauth/request_token", "/oauth/authorize", "/oauth/access_token",
    ];

    private static readonly string[] Parameters =
    [
        "max_results",
        "pagination_token",
        "event_types",
        "dm_event.fields",
        "expansions",
        "user.fields",
        "post.fields",
        "tweet.fields",
        "media.fields",
        "ids",
        "chat_conversation.fields",
        "chat_message_event.fields",
        "public_key.fields",
        "usernames",
        "media_id",
        "command",
        "client_id",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
        "code_challenge",
        "code_challenge_method",
        "grant_type",
        "code",
        "code_verifier",
        "refresh_token",
        "token",
        "token_type_hint",
        "client_secret",
        "oauth_token",
        "oauth_verifier",
        "oauth_callback",
        "authenticity_token",
        "decision",
    ];

    private static readonly string[] Values =
    [
        "",
        "0",
        "1",
        "-1",
        "100",
        "101",
        "99999999999999999999",
        "9223372036854775807",
        "9223372036854775808",
        "12",
        "12-1385551234567890123",
        "1-1",
        "-",
        "--",
        "1590000000000000001",
        "g1950000000000000101",
        "1385551234567890123",
        "encoded_event,sender_id",
        "MessageCreate",
        "MessageCreate,MessageCreate",
        ",",
        "a,b",
        "text,id",
        "sandbox_admin",
        "id",
        "STATUS",
        "%",
        "%0",
        "%zz",
        "%00",
        "%ff",
        "%ed%a0%80",
        "%F0%9F%98%80",
        "é",
        "\u0000",
        "\ud800",
        "+",
        "=",
        "&",
        "#",
        "..",
        "../..",
        "//",
        "{event_id}",
        "null",
        "true",
        "AAAAAAAAAAAAAAAA",
        "7140w",
        "code",
        "S256",
        "plain",
        "authorization_code",
        "refresh_token",
        "http://localhost:1/callback",
        "http://[",
        "sandbox-public-client",
        "sandbox-confidential-client",
        "dm.read dm.write",
        "allow",
        "deny",
        "oob",
        "sandbox-refresh-token",
    ];

    private static readonly string[] Authorizations =
    [
        SandboxClient.AsUser,
        SandboxClient.AsUser,
        SandboxClient.AsUser,
        "Bearer " + SandboxCredentials.AppOnlyToken,
        "Bearer",
        "Bearer ",
        "bearer x",
        "Basic",
        "Basic !",
        "Basic Og==",
        "Basic c2FuZGJveC1jb25maWRlbnRpYWwtY2xpZW50Og==",
        "OAuth",
        "OAuth ,",
        "OAuth oauth_token",
        "OAuth a=\"b",
        "OAuth oauth_nonce=\"%zz\"",
        "OAuth oauth_consumer_key=\"sandbox-consumer-key\", oauth_nonce=\"n\", oauth_signature=\"s\", oauth_signature_method=\"HMAC-SHA1\", oauth_timestamp=\"99999999999999999999\", oauth_token=\"t\", oauth_version=\"1.0\"",
        "\u0000", "é",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json",
        "application/json; charset=utf-8",
        "application/json;",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=b",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=é",
        ";",
        "",
        "text/plain",
        "/",
        "application/json; charset=nonsense",
    ];

    private static readonly string[] Bodies =
    [
        "",
        "{}",
        "[]",
        "null",
        "1",
        "\"x\"",
        "{",
        "{\"text\":",
        "{\"text\":\"\\ud800\"}",
        "{\"text\":\"hello\"}",
        "{\"text\":\"\"}",
        "{\"text\":null}",
        "{\"text\":{}}",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"attachments\":[]}",
        "{\"text\":\"a\",\"attachments\":[{}]}",
        "{\"text\":\"a\",\"attachments\":[{\"media_id\":\"1\"}]}",
        "{\"attachments\":[null]}",
        "{\"text\":\"a\",\"attachments\":null}",
        "{\"attachments\":{\"media_id\":\"1\"}}",
        "{\"conversation_type\":\"Group\",\"participant_ids\":[\"12\",\"1234\"],\"message\":{\"text\":\"x\"}}",
        "{\"conversation_type\":\"Group\",\"participant_ids\":[null,1],\"message\":[]}",
        "{\"conversation_type\":\"Group\",\"participant_ids\":[\"12\",\"1234\"],\"message\":{\"attachments\":[]}}",
        "{\"media_category\":\"dm_image\",\"media_type\":\"image/png\",\"total_bytes\":1e3}",
        "{\"media_category\":\"dm_image\",\"media_type\":\"image/png\",\"total_bytes\":1e400}",
        "{\"media_category\":\"dm_image\",\"media_type\":\"image/png\",\"total_bytes\":1.5}",
        "{\"media_category\":\"subtitles\"}",
        "{\"shared\":\"yes\"}",
        "{\"shared\":null}",
        "{\"media\":\"AAAA\",\"segment_index\":0}",
        "{\"media\":\"A\",\"segment_index\":-1}",
        "{\"media\":\"\\ud800\",\"segment_index\":0}",
        "{\"media\":\"iVBORw0KGgo=\",\"media_category\":\"dm_image\"}",
        "{\"media\":\"\",\"media_category\":\"dm_gif\"}",
        "--b\r\nContent-Disposition: form-data; name=\"media\"\r\n\r\nx\r\n--b--",
        "--b--",
        "--b\r\n--b--",
        "--b",
        "--b\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"media\"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name=\"segment_index\"\r\n\r\n0\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"media\"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name=\"media\"\r\n\r\nx\r\n--b--",
        "{\"message_id\":\"m\",\"encoded_message_create_event\":\"CwBkAAAAAQALAGUAAAABMQA=\"}",
        "{\"message_id\":\"m\",\"encoded_message_create_event\":\"AA==\",\"encoded_message_event_signature\":\"AA==\"}",
        "{\"sequence_ids\":[\"1\"],\"delete_message_action\":\"delete_for_all\",\"action_signatures\":[{\"message_id\":\"m\",\"encoded_message_event_detail\":\"DAAHDwABCwAAAAEAAAABMQgAAgAAAAIAAA==\",\"message_event_signature\":{\"signature\":\"AA\",\"public_key_version\":\"1751372090123\",\"signature_version\":\"7\"}}]}",
        "{\"conversation_key_version\":\"1\",\"conversation_participant_keys\":[{}],\"action_signatures\":[]}",
        "{\"seen_until_sequence_id\":\"1\"}",
        "{\"user_ids\":[\"12\",\"12\"]}",
        "{\"conversation_id\":\"g1\",\"conversation_key_version\":\"1\",\"conversation_participant_keys\":[],\"group_members\":[\"12\"]}",
        "{\"conversation_id\":\"12\",\"total_bytes\":5}",
        "{\"version\":\"1\",\"public_key\":{}}",
        "{\"version\":\"99999999999999999999\",\"public_key\":{\"public_key\":\"AAAA\"}}",
        "{\"generate_version\":true,\"version\":\"\",\"public_key\":{\"public_key\":\"\\ud800\"}}",
        "--b\r\nContent-Disposition: form-data; name=\"segment_index\"\r\n\r\n\xff\r\n--b--",
        "\ufeff{}",
        "{\"a\":" + "[[[[[[[[[[",
        "grant_type=refresh_token&refresh_token=%",
        "=&=&&",
    ];

    private int _kind;

    [Fact]
    public async Task No_request_makes_the_sandbox_fail()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed: {seed}");
        var random = new Random(seed);
        // Uploads to continue, and no limit that hides what lies behind it.
        var api = new SandboxApi(
            new SandboxOptions
            {
                EventCount = 50,
                RequestsPerWindow = int.MaxValue,
                SendsPerWindow = int.MaxValue,
                SendsPerDay = null,
                DeletesPerWindow = int.MaxValue,
                BlocksPerWindow = int.MaxValue,
            });
        for (var number = 0; number < Requests; number++)
        {
            var request = Create(random);
            if (request is null)
                continue;
            try
            {
                var response = await api.HandleAsync(request, CancellationToken.None);
                Assert.InRange(response.StatusCode, 200, 499);
            }
            catch (Exception exception)
            {
                Assert.Fail(
                    $"Seed {seed}, request {number}: {request.Method} {request.Uri} [{string.Join(", ", request.Headers)}] {Encoding.UTF8.GetString(request.Body.Span)}: {exception}");
            }
        }

        Assert.True(_kind > Requests / 2, "Most requests must be well-formed enough to be sent.");
    }

    public static TheoryData<string, ServerKind> OddRequests()
    {
        string[] requests =
        [
            "GET /2/%zz HTTP/1.1",
            "GET /2/users?ids=%zz HTTP/1.1",
            "GET /2/users/me?%00=%ff HTTP/1.1",
            "GET //2/users/me HTTP/1.1",
            "GET //[ HTTP/1.1",
            "GET /../../etc HTTP/1.1",
            "GET /2/users/me#x HTTP/1.1",
            "GET /2/users/\u00e9 HTTP/1.1",
            "GET http://127.0.0.1:{port}/2/nothing HTTP/1.1",
            "GET http://attacker.example/2/users/me HTTP/1.1",
            "GET 2/users/me HTTP/1.1",
            "OPTIONS * HTTP/1.1",
            "CONNECT 127.0.0.1:{port} HTTP/1.1",
            "TRACE /2/users/me HTTP/1.1",
            "POST /2/dm_conversations HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 99999999999999999999",
            "POST /2/media/upload HTTP/1.1\r\nContent-Length: 40000000",
            "POST /2/dm_conversations HTTP/1.1\r\nTransfer-Encoding: chunked\r\nX: 1\r\n\r\nzz",
        ];
        var all = new TheoryData<string, ServerKind>();
        foreach (var request in requests)
        {
            all.Add(request, ServerKind.Kestrel);
            all.Add(request, ServerKind.Listener);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(OddRequests))]
    public async Task Odd_requests_over_a_socket_get_a_4xx(string request, ServerKind kind)
    {
        await using var sandbox = await RunningSandbox.StartAsync(kind: kind);
        var port = sandbox.Server.BaseUri.Port;
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, port);
        var head = request.Replace("{port}", $"{port}", StringComparison.Ordinal).Split("\r\n", 2);
        var rest = head.Length > 1 ? $"{head[1]}\r\n\r\n" : "\r\n";
        await client
            .GetStream()
            .WriteAsync(
                Encoding.Latin1.GetBytes(
                    $"{head[0]}\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nAuthorization: {SandboxClient.AsUser}\r\n{rest}"));
        using var reader = new StreamReader(client.GetStream());

        Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", await reader.ReadLineAsync());
    }

    private SandboxRequest? Create(Random random)
    {
        var path = Pick(random, Paths).Replace("{}", ValueFor(random), StringComparison.Ordinal);
        var query = string.Join('&', Enumerable.Range(0, random.Next(4)).Select(_ => $"{Pick(random, Parameters)}={ValueFor(random)}"));
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        if (!Uri.TryCreate($"http://127.0.0.1:8080{path}{(query.Length > 0 ? "?" + query : "")}", options, out var uri))
            return null;
        _kind++;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (random.Next(8) > 0)
            headers["Authorization"] = Pick(random, Authorizations);
        if (random.Next(4) > 0)
            headers["Content-Type"] = Pick(random, ContentTypes);
        if (random.Next(8) == 0)
            headers["Cookie"] = Pick(random, Values);
        return new SandboxRequest(Pick(random, Methods), uri, headers, BodyFor(random));
    }

    // Sometimes with a random byte in it, or cut.
    private static byte[] BodyFor(Random random)
    {
        var body = Encoding.UTF8.GetBytes(Pick(random, Bodies));
        if (body.Length > 0 && random.Next(4) == 0)
            body[random.Next(body.Length)] = (byte)random.Next(256);
        return random.Next(8) == 0 ? body[..random.Next(body.Length + 1)] : body;
    }

    private static string ValueFor(Random random) => random.Next(3) == 0 ? Pick(random, Values) + Pick(random, Values) : Pick(random, Values);

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
