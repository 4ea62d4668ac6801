using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Http;

/// <summary>Invalid bodies get X's 400 with the path and the description of each error.</summary>
public sealed class BodyTests : IAsyncLifetime
{
    private const string Message = "/2/dm_conversations/with/12/messages";
    private const string Group = "/2/dm_conversations";

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task The_error_is_exactly_that_of_X()
    {
        var reply = await _sandbox.Client.PostJsonAsync(Message, """{"text":""}""");
        Assert.Equal("application/problem+json; charset=utf-8", reply.Headers["Content-Type"]);
        Assert.Equal(
            """{"errors":[{"parameters":{"text":[""]},"message":"$.text: must be at least 1 characters long"}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid.","type":"https://api.x.com/2/problems/invalid-request"}""",
            reply.Text);
    }

    [Theory]
    [InlineData(Message, "", "", "$: is not valid JSON in UTF-8")]
    [InlineData(Message, "{", "", "$: is not valid JSON in UTF-8")]
    [InlineData(Message, """{"text":"x"} {}""", "", "$: is not valid JSON in UTF-8")]
    [InlineData(Message, """{"text":"x",}""", "", "$: is not valid JSON in UTF-8")]
    [InlineData(Message, """{'text':'x'}""", "", "$: is not valid JSON in UTF-8")]
    [InlineData(Message, """{"text":"\ud83d"}""", "", "$: is not valid JSON in UTF-8")]
    [InlineData(Message, """["text"]""", "", "$: array found, object expected")]
    [InlineData(Message, "\"text\"", "", "$: string found, object expected")]
    [InlineData(Message, "null", "", "$: null found, object expected")]
    [InlineData(Message, """{"text":1}""", "text", "$.text: integer found, string expected")]
    [InlineData(Message, """{"text":null}""", "text", "$.text: null found, string expected")]
    [InlineData(Message, """{"text":"x","text":"y"}""", "text", "$.text: is repeated")]
    [InlineData(Message, """{"text":"x","media_id":"1"}""", "media_id", "does not allow additional properties")]
    [InlineData(Message, """{"Text":"x","text":"x"}""", "Text", "does not allow additional properties")]
    [InlineData(Message, """{"text":"x","attachments":{"media_id":"1"}}""", "attachments", "$.attachments: object found, array expected")]
    [InlineData(Message, """{"attachments":[{"media_id":1}]}""", "attachments[0].media_id", "$.attachments[0].media_id: integer found, string expected")]
    [InlineData(Message, """{"attachments":[{"media_id":"3_1"}]}""", "attachments[0].media_id", "does not match the regex pattern ^[0-9]{1,19}$")]
    [InlineData(Message, """{"attachments":[{"media_id":"1\n"}]}""", "attachments[0].media_id", "does not match")]
    [InlineData(Message, """{"attachments":[{}]}""", "attachments[0].media_id", "is missing but it is required")]
    [InlineData(Message, """{"attachments":[{"media_id":"1","alt":"x"}]}""", "attachments[0].alt", "does not allow additional properties")]
    [InlineData(Group, """{"participant_ids":["12","1234"],"message":{"text":"x"}}""", "conversation_type", "is missing but it is required")]
    [InlineData(Group, """{"conversation_type":"Group","participant_ids":["12","1234"]}""", "message", "is missing but it is required")]
    [InlineData(Group, """{"conversation_type":"group","participant_ids":["12","1234"],"message":{"text":"x"}}""", "conversation_type", "enumeration [Group]")]
    [InlineData(Group, """{"conversation_type":"Group","participant_ids":["12"],"message":{"text":"x"}}""", "participant_ids", "a minimum of 2 items")]
    [InlineData(Group, """{"conversation_type":"Group","participant_ids":["12","@x"],"message":{"text":"x"}}""", "participant_ids[1]", "does not match")]
    [InlineData(Group, """{"conversation_type":"Group","participant_ids":["12","1234"],"message":"x"}""", "message", "string found, object expected")]
    [InlineData(Group, """{"conversation_type":"Group","participant_ids":["12","1234"],"message":{"text":"x","to":1}}""", "message.to", "additional properties")]
    public async Task Invalid_bodies_are_refused(string path, string body, string parameter, string sentence)
    {
        var reply = await _sandbox.Client.PostJsonAsync(path, body);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        var error = Assert.Single(reply.ValidationErrors);
        Assert.Equal(parameter, error.Parameter);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_for_an_empty_message_names_both_alternatives() =>
        Assert.Equal(
            [("text", "$.text: one of [text,attachments] is required"), ("attachments", "$.attachments: one of [text,attachments] is required")],
            (await _sandbox.Client.PostJsonAsync(Message, "{}")).ValidationErrors);

    [Fact]
    public async Task A_group_has_at_most_49_other_participants()
    {
        var people = Enumerable.Range(1, 50).Select(number => $"{1_460_000_000_000_000_000 + number}").ToList();
        var reply = await FoundAsync(people);
        Assert.Equal([("participant_ids", "$.participant_ids: there must be a maximum of 49 items in the array")], reply.ValidationErrors);
        Assert.Equal(HttpStatusCode.Created, (await FoundAsync(people[1..])).Status);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_refused()
    {
        foreach (byte[] bytes in new byte[][] { [.. "{\"text\":\""u8, 0xFF, .. "\"}"u8], [0xEF, 0xBB, 0xBF, .. "{\"text\":\"x\"}"u8] })
        {
            using var content = new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            Assert.Equal(HttpStatusCode.BadRequest, (await _sandbox.Client.PostAsync(Message, SandboxClient.AsUser, content)).Status);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/problem+json")]
    public async Task Other_content_types_are_refused(string type)
    {
        var reply = await _sandbox.Client.PostJsonAsync(Message, """{"text":"x"}""", contentType: type);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal([("", "Requests with bodies must have content-type of application/json.")], reply.ValidationErrors);
    }

    [Theory]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("application/json; charset=\"ISO-8859-1\"", null)]
    [InlineData("application/json", "gzip")]
    [InlineData("application/json", "identity")]
    public async Task Other_charsets_and_compressed_bodies_are_not_supported(string type, string? encoding)
    {
        using var content = new ByteArrayContent("{\"text\":\"x\"}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding is not null)
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        var reply = await _sandbox.Client.PostAsync(Message, SandboxClient.AsUser, content);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "application/problem+json; charset=utf-8"), (reply.Status, reply.Headers["Content-Type"]));
        Assert.Equal(("Unsupported Media Type", 415), (reply.Body.Text("title"), reply.Body.GetProperty("status").GetInt32()));
        Assert.Empty(_sandbox.Server.Api.SentMessages);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("application/json; version=1")]
    [InlineData("Application/JSON")]
    public async Task The_content_type_can_have_any_case_and_parameters(string type) =>
        Assert.Equal(HttpStatusCode.Created, (await _sandbox.Client.PostJsonAsync(Message, """{"text":"x"}""", contentType: type)).Status);

    [Fact]
    public async Task Errors_in_path_query_and_body_are_reported_together()
    {
        var reply = await _sandbox.Client.PostJsonAsync("/2/dm_conversations/with/abc/messages?max_results=5", """{"text":"","a":1}""");
        Assert.Equal(["max_results", "participant_id", "text", "a"], reply.ValidationErrors.Select(error => error.Parameter));
    }

    private Task<Reply> FoundAsync(IEnumerable<string> people) => _sandbox.Client.PostJsonAsync(
        Group, new { conversation_type = "Group", participant_ids = people, message = new { text = "Hello" } });
}
