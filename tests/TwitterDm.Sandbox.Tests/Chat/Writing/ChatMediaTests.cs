using System.Text.Json;
using System.Text.Json.Nodes;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat.Writing;

/// <summary>Encrypted files: uploads, downloads, and what is refused.</summary>
public sealed class ChatMediaTests
{
    private const string Conversation = ChatClient.WithJacqueline;

    private static readonly byte[] File = [.. Enumerable.Range(0, 5000).Select(number => (byte)number)];

    private readonly ManualClock _clock = new();
    private readonly SandboxApi _api;
    private readonly SandboxClient _http;
    private readonly ChatClient _chat;

    public ChatMediaTests()
    {
        _api = new SandboxApi(new SandboxOptions { Clock = _clock, TokenLifetime = TimeSpan.FromDays(7) });
        _http = SandboxClient.InProcess(_api);
        _chat = new ChatClient(_api, _http);
    }

    [Theory]
    [InlineData(Conversation)]
    [InlineData("12")]
    [InlineData("12:1385551234567890123")]
    public async Task A_file_makes_the_round_trip(string conversation)
    {
        var key = await _chat.KeyAsync(Conversation);
        var encrypted = await EncryptAsync(File, key.Key);
        var begun = await InitializeAsync(conversation, encrypted.Length);
        Assert.Equal(Conversation, begun.Text("conversation_id"));
        // Segments in any order, and one of them twice.
        Assert.Equal(200, (int)(await AppendAsync(begun, 1, encrypted[3000..])).Status);
        Assert.Equal(200, (int)(await AppendAsync(begun, 0, encrypted[..3000])).Status);
        Assert.Equal(200, (int)(await AppendAsync(begun, 0, encrypted[..3000])).Status);
        Assert.Equal(404, (int)(await DownloadAsync(begun)).Status);
        for (var time = 0; time < 2; time++)
            Assert.True((await FinalizeAsync(begun, "2")).Body.GetProperty("data").GetProperty("success").GetBoolean());
        var downloaded = await DownloadAsync(begun);
        Assert.Equal("application/octet-stream", downloaded.Headers["Content-Type"]);
        Assert.Equal(encrypted, downloaded.Bytes);
        Assert.Equal(File, await DecryptAsync(downloaded.Bytes, key.Key));
    }

    [Fact]
    public async Task Segments_can_be_forms()
    {
        var begun = await InitializeAsync(Conversation, File.Length);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Conversation), "conversation_id" },
            { new StringContent(begun.Text("media_hash_key")), "media_hash_key" },
            { new StringContent("0"), "segment_index" },
            { new ByteArrayContent(File), "media", "blob" },
        };
        Assert.Equal(200, (int)(await _http.PostAsync($"/2/chat/media/upload/{begun.Text("session_id")}/append", SandboxClient.AsUser, form)).Status);
        Assert.Equal(200, (int)(await FinalizeAsync(begun, "1")).Status);
        Assert.Equal(File, (await DownloadAsync(begun)).Bytes);
    }

    [Fact]
    public async Task Segment_numbers_can_be_text_as_in_the_samples_of_X()
    {
        var begun = await InitializeAsync(Conversation, File.Length);
        Assert.Equal(200, (int)(await AppendTextAsync("0", File[..3000])).Status);
        Assert.Equal(200, (int)(await AppendTextAsync("001", File[3000..])).Status);
        foreach (var text in new[] { "", "-1", "+1", "1.0", "1e0", " 1", "1\0", "one", "99999999999999999999" })
            Assert.Contains("string found, integer expected", Message(await AppendTextAsync(text, [1])), StringComparison.Ordinal);
        Assert.Contains("a maximum value of 999", Message(await AppendTextAsync("1000", [1])), StringComparison.Ordinal);
        Assert.Equal(200, (int)(await FinalizeAsync(begun, "2")).Status);
        Assert.Equal(File, (await DownloadAsync(begun)).Bytes);

        Task<Reply> AppendTextAsync(string number, byte[] segment) =>
            _chat.PostAsync($"/2/chat/media/upload/{begun.Text("session_id")}/append", With(SegmentOf(begun, 0, segment), "segment_index", number));
    }

    [Fact]
    public async Task Every_member_can_download_and_nobody_else()
    {
        const string between = "1385551234567890123-1440000000000000002";
        await _chat.ChangeKeyAsync(between, ChatClient.NewKey(), null, "1385551234567890123", "1440000000000000002");
        var begun = await UploadAsync(between);
        var path = $"/2/chat/media/{between}/{begun.Text("media_hash_key")}";
        Assert.Equal(File, (await new ChatClient(_api, account: 2).GetAsync(path)).Bytes);
        Assert.Equal(403, (int)(await new ChatClient(_api, account: 3).GetAsync(path)).Status);
        Assert.Equal(404, (int)(await _chat.GetAsync($"/2/chat/media/{Conversation}/{begun.Text("media_hash_key")}")).Status);
        Assert.Equal(404, (int)(await _chat.GetAsync($"/2/chat/media/{between}/abc")).Status);
        Assert.Equal(400, (int)(await _chat.GetAsync($"/2/chat/media/{between}/a-c")).Status);
    }

    [Fact]
    public async Task Deleting_a_message_for_everyone_deletes_its_files()
    {
        var begun = await UploadAsync(Conversation);
        var id = ChatClient.EventOf(await _chat.SayAsync(Conversation, "x")).SequenceId!;
        await DeleteAsync(forAll: false, id, begun);
        Assert.Equal(200, (int)(await DownloadAsync(begun)).Status);
        await DeleteAsync(forAll: true, ChatClient.EventOf(await _chat.SayAsync(Conversation, "y")).SequenceId!, begun);
        Assert.Equal(404, (int)(await DownloadAsync(begun)).Status);
    }

    [Fact]
    public async Task Incomplete_uploads_are_not_finalized()
    {
        var begun = await InitializeAsync(Conversation, File.Length);
        await AppendAsync(begun, 1, File[3000..]);
        Assert.Contains("has no segment 0", Message(await FinalizeAsync(begun, "1")), StringComparison.Ordinal);
        Assert.Contains("has 1 parts, not 2", Message(await FinalizeAsync(begun, "2")), StringComparison.Ordinal);
        foreach (var text in new[] { "two", "1\0", "+1", "-1", "" })
            Assert.Contains("is not a number", Message(await FinalizeAsync(begun, text)), StringComparison.Ordinal);
        await AppendAsync(begun, 0, File[..2999]);
        Assert.Contains("has 4999 bytes", Message(await FinalizeAsync(begun, "2")), StringComparison.Ordinal);
        Assert.Contains("exceeds total_bytes", Message(await AppendAsync(begun, 2, File)), StringComparison.Ordinal);
        Assert.Contains("1 to 5242880", Message(await AppendAsync(begun, 2, [])), StringComparison.Ordinal);
        await AppendAsync(begun, 0, File[..3000]);
        Assert.Equal(200, (int)(await FinalizeAsync(begun, "2")).Status);
        Assert.Contains("finalized", Message(await AppendAsync(begun, 0, File)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5", 10)]
    [InlineData("305419896", 10)]
    [InlineData("g1950000000000000999", 10)]
    [InlineData(Conversation, 0)]
    [InlineData(Conversation, 536870913)]
    public async Task Invalid_uploads_do_not_begin(string conversation, long bytes) => Assert.Equal(400, (int)(await _chat.PostAsync(
        "/2/chat/media/upload/initialize", new JsonObject { ["conversation_id"] = conversation, ["total_bytes"] = bytes })).Status);

    [Fact]
    public async Task An_upload_belongs_to_one_account_one_conversation_and_one_day()
    {
        var begun = await InitializeAsync(Conversation, File.Length);
        var body = SegmentOf(begun, 0, File);
        var path = $"/2/chat/media/upload/{begun.Text("session_id")}/append";
        Assert.Equal(404, (int)(await new ChatClient(_api, account: 2).PostAsync(path, body)).Status);
        Assert.Equal(404, (int)(await _chat.PostAsync("/2/chat/media/upload/17/append", body)).Status);
        Assert.Contains("conversation", Message(await _chat.PostAsync(path, With(body, "conversation_id", ChatClient.WithZoe))), StringComparison.Ordinal);
        Assert.Contains("hash key", Message(await _chat.PostAsync(path, With(body, "media_hash_key", "abc"))), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(404, (int)(await _chat.PostAsync(path, body)).Status);
    }

    [Fact]
    public async Task Files_of_generated_messages_can_be_downloaded()
    {
        var key = (await _chat.KeyAsync(ChatClient.WithZoe)).Key;
        var files = (await _chat.Reading.EventsAsync(ChatClient.WithZoe))
            .SelectMany(item => item.Entry?.Message?.Attachments ?? []).Select(attachment => attachment.Media).OfType<ChatMediaAttachment>().ToList();
        Assert.Contains(files, file => file.Type == ChatMediaType.Image);
        foreach (var file in files.DistinctBy(file => file.Type))
        {
            var downloaded = await _chat.GetAsync($"/2/chat/media/{ChatClient.WithZoe}/{file.HashKey}");
            Assert.Equal(200, (int)downloaded.Status);
            Assert.Equal(file.Size, (await DecryptAsync(downloaded.Bytes, key)).Length);
        }
    }

    private static JsonObject With(JsonObject body, string name, string value)
    {
        var changed = JsonNode.Parse(body.ToJsonString())!.AsObject();
        changed[name] = value;
        return changed;
    }

    private static string Message(Reply reply)
    {
        Assert.Equal(400, (int)reply.Status);
        return Assert.Single(reply.ValidationErrors).Message;
    }

    private static async Task<byte[]> EncryptAsync(byte[] file, byte[] key)
    {
        using var encrypted = new MemoryStream();
        await SecretStream.EncryptAsync(new MemoryStream(file), encrypted, key, CancellationToken.None);
        return encrypted.ToArray();
    }

    private static async Task<byte[]> DecryptAsync(byte[] file, byte[] key)
    {
        using var plain = new MemoryStream();
        await SecretStream.DecryptAsync(new MemoryStream(file), plain, key, CancellationToken.None);
        return plain.ToArray();
    }

    private async Task DeleteAsync(bool forAll, string id, JsonElement begun)
    {
        var body = ChatClient.DeletionBody(_chat.Deletion(Conversation, forAll, id));
        body["media_hash_keys"] = new JsonArray(begun.Text("media_hash_key"));
        Assert.Equal(200, (int)(await _chat.PostAsync($"/2/chat/conversations/{Conversation}/messages/delete", body)).Status);
    }

    private async Task<JsonElement> UploadAsync(string conversation)
    {
        var begun = await InitializeAsync(conversation, File.Length);
        Assert.Equal(200, (int)(await AppendAsync(begun, 0, File)).Status);
        Assert.Equal(200, (int)(await FinalizeAsync(begun, "1")).Status);
        return begun;
    }

    private async Task<JsonElement> InitializeAsync(string conversation, long bytes)
    {
        var reply = await _chat.PostAsync("/2/chat/media/upload/initialize", new JsonObject { ["conversation_id"] = conversation, ["total_bytes"] = bytes });
        Assert.Equal(200, (int)reply.Status);
        return reply.Body.GetProperty("data");
    }

    private Task<Reply> AppendAsync(JsonElement begun, int number, byte[] segment) =>
        _chat.PostAsync($"/2/chat/media/upload/{begun.Text("session_id")}/append", SegmentOf(begun, number, segment));

    private static JsonObject SegmentOf(JsonElement begun, int number, byte[] segment) => new()
    {
        ["conversation_id"] = begun.Text("conversation_id"),
        ["media_hash_key"] = begun.Text("media_hash_key"),
        ["segment_index"] = number,
        ["media"] = Convert.ToBase64String(segment),
    };

    private Task<Reply> FinalizeAsync(JsonElement begun, string parts) => _chat.PostAsync(
        $"/2/chat/media/upload/{begun.Text("session_id")}/finalize",
        new JsonObject { ["conversation_id"] = begun.Text("conversation_id"), ["media_hash_key"] = begun.Text("media_hash_key"), ["num_parts"] = parts });

    private Task<Reply> DownloadAsync(JsonElement begun) =>
        _chat.GetAsync($"/2/chat/media/{begun.Text("conversation_id")}/{begun.Text("media_hash_key")}");
}
