using System.Collections.Concurrent;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Uploads;

/// <summary>The uploads of all accounts. To everyone but its owner an upload is not there.</summary>
internal sealed class UploadBook(SandboxOptions options, IdMint ids)
{
    private readonly ConcurrentDictionary<string, Upload> _uploads = new(StringComparer.Ordinal);

    public Upload Start(Person owner, UploadPlan plan)
    {
        var upload = new Upload(ids.Next(), owner, plan, options);
        _uploads[upload.IdText] = upload;
        return upload;
    }

    /// <summary>An upload that is not over yet; null where there is none.</summary>
    public Upload? FindOpen(Person owner, string id) => Find(owner, id) is { IsExpired: false } upload ? upload : null;

    /// <summary>An upload of whatever age.</summary>
    public Upload? Find(Person owner, string id) => _uploads.TryGetValue(id, out var upload) && upload.Owner == owner ? upload : null;
}
