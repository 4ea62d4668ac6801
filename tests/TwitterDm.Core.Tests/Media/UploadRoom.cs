using System.Text;
using System.Text.RegularExpressions;
using TwitterDm.Api;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Media;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Testing;
using TwitterDm.Usage;

namespace TwitterDm.Core.Tests.Media;

/// <summary>A sandbox on a port, a connection to it, a folder for files, and the recorded steps of the uploads.</summary>
internal sealed partial class UploadRoom : IAsyncDisposable
{
    public const int SegmentLength = 4 * 1024 * 1024;

    private readonly TemporaryFolder _folder = new();

    private UploadRoom(TestApi api) => Api = api;

    public TestApi Api { get; }

    public FaultPlan Faults => Api.Server.Faults;

    public IReadOnlyList<RecordedRequest> Requests
        => [.. Api.Server.Requests.Where(request => request.PathAndQuery.StartsWith("/2/media/upload", StringComparison.Ordinal))];

    /// <summary>
    /// The requests of uploads in their order, in short: <c>initialize</c>, <c>append 0</c>, <c>finalize</c>, <c>status</c>.
    /// </summary>
    public IReadOnlyList<string> Steps => [.. Requests.Select(StepOf)];

    public static async Task<UploadRoom> StartAsync(SandboxOptions? options = null, DmCredential? credential = null)
        => new(await TestApi.StartAsync(options ?? new SandboxOptions { EventCount = 5 }, credential));

    public string PathOf(string name) => Path.Combine(_folder.Root, name);

    public MediaFile Write(string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return MediaFile.Inspect(PathOf(name));
    }

    /// <summary>A video of any length, with random bytes.</summary>
    public MediaFile WriteVideo(int length)
    {
        var content = new byte[length];
        new Random(1).NextBytes(content);
        SampleMedia.Mp4.CopyTo(content, 0);
        return Write("video.mp4", content);
    }

    /// <summary>Completes an upload while the clock advances.</summary>
    public Task<string> UploadAsync(MediaFile file, bool shared = false, INoticeSink? notices = null, CancellationToken cancellationToken = default)
        => Api.Clock.RunAsync(BeginUploadAsync(file, shared, notices, cancellationToken));

    public async Task<DmException> FailToUploadAsync(MediaFile file, INoticeSink? notices = null)
        => await Assert.ThrowsAsync<DmException>(() => UploadAsync(file, notices: notices));

    /// <summary>Starts an upload; the caller advances the clock.</summary>
    public Task<string> BeginUploadAsync(MediaFile file, bool shared = false, INoticeSink? notices = null, CancellationToken cancellationToken = default)
    {
        var operation = new Operation(new DmCallOptions { Notices = notices ?? Api.Notices });
        return Api.Connection.Media.GetMediaIdAsync(Api.Connection.CreateApiClient(operation), file, shared, cancellationToken);
    }

    /// <summary>Sends a message with only the attachment.</summary>
    public Task<WireSentMessage> SendAsync(string mediaId)
    {
        var message = new WireOutgoingMessage { Attachments = [new WireOutgoingAttachment { MediaId = mediaId }] };
        return Api.Clock.RunAsync(
            Api.Connection.CreateApiClient(new Operation(DmCallOptions.Default))
                .PostMessageToUserAsync("12", message, observer: null, CancellationToken.None));
    }

    /// <summary>Waits, in real time, for a number of upload requests.</summary>
    public Task WaitForRequestsAsync(int count) => Bounds.UntilAsync(() => Requests.Count >= count);

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        _folder.Dispose();
    }

    public static string TextOf(RecordedRequest request) => Encoding.Latin1.GetString(request.Body.Span);

    private static string StepOf(RecordedRequest request)
    {
        if (request.Method == "GET")
            return "status";
        var step = request.PathAndQuery[(request.PathAndQuery.LastIndexOf('/') + 1)..];
        return step == "append"
            ? $"append {SegmentIndex().Match(TextOf(request)).Groups["index"].Value}{(TextOf(request).StartsWith('{') ? " json" : string.Empty)}"
            : step;
    }

    [GeneratedRegex("segment_index\"(?:\r\n\r\n|:)(?<index>\\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SegmentIndex();
}
