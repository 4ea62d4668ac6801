using TwitterDm.Auth;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Media;

/// <summary>A sandbox on a port, a connection to it, and a folder for attachments.</summary>
internal sealed class SaveRoom : IAsyncDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private SaveRoom(TestApi api) => Api = api;

    public TestApi Api { get; }

    public string Folder => Path.Combine(_temporary.Root, "attachments");

    public string Root => _temporary.Root;

    public FaultPlan Faults => Api.Server.Faults;

    /// <summary>The names of all files, in order.</summary>
    public IReadOnlyList<string> Files
        => Directory.Exists(Folder)
            ? [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>
    /// Whether the folder has one file, with at least so many bytes. It gets another name when the response has a tag, also while this
    /// looks at it.
    /// </summary>
    public bool HasFileOf(long? length) => Files is [var name] && new FileInfo(Path.Combine(Folder, name)) is { Exists: true } file && file.Length >= length;

    public static async Task<SaveRoom> StartAsync(DmCredential? credential = null, int events = 200)
        => new(await TestApi.StartAsync(new SandboxOptions { EventCount = events }, credential));

    public static async Task<SaveRoom> StartChatAsync() => new(await TestApi.StartChatAsync(new SandboxOptions { EventCount = 0 }));

    public DmMediaSaver CreateSaver(
        DmMediaVariantChoice variant = DmMediaVariantChoice.Best,
        bool overwrite = false,
        string? folder = null,
        DmConnection? connection = null) =>
        new(
            connection ?? Api.Connection,
            new()
            {
                Destination = folder ?? Folder,
                Variant = variant,
                Overwrite = overwrite,
            },
            new() { Notices = Api.Notices });

    public async Task<DmSavedMedia> SaveAsync(DmEvent? item, DmMedia media, DmMediaSaver? saver = null)
    {
        using var own = saver is null ? CreateSaver() : null;
        return await Api.Clock.RunAsync((saver ?? own!).SaveAsync(item, media));
    }

    public Task<DmException> FailAsync(DmEvent? item, DmMedia media, DmMediaSaver? saver = null) => Assert.ThrowsAsync<DmException>(() => SaveAsync(item, media, saver));

    /// <summary>The events that have attachments.</summary>
    public async Task<IReadOnlyList<DmEvent>> AttachmentsAsync(string? type = null)
        => [.. (await Api.ListAsync()).Where(item => item.Media.Count > 0 && (type is null || item.Media[0].Type == type))];

    /// <summary>A photo that is larger than the others, with its event.</summary>
    public async Task<(DmEvent Event, DmMedia Media, byte[] Content)> LargePhotoAsync()
    {
        foreach (var item in await AttachmentsAsync("photo"))
        {
            var content = await DownloadAsync(item.Media[0]);
            if (content.Length > 500_000)
                return (item, item.Media[0], content);
        }

        throw new InvalidOperationException("There is no large photo.");
    }

    /// <summary>A photo by a client of its own.</summary>
    public async Task<byte[]> DownloadAsync(DmMedia photo)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", SandboxCredentials.UserToken);
        return await http.GetByteArrayAsync(new Uri(Api.Server.BaseUri, ApiPath(photo)));
    }

    public static string ApiPath(DmMedia photo) => "/2/dm_conversations/media/" + string.Join('/', photo.Url!.Split('/')[^3..]);

    /// <summary>The requests for files.</summary>
    public IReadOnlyList<RecordedRequest> Downloads => [.. Api.Server.Requests.Where(IsDownload)];

    public static bool IsDownload(RecordedRequest request)
        => request.PathAndQuery.Contains("/media/", StringComparison.Ordinal)
        || request.PathAndQuery.StartsWith("/dm_", StringComparison.Ordinal)
        || request.PathAndQuery.StartsWith("/1.1/ton", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        _temporary.Dispose();
    }
}
