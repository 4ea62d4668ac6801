using TwitterDm.Auth;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Core.Tests.Sending.Chat;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Media;

/// <summary>Saving the attachments of X Chat: downloaded encrypted, and decrypted with the key of their message.</summary>
public sealed class SaveChatTests
{
    [Fact]
    public async Task All_attachments_are_decrypted_and_get_the_extension_of_their_content()
    {
        await using var room = await SaveRoom.StartChatAsync();
        var events = await AttachmentsAsync(room);
        using var saver = room.CreateSaver();

        var saved = await room.Api.Clock.RunAsync(Task.WhenAll(events.SelectMany(item => item.Media.Select(media => saver.SaveAsync(item, media)))));

        var media = events.SelectMany(item => item.Media).ToArray();
        Assert.Equal(["audio", "file", "gif", "image", "video"], media.Select(each => each.Type!).Distinct().Order());
        Assert.All(saved.Zip(media), pair =>
        {
            Assert.Equal(pair.Second.Size, pair.First.Length);
            Assert.Equal(
                pair.Second.Type switch
                {
                    "audio" => ".m4a",
                    "file" => ".pdf",
                    "gif" => ".gif",
                    "image" => ".jpg",
                    _ => ".mp4",
                },
                Path.GetExtension(pair.First.Path));
        });
        Assert.Equal(saved.Length, room.Files.Count);
        Assert.All(room.Downloads, request => Assert.StartsWith("/2/chat/media/", request.PathAndQuery, StringComparison.Ordinal));
        Assert.DoesNotContain(room.Api.Calls.SkipWhile(call => !call.Contains("/chat/media/", StringComparison.Ordinal)), call =>
            call.EndsWith("/events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_sent_is_what_is_saved()
    {
        await using var room = await SaveRoom.StartChatAsync();
        var path = Path.Combine(room.Root, "invoice.html");
        await File.WriteAllTextAsync(path, "<script>alert(1)</script>");
        await room.Api.SendAsync(new() { To = new(ChatSending.Jacqueline), MediaPath = path, Source = DmSource.Chat });
        var item = (await room.Api.NewestAsync(ChatSending.OneToOne))[0];

        var saved = await room.SaveAsync(item, item.Media[0]);

        Assert.Equal("invoice.html", item.Media[0].FileName);
        Assert.Equal(".bin", Path.GetExtension(saved.Path));
        Assert.Equal(await File.ReadAllTextAsync(path), await File.ReadAllTextAsync(saved.Path));
    }

    [Fact]
    public async Task An_event_of_another_process_gets_its_key_from_the_conversation()
    {
        await using var room = await SaveRoom.StartChatAsync();
        var item = (await AttachmentsAsync(room))[0];
        using var other = await ConnectAsync(room, room.Api.Server.Api.ChatKeyOf().Key);
        using var saver = room.CreateSaver(connection: other);
        var before = room.Api.Server.Requests.Count;

        var saved = await room.SaveAsync(Deserialized(item), item.Media[0].At(string.Empty), saver);

        Assert.Equal(item.Media[0].Size, saved.Length);
        var requests = room.Api.Server.Requests.Skip(before).Select(request => request.PathAndQuery).ToArray();
        Assert.StartsWith("/2/chat/media/", requests[0], StringComparison.Ordinal);
        Assert.Contains(requests, path => path.Contains("/events?max_results=1&", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("damaged-content")]
    [InlineData("truncated")]
    [InlineData("chunks removed")]
    [InlineData("other file")]
    [InlineData("continued")]
    [InlineData("empty")]
    [InlineData("html")]
    public async Task What_is_not_complete_and_authentic_leaves_no_file(string fault)
    {
        await using var room = await SaveRoom.StartChatAsync();
        var item = (await AttachmentsAsync(room)).First(each => each.Media[0].Size > 10_000);
        room.Faults.When(SaveRoom.IsDownload, FaultOf(fault), times: 10);

        var error = await room.FailAsync(item, item.Media[0]);

        Assert.Equal(DmErrorKind.Protocol, error.Kind);
        if (fault != "html")
        {
            Assert.Equal(error.Message.IndexOf("file", StringComparison.Ordinal), error.Message.LastIndexOf("file", StringComparison.Ordinal));
            Assert.Contains("It was not saved.", error.Message, StringComparison.Ordinal);
            Assert.Contains("forged", error.RecommendedAction, StringComparison.Ordinal);
        }

        Assert.Empty(room.Files);
        room.Faults.Reset();
        Assert.Equal(item.Media[0].Size, (await room.SaveAsync(item, item.Media[0])).Length);
    }

    [Fact]
    public async Task An_interrupted_download_is_continued_encrypted()
    {
        await using var room = await SaveRoom.StartChatAsync();
        var item = (await AttachmentsAsync(room)).First(each => each.Media[0].Size > 1_000_000);
        room.Faults.When(SaveRoom.IsDownload, Fault.SlowBody(TimeSpan.FromMinutes(10)));
        using (var stop = new CancellationTokenSource())
        using (var saver = room.CreateSaver())
        {
            var running = saver.SaveAsync(item, item.Media[0], stop.Token);
            await Bounds.UntilAsync(() => room.HasFileOf(item.Media[0].Size / 2));
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }

        var part = Assert.Single(room.Files);
        Assert.EndsWith(".part", part, StringComparison.Ordinal);
        var saved = await room.SaveAsync(item, item.Media[0]);
        Assert.Equal(item.Media[0].Size, saved.Length);
        Assert.StartsWith("bytes=", room.Downloads[^1].Headers["Range"], StringComparison.Ordinal);
        Assert.Equal([Path.GetFileName(saved.Path)], room.Files);
    }

    [Fact]
    public async Task A_server_without_ranges_sends_the_whole_file_again()
    {
        await using var room = await SaveRoom.StartChatAsync();
        var item = (await AttachmentsAsync(room)).First(each => each.Media[0].Size > 1_000_000);
        room.Faults.When(SaveRoom.IsDownload, Fault.CutBody);
        room.Faults.When(SaveRoom.IsDownload, Fault.WithoutRanges);
        Assert.Equal(item.Media[0].Size, (await room.SaveAsync(item, item.Media[0])).Length);
        Assert.Single(room.Files);
    }

    [Fact]
    public async Task A_download_ends_where_the_file_is_much_larger_than_its_message_says()
    {
        await using var room = await SaveRoom.StartChatAsync();
        var item = (await AttachmentsAsync(room)).First(each => each.Media[0].Size is > 10_000 and < 1_000_000);
        room.Faults.When(SaveRoom.IsDownload, Fault.Content(body => [.. body, .. new byte[3 << 20]]));

        var error = await room.FailAsync(item, item.Media[0]);

        Assert.Contains("was discarded", error.Message, StringComparison.Ordinal);
        Assert.Empty(room.Files);
    }

    [Fact]
    public async Task The_key_of_another_version_does_not_open_a_file()
    {
        await using var room = await SaveRoom.StartChatAsync();
        var item = (await AttachmentsAsync(room))[0];
        room.Api.Connection.Chat.ConversationKeys.Add(item.ConversationId!, "1", ConversationKeys.New(), isVerified: true);
        var other = new DmEvent { Id = item.Id, Source = item.Source, ConversationId = item.ConversationId, KeyVersion = "1", Media = item.Media };
        Assert.Contains("none of the conversation's keys", (await room.FailAsync(other, item.Media[0])).Message, StringComparison.Ordinal);
        Assert.Empty(room.Files);
    }

    [Fact]
    public async Task Without_a_chat_key_or_the_conversation_the_error_says_so()
    {
        await using var room = await SaveRoom.StartChatAsync();
        var item = (await AttachmentsAsync(room))[0];
        using var other = await ConnectAsync(room, chatKey: null);
        using var saver = room.CreateSaver(connection: other);
        Assert.Equal(DmErrorReason.ChatKeyMissing, (await room.FailAsync(Deserialized(item), item.Media[0], saver)).Reason);
        var bare = new DmEvent { Id = item.Id, Source = item.Source };
        Assert.Equal(DmErrorReason.MediaWithoutEvent, (await room.FailAsync(bare, item.Media[0])).Reason);
        Assert.Equal(DmErrorReason.MediaWithoutEvent, (await room.FailAsync(null, new DmMedia { MediaKey = item.Media[0].MediaKey })).Reason);
        Assert.Empty(room.Files);
    }

    [Fact]
    public async Task The_refusal_of_a_conversation_advises_to_check_its_id()
    {
        await using var room = await SaveRoom.StartChatAsync();
        var item = (await AttachmentsAsync(room))[0];
        var other = new DmEvent { Id = item.Id, Source = item.Source, ConversationId = "g1950000000000009999", Media = item.Media };

        var error = await room.FailAsync(other, item.Media[0]);

        Assert.Equal(DmErrorKind.Permission, error.Kind);
        Assert.StartsWith("Check the id of the conversation", error.RecommendedAction, StringComparison.Ordinal);
    }

    private static Fault FaultOf(string name) => name switch
    {
        "truncated" => Fault.Content(body => body[..^500]),
        "chunks removed" => Fault.Content(body => body[..(24 + 1041)]),
        "other file" => Fault.Content(body => [.. body.Select((value, index) => (byte)(value + index + 1))]),
        "continued" => Fault.Content(body => [.. body, .. body[24..(24 + 1041)]]),
        "empty" => Fault.Content(body => body[..24]),
        _ => Fault.Parse(name),
    };

    private static async Task<IReadOnlyList<DmEvent>> AttachmentsAsync(SaveRoom room)
        => [.. (await room.Api.ListAsync(new() { Sources = [DmSource.Chat] })).Where(item => item.Media.Count > 0)];

    private static Task<DmConnection> ConnectAsync(SaveRoom room, string? chatKey) => room.Api.Clock.RunAsync(DmConnection.OpenAsync(
        room.Api.Options(new BearerCredential(SandboxCredentials.UserToken), chatKey: chatKey is null ? null : ChatKey.Parse(chatKey))));

    // What an event knows after it was written to a file and read again.
    private static DmEvent Deserialized(DmEvent item)
        => new()
        {
            Id = item.Id,
            Source = item.Source,
            ConversationId = item.ConversationId,
            CreatedAtUtc = item.CreatedAtUtc,
        };
}
