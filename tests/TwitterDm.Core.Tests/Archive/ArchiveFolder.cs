using TwitterDm.Archive;
using TwitterDm.Archive.Zip;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;

namespace TwitterDm.Core.Tests.Archive;

/// <summary>A folder for archives, which is deleted at the end, and how tests read an archive.</summary>
internal sealed class ArchiveFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("TwitterDm.Archive.");

    public NoticeRecorder Notices { get; } = new();

    public DmListingReport? Report { get; private set; }

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public Task<List<DmEvent>> ReadAsync(string path, CancellationToken cancellationToken = default)
        => ReadAsync(new DmArchiveQuery { Path = path }, cancellationToken: cancellationToken);

    public async Task<List<DmEvent>> ReadAsync(
        DmArchiveQuery query,
        ArchiveLimits? limits = null,
        INoticeSink? notices = null,
        CancellationToken cancellationToken = default)
    {
        var reader = new DmArchiveReader(query, notices ?? Notices, null, limits ?? ArchiveLimits.Default);
        var events = new List<DmEvent>();
        try
        {
            await foreach (var item in reader.WithCancellation(cancellationToken))
                events.Add(item);
        }
        finally
        {
            Report = reader.Report;
        }

        return events;
    }

    /// <summary>The errors of saving attachments, none of which can be saved.</summary>
    public async Task<DmException[]> SaveErrorsAsync(IEnumerable<DmEvent> events)
    {
        using var saver = new DmMediaSaver(null, new() { Destination = this["saved"] });
        var errors = new List<DmException>();
        foreach (var media in events.SelectMany(item => item.Media))
            errors.Add(await Assert.ThrowsAsync<DmException>(() => saver.SaveAsync(null, media)));
        Assert.NotEmpty(errors);
        return [.. errors];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
