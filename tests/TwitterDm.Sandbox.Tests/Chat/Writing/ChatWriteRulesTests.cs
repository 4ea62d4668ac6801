using TwitterDm.Sandbox.Tests.Authentication;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Chat.Writing;

/// <summary>Who may write to X Chat, with which bodies, and how often.</summary>
public sealed class ChatWriteRulesTests : IAsyncLifetime
{
    private const string Chats = "/2/chat/conversations";
    private const string Uploads = "/2/chat/media/upload";

    private static readonly string[] Writing =
    [
        $"{Chats}/12/messages", $"{Chats}/12/messages/delete", $"{Chats}/12/keys", $"{Chats}/12/members", $"{Chats}/12/read", $"{Chats}/12/typing",
        $"{Chats}/group", $"{Chats}/group/initialize",
    ];

    private static readonly string[] Uploading = [$"{Uploads}/initialize", $"{Uploads}/1/append", $"{Uploads}/1/finalize"];

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync();

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task Writing_needs_the_scope_dm_write_and_a_user()
    {
        foreach (var target in Writing)
            await AssertRefusedAsync(target, "dm.write");
        foreach (var target in Uploading)
            await AssertRefusedAsync(target, "media.write");
        // X lists this scope for downloads, too.
        var download = await _sandbox.GetAsync("/2/chat/media/12/abc", "Bearer " + SandboxCredentials.TokenWithoutDmWrite);
        Assert.Equal((403, "The token lacks the scope [media.write]."), ((int)download.Status, download.Body.Text("detail")));
    }

    [Fact]
    public async Task OAuth_1_0a_works_as_well()
    {
        var uri = new Uri(_sandbox.Server.BaseUri, $"{Chats}/12/typing");
        var header = new TestSigner { Time = _sandbox.Clock.GetUtcNow() }.Header("POST", uri.AbsoluteUri, []);
        Assert.Equal(200, (int)(await _sandbox.Client.PostJsonAsync(uri.AbsolutePath, "", header)).Status);
    }

    [Theory]
    [InlineData("messages", "{}", "encoded_message_create_event message_id")]
    [InlineData("messages", """{"message_id":1,"encoded_message_create_event":"AA=="}""", "message_id")]
    [InlineData("messages/delete", """{"sequence_ids":[],"delete_message_action":"delete","action_signatures":[]}""", "delete_message_action sequence_ids")]
    [InlineData("messages/delete", """{"sequence_ids":["1"],"delete_message_action":"delete_for_all","action_signatures":[]}""", "action_signatures")]
    [InlineData(
        "messages/delete",
        """{"sequence_ids":["1"],"delete_message_action":"delete_for_all","action_signatures":[{"message_id":"","encoded_message_event_detail":"!","message_event_signature":{"signature":"AA","public_key_version":"x","signature_version":"7"}}]}""",
        "action_signatures[0].encoded_message_event_detail action_signatures[0].message_event_signature.public_key_version action_signatures[0].message_id")]
    [InlineData("keys", """{"conversation_key_version":"1"}""", "conversation_participant_keys")]
    [InlineData("keys", """{"conversation_key_version":"1","conversation_participant_keys":[{"user_id":12}]}""", "conversation_participant_keys[0].user_id")]
    [InlineData("members", "{}", "user_ids")]
    [InlineData("read", "{}", "seen_until_sequence_id")]
    public async Task Invalid_values_are_named(string path, string body, string parameters)
    {
        var reply = await _sandbox.Client.PostJsonAsync($"{Chats}/g1950000000000000101/{path}", body);
        Assert.Equal(400, (int)reply.Status);
        Assert.Equal(parameters, string.Join(' ', reply.ValidationErrors.Select(error => error.Parameter).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Only_uploads_refuse_unknown_properties()
    {
        var upload = await _sandbox.Client.PostJsonAsync($"{Uploads}/initialize", """{"conversation_id":"12","total_bytes":1,"media_type":"image/png"}""");
        Assert.Equal("media_type", Assert.Single(upload.ValidationErrors).Parameter);
        var message = await _sandbox.Client.PostJsonAsync($"{Chats}/12/read", """{"seen_until_sequence_id":"x","extra":1}""");
        Assert.Equal("seen_until_sequence_id", Assert.Single(message.ValidationErrors).Parameter);
    }

    [Fact]
    public async Task Each_endpoint_has_a_limit_of_its_own()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { ChatRequestsPerWindow = 1 });
        foreach (var target in Writing)
        {
            Assert.NotEqual(429, (int)(await sandbox.Client.PostJsonAsync(target, "{}")).Status);
            Assert.Equal(429, (int)(await sandbox.Client.PostJsonAsync(target, "{}")).Status);
        }
    }

    private async Task AssertRefusedAsync(string target, string scope)
    {
        var writeless = await _sandbox.Client.PostJsonAsync(target, "{}", "Bearer " + SandboxCredentials.TokenWithoutDmWrite);
        Assert.Equal((403, $"The token lacks the scope [{scope}]."), ((int)writeless.Status, writeless.Body.Text("detail")));
        Assert.Equal(403, (int)(await _sandbox.Client.PostJsonAsync(target, "{}", "Bearer " + SandboxCredentials.AppOnlyToken)).Status);
        Assert.Equal(401, (int)(await _sandbox.Client.PostJsonAsync(target, "{}", authorization: null)).Status);
    }
}
