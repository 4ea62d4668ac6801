using System.Security.Cryptography;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using static TwitterDm.Core.Tests.Sending.Chat.ChatSending;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>Files that are sent by X Chat: encrypted, in segments, of any type.</summary>
public sealed class ChatMediaTests : IDisposable
{
    private const int Segment = 3 * 1024 * 1024;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1024, 1)]
    [InlineData(1025, 1)]
    [InlineData(Segment, 2)]
    [InlineData((2 * Segment) + 12_345, 3)]
    public async Task A_file_is_uploaded_encrypted_and_opens_with_the_key_of_the_message(int length, int segments)
    {
        await using var api = await TestApi.StartChatAsync();
        var content = RandomNumberGenerator.GetBytes(length);

        var sent = await api.SendAsync(With(Write("data.bin", content)));

        Assert.Equal(["initialize", .. Enumerable.Repeat("append", segments), "finalize", "messages"], api.Posts());
        var media = (await api.NewestAsync(OneToOne))[0].Media[0];
        Assert.Equal(("file", "data.bin", (long?)length, null), (media.Type, media.FileName, media.Size, sent.Text));
        Assert.Equal(content, await OpenAsync(api, sent, media.MediaKey));
    }

    [Theory]
    [InlineData("picture.png", "89504E470D0A1A0A00000000", "image")]
    [InlineData("anything.gif", "474946383961010001000000", "gif")]
    [InlineData("film.mov", "000000147174202066747970717420200000", "file")]
    [InlineData("song.mp3", "FFFB90000000000000000000", "audio")]
    [InlineData("drawing.svg", "3C7376673E3C2F7376673E", "svg")]
    [InlineData("no extension", "00", "file")]
    public async Task The_type_of_the_file_is_told(string name, string head, string type)
    {
        await using var api = await TestApi.StartChatAsync();

        await api.SendAsync(With(Write(name, Convert.FromHexString(head))));

        Assert.Equal(type, (await api.NewestAsync(OneToOne))[0].Media[0].Type);
    }

    [Theory]
    [InlineData("initialize")]
    [InlineData("append")]
    [InlineData("finalize")]
    public async Task Each_step_is_repeated_if_its_response_is_lost(string step)
    {
        await using var api = await TestApi.StartChatAsync();
        var content = RandomNumberGenerator.GetBytes(Segment + 1);
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith(step, StringComparison.Ordinal), Fault.ResetAfterHandling, 1);

        var sent = await api.SendAsync(With(Write("data.bin", content)));

        Assert.Equal(content, await OpenAsync(api, sent, (await api.NewestAsync(OneToOne))[0].Media[0].MediaKey));
    }

    [Fact]
    public async Task With_a_new_key_the_file_is_uploaded_again()
    {
        await using var api = await TestApi.StartChatAsync();
        await api.SendAsync(To(Jacqueline, "So that the old key is known."));
        api.Server.Api.ChangeChatKey("jacqueline", Jacqueline);
        var content = RandomNumberGenerator.GetBytes(5_000);

        var sent = await api.SendAsync(With(Write("data.bin", content)));

        Assert.Equal(2, api.Posts().Count(call => call == "initialize"));
        Assert.Equal(content, await OpenAsync(api, sent, (await api.NewestAsync(OneToOne))[0].Media[0].MediaKey));
    }

    [Fact]
    public async Task A_row_that_continues_does_not_upload_its_file_again()
    {
        await using var api = await TestApi.StartChatAsync();
        var journal = Path.Combine(_folder.Root, "run.jsonl");
        var message = With(Write("data.bin", RandomNumberGenerator.GetBytes(100)));
        var hasBegun = false;
        api.Server.Faults.When(request => hasBegun |= request.PathAndQuery.EndsWith("/messages", StringComparison.Ordinal), Fault.ResetAfterHandling, int.MaxValue);
        Assert.Equal(DmErrorKind.SendUncertain, (await api.SendAllAsync(journal, message))[0].Error!.Kind);
        api.Server.Faults.Reset();
        var before = api.Calls.Count;

        Assert.NotNull((await api.SendAllAsync(journal, message))[0].Sent);

        Assert.Single(api.Calls.Skip(before));
        Assert.Single(api.Server.Api.SentChatMessages);
    }

    [Theory]
    [InlineData("missing.bin", null, "does not exist")]
    [InlineData("empty.bin", 0L, "is empty")]
    [InlineData("huge.bin", 3_200_000_000L, "is too large: it has 3,200,000,000 bytes")]
    public async Task A_file_that_cannot_be_sent_is_refused_before_any_request(string name, long? length, string words)
    {
        await using var api = await TestApi.StartChatAsync();
        var path = Path.Combine(_folder.Root, name);
        if (length is { } size)
        {
            // Sparse: it takes no space.
            await using var file = File.Create(path);
            file.SetLength(size);
        }

        var error = api.Client().CheckMessage(With(path)).Error!;

        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task A_file_that_changes_during_the_upload_is_an_error()
    {
        await using var api = await TestApi.StartChatAsync();
        var path = Write("data.bin", RandomNumberGenerator.GetBytes(100));
        var message = api.Client().CheckMessage(With(path));
        await File.WriteAllBytesAsync(path, RandomNumberGenerator.GetBytes(101));

        var results = await api.Clock.RunAsync(TestApi.CollectAsync(api.Client().SendMessages([message], options: null, default)));

        Assert.Equal(DmErrorKind.File, results[0].Error!.Kind);
        Assert.Empty(api.Server.Api.SentChatMessages);
    }

    private static DmOutgoingMessage With(string path) => new() { To = new(Jacqueline), MediaPath = path, Source = DmSource.Chat };

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.Root, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    // Downloads the file as X keeps it, and opens it with the key of the message's own version.
    private static async Task<byte[]> OpenAsync(TestApi api, DmMessage sent, string mediaKey)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", Sandbox.SandboxCredentials.UserToken);
        await using var encrypted = await http.GetStreamAsync(new Uri(api.Server.BaseUri, $"/2/chat/media/{OneToOne}/{mediaKey}"));
        var message = api.Connection.Chat.RecentMessages.Find(OneToOne, sent.EventId!)!;
        var latest = api.Connection.Chat.ConversationKeys.LatestVerified(OneToOne)!.Value;
        Assert.Equal(latest.Version, message.KeyVersion);
        await using var plain = new MemoryStream();
        await SecretStream.DecryptAsync(encrypted, plain, latest.Key, default);
        return plain.ToArray();
    }
}
