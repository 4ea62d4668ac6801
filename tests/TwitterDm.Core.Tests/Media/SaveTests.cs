using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Http;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Media;

/// <summary>Saving the attachments of classic messages.</summary>
public sealed class SaveTests
{
    [Fact]
    public async Task All_attachments_are_saved_under_their_names_and_not_downloaded_again()
    {
        await using var room = await SaveRoom.StartAsync();
        var events = await room.AttachmentsAsync();
        using var saver = room.CreateSaver();

        var saved = await room.Api.Clock.RunAsync(Task.WhenAll(events.Select(item => saver.SaveAsync(item, item.Media[0]))));

        Assert.Equal(["animated_gif", "photo", "video"], events.Select(item => item.Media[0].Type!).Distinct().Order());
        Assert.All(saved.Zip(events), pair =>
        {
            var extension = pair.Second.Media[0].Type == "photo" ? ".jpg" : ".mp4";
            Assert.Equal(Path.Combine(room.Folder, SavedMediaName.Of(pair.Second, pair.Second.Media[0]) + extension), pair.First.Path);
            Assert.Equal(new FileInfo(pair.First.Path).Length, pair.First.Length);
            Assert.False(pair.First.WasPresent);
        });
        Assert.Equal(saved.Select(each => Path.GetFileName(each.Path)).Order(StringComparer.Ordinal), room.Files);
        var photo = events.First(item => item.Media[0].Type == "photo");
        Assert.Equal(
            await room.DownloadAsync(photo.Media[0]),
            await File.ReadAllBytesAsync(saved.First(each => each.Path.Contains(photo.Id, StringComparison.Ordinal)).Path));
        Assert.Contains(room.Api.Notices.Progress, notice => notice.Activity == "Saving attachments");

        var requests = room.Api.Server.Requests.Count;
        var again = await room.Api.Clock.RunAsync(Task.WhenAll(events.Select(item => room.CreateSaver().SaveAsync(item, item.Media[0]))));
        Assert.All(again, each => Assert.True(each.WasPresent));
        Assert.Equal(saved.Select(each => (each.Path, each.Length)), again.Select(each => (each.Path, each.Length)));
        Assert.Equal(requests, room.Api.Server.Requests.Count);
    }

    [Fact]
    public async Task OAuth_2_0_uses_the_endpoint_and_OAuth_1_0a_the_address_of_the_photo()
    {
        await using var room = await SaveRoom.StartAsync();
        var photo = (await room.AttachmentsAsync("photo"))[0];
        var first = await room.SaveAsync(photo, photo.Media[0]);
        Assert.Equal(SaveRoom.ApiPath(photo.Media[0]), room.Downloads[^1].PathAndQuery);
        Assert.StartsWith("Bearer ", room.Downloads[^1].Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("identity", room.Downloads[^1].Headers["Accept-Encoding"]);

        using var signed = await room.Api.OpenAsync(new OAuth1Credential(
            SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret, room.Api.Clock));
        using var saver = room.CreateSaver(folder: Path.Combine(room.Root, "signed"), connection: signed);
        var second = await room.SaveAsync(photo, photo.Media[0], saver);
        Assert.Equal(new Uri(photo.Media[0].Url!).AbsolutePath, room.Downloads[^1].PathAndQuery);
        Assert.StartsWith("OAuth ", room.Downloads[^1].Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllBytesAsync(first.Path), await File.ReadAllBytesAsync(second.Path));
    }

    [Fact]
    public async Task Of_a_video_the_best_the_smallest_or_the_preview_is_saved()
    {
        await using var room = await SaveRoom.StartAsync();
        var video = (await room.AttachmentsAsync("video"))[0];
        var paths = new List<string>();
        foreach (var variant in Enum.GetValues<DmMediaVariantChoice>())
        {
            using var saver = room.CreateSaver(variant, folder: Path.Combine(room.Root, variant.ToString()));
            var saved = await room.SaveAsync(video, video.Media[0], saver);
            paths.Add($"{Path.GetFileName(saved.Path)} {room.Downloads[^1].PathAndQuery.Split('/')[^2]}");
        }

        var name = SavedMediaName.Of(video, video.Media[0]);
        Assert.Equal([$"{name}.mp4 1280x720", $"{name}.mp4 480x270", $"{name}_preview.jpg img"], paths);
    }

    [Fact]
    public async Task Existing_files_are_replaced_only_on_request()
    {
        await using var room = await SaveRoom.StartAsync();
        var photo = (await room.AttachmentsAsync("photo"))[0];
        var first = await room.SaveAsync(photo, photo.Media[0]);
        var other = Path.ChangeExtension(first.Path, ".png");
        File.Move(first.Path, other);

        Assert.Equal(other, (await room.SaveAsync(photo, photo.Media[0])).Path);
        using var saver = room.CreateSaver(overwrite: true);
        var replaced = await room.SaveAsync(photo, photo.Media[0], saver);

        Assert.Equal((first.Path, false), (replaced.Path, replaced.WasPresent));
        Assert.Equal([Path.GetFileName(first.Path)], room.Files);
    }

    [Fact]
    public async Task An_attachment_knows_the_event_that_it_came_with()
    {
        await using var room = await SaveRoom.StartAsync();
        var item = (await room.AttachmentsAsync())[0];
        var saved = await room.SaveAsync(null, item.Media[0]);
        Assert.Equal(SavedMediaName.Of(item, item.Media[0]), Path.GetFileNameWithoutExtension(saved.Path));
        Assert.Equal((item.Media[0].MediaKey, saved.Path), (saved.Media.MediaKey, saved.Media.LocalPath));
    }

    [Fact]
    public async Task Four_are_saved_at_a_time_and_one_that_comes_twice_is_downloaded_once()
    {
        await using var room = await SaveRoom.StartAsync();
        var (running, most, requests) = (0, 0, 0);
        var picture = new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3 };
        await using var files = await OtherServer.StartAsync(async context =>
        {
            Interlocked.Increment(ref requests);
            var now = Interlocked.Increment(ref running);
            for (var seen = most; now > seen; seen = most)
                Interlocked.CompareExchange(ref most, now, seen);
            await Task.Delay(30);
            Interlocked.Decrement(ref running);
            await context.Response.Body.WriteAsync(picture);
        });
        using var connection = await ConnectAsync(room, files);
        using var saver = room.CreateSaver(connection: connection);
        var media = Enumerable.Range(0, 20).Select(number => Video($"https://video.twimg.com/{number % 18}.mp4", $"7_{100 + (number % 18)}")).ToArray();

        var saved = await room.Api.Clock.RunAsync(Task.WhenAll(media.Select(each => saver.SaveAsync(null, each))));

        Assert.Equal((4, 18), (most, requests));
        Assert.Equal(2, saved.Count(each => each.WasPresent));
        Assert.Equal(18, room.Files.Count);
    }

    [Fact]
    public async Task A_file_is_not_kept_in_memory()
    {
        const int blocks = 100;
        await using var room = await SaveRoom.StartAsync(events: 0);
        var block = new byte[1024 * 1024];
        new byte[] { 0, 0, 0, 24, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'i', (byte)'s', (byte)'o', (byte)'m' }.CopyTo(block, 0);
        await using var files = await OtherServer.StartAsync(async context =>
        {
            for (var count = 0; count < blocks; count++)
                await context.Response.Body.WriteAsync(block);
        });
        using var connection = await ConnectAsync(room, files);
        using var saver = room.CreateSaver(connection: connection);

        var saved = await room.SaveAsync(null, Video("https://video.twimg.com/1.mp4"), saver);

        // More than any response may have that is kept.
        Assert.True(saved.Length > AttemptTimeoutHandler.MaxBody);
        Assert.Equal(blocks * (long)block.Length, saved.Length);
    }

    internal static DmMedia Video(string url, string key = "7_100")
        => new()
        {
            MediaKey = key,
            Type = "video",
            Variants = new([
                new DmMediaVariant
                {
                    Url = url,
                    ContentType = "video/mp4",
                    BitRate = 1,
                },
            ]),
        };

    internal static async Task<DmConnection> ConnectAsync(SaveRoom room, OtherServer files, DmCredential? credential = null, RedirectedHosts? hosts = null)
    {
        hosts ??= new RedirectedHosts(room.Api.Server.BaseUri, files.BaseUri);
        return await room.Api.Clock.RunAsync(
            DmConnection.OpenAsync(
                room.Api.Options(credential ?? new BearerCredential(SandboxCredentials.UserToken), transport: hosts.CreateTransport)));
    }
}

/// <summary>Sends what is for X's hosts to a server on this machine, and records it as it would have left.</summary>
internal sealed class RedirectedHosts(Uri api, Uri files)
{
    private readonly List<(string Address, string? Authorization)> _sent = [];

    public IReadOnlyList<(string Address, string? Authorization)> Sent
    {
        get
        {
            lock (_sent)
                return [.. _sent];
        }
    }

    public HttpMessageHandler CreateTransport() => new Handler(this) { InnerHandler = TwitterDm.Http.HttpPipeline.CreateSocket() };

    private sealed class Handler(RedirectedHosts owner) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!;
            if (address.Authority == owner.Api.Authority)
                return await base.SendAsync(request, cancellationToken);
            lock (owner._sent)
                owner._sent.Add((address.AbsoluteUri, request.Headers.Authorization?.Scheme));
            using var copy = new HttpRequestMessage(request.Method, new Uri(owner.Files, address.PathAndQuery));
            foreach (var (name, values) in request.Headers.NonValidated)
                copy.Headers.TryAddWithoutValidation(name, values);
            var response = await base.SendAsync(copy, cancellationToken);
            response.RequestMessage = request;
            return response;
        }
    }

    private Uri Api => api;

    private Uri Files => files;
}
