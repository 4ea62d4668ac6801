using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Media;

/// <summary>Downloads that fail, are interrupted, or bring something else.</summary>
public sealed class SaveFaultTests
{
    [Fact]
    public async Task A_download_that_is_cut_goes_on_where_it_was()
    {
        await using var room = await SaveRoom.StartAsync();
        var (item, photo, content) = await room.LargePhotoAsync();
        room.Faults.When(SaveRoom.IsDownload, Fault.CutBody, times: 3);

        var saved = await room.SaveAsync(item, photo);

        Assert.Equal(content, await File.ReadAllBytesAsync(saved.Path));
        Assert.Equal([Path.GetFileName(saved.Path)], room.Files);
        var ranges = room.Downloads.TakeLast(4).Select(request => request.Headers.GetValueOrDefault("Range")).ToArray();
        Assert.Null(ranges[0]);
        Assert.All(ranges[1..], range => Assert.Matches("^bytes=[1-9][0-9]+-$", range));
        Assert.Distinct(ranges);
        Assert.Contains(room.Api.Notices.Verbose, text =>
            text.Contains("was interrupted after", StringComparison.Ordinal) && text.Contains("Continuing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_was_stopped_leaves_a_part_and_the_next_one_goes_on()
    {
        await using var room = await SaveRoom.StartAsync();
        var (item, photo, content) = await room.LargePhotoAsync();
        room.Faults.When(SaveRoom.IsDownload, Fault.SlowBody(TimeSpan.FromMinutes(10)));
        using (var stop = new CancellationTokenSource())
        using (var saver = room.CreateSaver())
        {
            var running = saver.SaveAsync(item, photo, stop.Token);
            await Bounds.UntilAsync(() => room.HasFileOf(content.Length / 2));
            var start = Environment.TickCount64;
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
            Assert.InRange(Environment.TickCount64 - start, 0, 1000);
        }

        Assert.EndsWith(".part", Assert.Single(room.Files), StringComparison.Ordinal);
        var saved = await room.SaveAsync(item, photo);
        Assert.Equal(content, await File.ReadAllBytesAsync(saved.Path));
        Assert.Equal($"bytes={content.Length / 2}-", room.Downloads[^1].Headers["Range"]);
        Assert.Equal([Path.GetFileName(saved.Path)], room.Files);
    }

    [Fact]
    public async Task A_part_of_another_version_is_not_continued()
    {
        await using var room = await SaveRoom.StartAsync();
        var (item, photo, content) = await room.LargePhotoAsync();
        var part = await LeavePartAsync(room, item, photo, content.Length / 2);
        var renamed = string.Join('.', part.Split('.')[..^2]) + "." + Convert.ToHexString("another"u8).ToLowerInvariant() + ".part";
        File.Move(part, renamed);

        var saved = await room.SaveAsync(item, photo);

        Assert.Equal("\"another\"", room.Downloads[^1].Headers["If-Range"]);
        Assert.Equal(content, await File.ReadAllBytesAsync(saved.Path));
        Assert.Equal([Path.GetFileName(saved.Path)], room.Files);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_part_that_has_all_bytes_or_too_many_becomes_the_file(int more)
    {
        await using var room = await SaveRoom.StartAsync();
        var (item, photo, content) = await room.LargePhotoAsync();
        var part = await LeavePartAsync(room, item, photo, content.Length / 2);
        await File.WriteAllBytesAsync(part, [.. content, .. new byte[more]]);

        var saved = await room.SaveAsync(item, photo);

        Assert.Equal(content, await File.ReadAllBytesAsync(saved.Path));
        Assert.Equal([Path.GetFileName(saved.Path)], room.Files);
    }

    [Fact]
    public async Task A_download_that_stalls_is_continued()
    {
        await using var room = await SaveRoom.StartAsync();
        var (item, photo, content) = await room.LargePhotoAsync();
        room.Faults.When(SaveRoom.IsDownload, Fault.SlowBody(TimeSpan.FromMinutes(10)));
        using var saver = room.CreateSaver();

        var running = saver.SaveAsync(item, photo);
        await Bounds.UntilAsync(() => room.HasFileOf(content.Length / 2));
        room.Api.Clock.Advance(TimeSpan.FromSeconds(91));
        var saved = await room.Api.Clock.RunAsync(running);

        Assert.Equal(content, await File.ReadAllBytesAsync(saved.Path));
        Assert.Contains(room.Api.Notices.Verbose, text => text.Contains("nothing arrived within 90 seconds", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("status=404", DmErrorKind.NotFound, false)]
    [InlineData("status=410", DmErrorKind.NotFound, false)]
    [InlineData("status=403", DmErrorKind.Permission, false)]
    [InlineData("status=503", DmErrorKind.Service, false)]
    [InlineData("status=202", DmErrorKind.Protocol, false)]
    [InlineData("status=206", DmErrorKind.Protocol, false)]
    [InlineData("html", DmErrorKind.Protocol, false)]
    [InlineData("cut-gzip", DmErrorKind.Protocol, false)]
    [InlineData("refuse", DmErrorKind.Service, false)]
    [InlineData("no-credit", DmErrorKind.Credit, true)]
    [InlineData("locked", DmErrorKind.Permission, true)]
    [InlineData("status=401", DmErrorKind.Authentication, true)]
    [InlineData("429-cap", DmErrorKind.RateLimit, true)]
    public async Task A_failure_leaves_no_file_and_only_what_is_wrong_with_the_account_ends_the_run(string fault, DmErrorKind kind, bool endsRun)
    {
        await using var room = await SaveRoom.StartAsync();
        var photo = (await room.AttachmentsAsync("photo"))[0];
        room.Faults.When(SaveRoom.IsDownload, Fault.Parse(fault), times: 100);
        using var saver = room.CreateSaver();

        var error = await room.FailAsync(photo, photo.Media[0], saver);

        Assert.Equal((kind, endsRun), (error.Kind, saver.EndsRun(error)));
        Assert.Empty(room.Files);
        room.Faults.Reset();
        Assert.EndsWith(".jpg", (await room.SaveAsync(photo, photo.Media[0], saver)).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_429_is_waited_out()
    {
        await using var room = await SaveRoom.StartAsync();
        var photo = (await room.AttachmentsAsync("photo"))[0];
        room.Faults.When(SaveRoom.IsDownload, Fault.TooManyRequestsRetryAfter(TimeSpan.FromSeconds(20)));
        Assert.EndsWith(".jpg", (await room.SaveAsync(photo, photo.Media[0])).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_no_server_responds_any_more_the_run_ends()
    {
        await using var room = await SaveRoom.StartAsync();
        var photos = (await room.AttachmentsAsync("photo")).Take(9).ToArray();
        room.Faults.When(SaveRoom.IsDownload, Fault.Parse("status=503"), times: 1000);
        using var saver = room.CreateSaver();
        var ends = new List<bool>();
        foreach (var photo in photos)
            ends.Add(saver.EndsRun(await room.FailAsync(photo, photo.Media[0], saver)));
        Assert.Equal([false, false, false, false, false, false, false, true, true], ends);
    }

    [Theory]
    [InlineData(-1, "larger than 671,088,640 bytes")]
    [InlineData(10, "could not be reached|not complete")]
    public async Task A_length_that_lies_leaves_no_file(long length, string words)
    {
        await using var room = await SaveRoom.StartAsync();
        await using var files = await OtherServer.StartAsync(async context =>
        {
            context.Response.ContentLength = length < 0 ? 671_088_641 : length;
            await context.Response.Body.WriteAsync(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 });
            await context.Response.Body.FlushAsync();
            await Task.Delay(100);
            context.Abort();
        });
        using var connection = await SaveTests.ConnectAsync(room, files);
        using var saver = room.CreateSaver(connection: connection);

        var error = await room.FailAsync(null, SaveTests.Video("https://video.twimg.com/1.mp4"), saver);

        Assert.Matches(words, error.Message);
        Assert.Empty(room.Files);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("\"another\"", 0)]
    [InlineData("W/\"tag\"", 0)]
    [InlineData("\"tag\"", 77)]
    public async Task The_rest_of_what_may_be_another_version_is_not_appended(string? tag, int more)
    {
        await using var room = await SaveRoom.StartAsync();
        byte[] content = [.. SampleMedia.Mp4, .. Enumerable.Repeat((byte)7, 1000)];
        var requests = 0;
        await using var files = await OtherServer.StartAsync(async context =>
        {
            var number = Interlocked.Increment(ref requests);
            context.Response.Headers.ETag = number == 2 ? tag : "\"tag\"";
            if (number == 2)
            {
                context.Response.StatusCode = 206;
                context.Response.Headers.ContentRange = $"bytes 300-{content.Length + more - 1}/{content.Length + more}";
                await context.Response.Body.WriteAsync(new byte[content.Length + more - 300]);
                return;
            }

            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(number == 1 ? content.AsMemory(0, 300) : content);
            await context.Response.Body.FlushAsync();
            if (number == 1)
            {
                await Task.Delay(100);
                context.Abort();
            }
        });
        using var connection = await SaveTests.ConnectAsync(room, files);
        using var saver = room.CreateSaver(connection: connection);

        var saved = await room.SaveAsync(null, SaveTests.Video("https://video.twimg.com/1.mp4"), saver);

        Assert.Equal(content, await File.ReadAllBytesAsync(saved.Path));
        Assert.Equal(3, requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("MZ\u0090")]
    public async Task What_is_not_a_picture_or_a_video_is_not_saved(string content)
    {
        await using var room = await SaveRoom.StartAsync();
        await using var files = await OtherServer.StartAsync(context => context.Response.Body.WriteAsync(System.Text.Encoding.Latin1.GetBytes(content)).AsTask());
        using var connection = await SaveTests.ConnectAsync(room, files);
        using var saver = room.CreateSaver(connection: connection);

        Assert.Equal(DmErrorKind.Protocol, (await room.FailAsync(null, SaveTests.Video("https://video.twimg.com/1.mp4"), saver)).Kind);
        Assert.Empty(room.Files);
    }

    [Fact]
    public async Task A_destination_that_is_a_file_or_a_link_in_it_is_not_written_to()
    {
        await using var room = await SaveRoom.StartAsync();
        var photo = (await room.AttachmentsAsync("photo"))[0];
        await File.WriteAllTextAsync(room.Folder, "x");
        var error = await room.FailAsync(photo, photo.Media[0]);
        Assert.Equal((DmErrorKind.File, true), (error.Kind, error.IsWriteFailure));
        Assert.Contains("is not a folder", error.Message, StringComparison.Ordinal);
        Assert.Equal("x", await File.ReadAllTextAsync(room.Folder));

        File.Delete(room.Folder);
        var (item, large, content) = await room.LargePhotoAsync();
        var part = await LeavePartAsync(room, item, large, content.Length / 2);
        var victim = Path.Combine(room.Root, "victim");
        await File.WriteAllTextAsync(victim, "precious");
        File.Delete(part);
        File.CreateSymbolicLink(part, victim);
        Assert.Contains("is a link", (await room.FailAsync(item, large)).Message, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(victim));
    }

    [SmallDiskFact]
    public async Task A_disk_that_is_full_or_read_only_is_an_error_about_the_file()
    {
        await using var room = await SaveRoom.StartAsync();
        var (item, photo, content) = await room.LargePhotoAsync();
        using var disk = new SmallDisk(room.Folder);
        var full = await room.FailAsync(item, photo);
        Assert.Equal((DmErrorKind.File, true), (full.Kind, full.IsWriteFailure));
        // The second time, the part is opened by the file that was checked.
        foreach (var message in new[] { full.Message, (await room.FailAsync(item, photo)).Message })
            Assert.Matches("^'[^']+[.]part' cannot be written: [^']+[.]$", message);
        Assert.All(room.Files, name => Assert.EndsWith(".part", name, StringComparison.Ordinal));
        disk.SetReadOnly(true);
        var readOnly = await room.FailAsync(item, photo);
        Assert.Equal((DmErrorKind.File, true), (readOnly.Kind, readOnly.IsWriteFailure));
        Assert.Contains(room.Folder, readOnly.Message, StringComparison.Ordinal);
        Assert.NotEmpty(content);
        disk.SetReadOnly(false);
    }

    // The part of a download that was interrupted: what a killed process leaves, too.
    private static async Task<string> LeavePartAsync(SaveRoom room, DmEvent item, DmMedia photo, int length)
    {
        room.Faults.When(SaveRoom.IsDownload, Fault.SlowBody(TimeSpan.FromMinutes(10)));
        using var stop = new CancellationTokenSource();
        using var saver = room.CreateSaver();
        var running = saver.SaveAsync(item, photo, stop.Token);
        await Bounds.UntilAsync(() => room.HasFileOf(length));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        return Path.Combine(room.Folder, Assert.Single(room.Files));
    }
}
