using Microsoft.AspNetCore.Http;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Http;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Media;

/// <summary>Attachments are requested from X's hosts only, and credentials are sent only where they belong.</summary>
public sealed class SaveHostTests
{
    private static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16];

    private static readonly Uri Api = new("https://api.example.org/");

    [Theory]
    [InlineData("https://ton.twitter.com/1", true)]
    [InlineData("https://video.twimg.com/1", true)]
    [InlineData("https://x.com/1", true)]
    [InlineData("https://api.example.org/1", true)]
    [InlineData("http://video.twimg.com/1", false)]
    [InlineData("https://video.twimg.com:8443/1", false)]
    [InlineData("https://eviltwimg.com/1", false)]
    [InlineData("https://twimg.com.evil.example/1", false)]
    [InlineData("https://user@video.twimg.com/1", false)]
    [InlineData("https://evil.example/x.com", false)]
    [InlineData("https://api.example.org:444/1", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("https://xn--ab\u00E9c/1", false)]
    [InlineData("https://a\u2028b/1", false)]
    [InlineData("https://\u00AD/1", false)]
    public void Only_hosts_of_X_and_of_the_API_are_asked(string address, bool isAllowed) => Assert.Equal(isAllowed, FileHosts.IsAllowed(new Uri(address), Api));

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/a/b/c")]
    [InlineData("https://evil.example/1.1/ton/data/dm/1/2/3.jpg")]
    [InlineData("file:///etc/a/passwd")]
    [InlineData("not an address")]
    [InlineData("https://xn--ab\u00E9c/a/b/c")]
    public async Task An_address_elsewhere_is_refused_without_a_request(string url)
    {
        await using var room = await SaveRoom.StartAsync();
        var requests = room.Api.Server.Requests.Count;
        Assert.Equal(DmErrorKind.InvalidRequest, (await room.FailAsync(null, new DmMedia { MediaKey = "3_1", Type = "photo", Url = url })).Kind);
        Assert.Equal(DmErrorKind.InvalidRequest, (await room.FailAsync(null, SaveTests.Video(url))).Kind);
        Assert.Equal(requests, room.Api.Server.Requests.Count);
    }

    [Fact]
    public async Task A_bearer_token_never_leaves_the_API_and_OAuth_1_0a_signs_for_X_alone()
    {
        await using var room = await SaveRoom.StartAsync();
        await using var files = await OtherServer.StartAsync(context => context.Response.Body.WriteAsync(Picture).AsTask());
        var (bearer, signed) = (new RedirectedHosts(room.Api.Server.BaseUri, files.BaseUri), new RedirectedHosts(room.Api.Server.BaseUri, files.BaseUri));
        using var first = await SaveTests.ConnectAsync(room, files, hosts: bearer);
        using var second = await SaveTests.ConnectAsync(room, files, OAuth1(room), signed);

        await SaveAsync(room, first, SaveTests.Video("https://video.twimg.com/1.mp4", "7_1"));
        await SaveAsync(room, second, SaveTests.Video("https://video.twimg.com/2.mp4", "7_2"));
        await SaveAsync(room, second, new DmMedia { MediaKey = "3_3", Type = "photo", Url = "https://ton.twitter.com/1.1/ton/data/dm/1/2/3.jpg" });

        Assert.Equal([("https://video.twimg.com/1.mp4", null)], bearer.Sent);
        Assert.Equal([("https://video.twimg.com/2.mp4", "OAuth"), ("https://ton.twitter.com/1.1/ton/data/dm/1/2/3.jpg", "OAuth")], signed.Sent);
    }

    [Theory]
    [InlineData("https://pbs.twimg.com/moved", null)]
    [InlineData("/moved", "OAuth")]
    public async Task After_a_redirect_to_another_host_there_are_no_credentials(string location, string? authorization)
    {
        await using var room = await SaveRoom.StartAsync();
        await using var files = await OtherServer.StartAsync(context => RedirectOnceAsync(context, location));
        var hosts = new RedirectedHosts(room.Api.Server.BaseUri, files.BaseUri);
        using var connection = await SaveTests.ConnectAsync(room, files, OAuth1(room), hosts);

        await SaveAsync(room, connection, SaveTests.Video("https://video.twimg.com/1.mp4"));

        Assert.Equal([("https://video.twimg.com/1.mp4", "OAuth"), (new Uri(new Uri("https://video.twimg.com/"), location).AbsoluteUri, authorization)], hosts.Sent);
    }

    [Theory]
    [InlineData("https://evil.example/a")]
    [InlineData("http://video.twimg.com/a")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_elsewhere_is_not_followed(string location)
    {
        await using var room = await SaveRoom.StartAsync();
        await using var files = await OtherServer.StartAsync(context => RedirectOnceAsync(context, location));
        var hosts = new RedirectedHosts(room.Api.Server.BaseUri, files.BaseUri);
        using var connection = await SaveTests.ConnectAsync(room, files, OAuth1(room), hosts);
        using var saver = room.CreateSaver(connection: connection);

        var error = await room.FailAsync(null, SaveTests.Video("https://video.twimg.com/1.mp4"), saver);

        Assert.Equal((DmErrorKind.Protocol, false), (error.Kind, saver.EndsRun(error)));
        Assert.Contains("not one of X's addresses", error.Message, StringComparison.Ordinal);
        Assert.Single(hosts.Sent);
        Assert.Empty(room.Files);
    }

    [Theory]
    [InlineData("https://xn--ab%C3%A9c/a")]
    [InlineData("http://[")]
    [InlineData(null)]
    public async Task A_redirect_without_a_valid_address_is_an_error_about_the_attachment(string? location)
    {
        await using var room = await SaveRoom.StartAsync();
        await using var files = await OtherServer.StartAsync(context =>
        {
            context.Response.StatusCode = 301;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });
        using var connection = await SaveTests.ConnectAsync(room, files);
        using var saver = room.CreateSaver(connection: connection);

        var error = await room.FailAsync(null, SaveTests.Video("https://video.twimg.com/1.mp4"), saver);

        Assert.Equal((DmErrorKind.Protocol, false), (error.Kind, saver.EndsRun(error)));
        Assert.Contains("is a redirect", error.Message, StringComparison.Ordinal);
        Assert.Empty(room.Files);
    }

    [Fact]
    public async Task Redirects_end_after_a_few()
    {
        await using var room = await SaveRoom.StartAsync();
        await using var files = await OtherServer.StartAsync(context =>
        {
            context.Response.Redirect("https://video.twimg.com/again");
            return Task.CompletedTask;
        });
        var hosts = new RedirectedHosts(room.Api.Server.BaseUri, files.BaseUri);
        using var connection = await SaveTests.ConnectAsync(room, files, hosts: hosts);
        using var saver = room.CreateSaver(connection: connection);
        Assert.Contains("after 5 others", (await room.FailAsync(null, SaveTests.Video("https://video.twimg.com/1.mp4"), saver)).Message, StringComparison.Ordinal);
        Assert.Equal(6, hosts.Sent.Count);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    public async Task What_a_server_for_files_refuses_to_a_bearer_token_is_not_about_the_account(int status)
    {
        await using var room = await SaveRoom.StartAsync();
        await using var files = await OtherServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("{}");
        });
        using var connection = await SaveTests.ConnectAsync(room, files);
        using var saver = room.CreateSaver(connection: connection);
        var error = await room.FailAsync(null, SaveTests.Video("https://video.twimg.com/1.mp4"), saver);
        Assert.Equal((DmErrorKind.Permission, false), (error.Kind, saver.EndsRun(error)));
    }

    [Theory]
    [InlineData("../../../etc/cron.d/x")]
    [InlineData("..\\..\\windows\\x")]
    [InlineData("/etc/passwd")]
    [InlineData("a\0b")]
    [InlineData("C:\\x")]
    [InlineData("\u202Egpj.exe")]
    [InlineData("")]
    [InlineData(".")]
    public async Task Names_from_outside_stay_in_the_folder(string key)
    {
        await using var room = await SaveRoom.StartAsync();
        await using var files = await OtherServer.StartAsync(context => context.Response.Body.WriteAsync(Picture).AsTask());
        using var connection = await SaveTests.ConnectAsync(room, files);
        using var saver = room.CreateSaver(connection: connection);

        var saved = await room.SaveAsync(
            new DmEvent { Id = key, Media = new([SaveTests.Video("https://video.twimg.com/x.exe?a=b.html", key)]) },
            SaveTests.Video("https://video.twimg.com/x.exe?a=b.html", key),
            saver);

        Assert.Equal(room.Folder, Path.GetDirectoryName(saved.Path));
        Assert.Matches("^[A-Za-z0-9_-]+\\.jpg$", Path.GetFileName(saved.Path));
    }

    private static OAuth1Credential OAuth1(SaveRoom room) => new(
        SandboxCredentials.ConsumerKey, SandboxCredentials.ConsumerSecret, SandboxCredentials.AccessToken, SandboxCredentials.AccessTokenSecret, room.Api.Clock);

    private static async Task SaveAsync(SaveRoom room, DmConnection connection, DmMedia media)
    {
        using var saver = room.CreateSaver(connection: connection);
        Assert.True(File.Exists((await room.SaveAsync(null, media, saver)).Path));
    }

    private static Task RedirectOnceAsync(HttpContext context, string location)
    {
        if (!context.Request.Path.Value!.EndsWith("1.mp4", StringComparison.Ordinal))
            return context.Response.Body.WriteAsync(Picture).AsTask();
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
