using System.Collections.Concurrent;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Uploads;

/// <summary>The uploads of all accounts. Only its owner can continue an upload; additional owners can use it.</summary>
internal sealed class UploadStore(TimeProvider clock, TimeSpan processingTime, IdGenerator ids)
{
    private readonly ConcurrentDictionary<string, Upload> _uploads = new(StringComparer.Ordinal);

    public Upload Start(Person owner, UploadDeclaration declaration)
    {
        var upload = new Upload(ids.Next(), owner, declaration, clock, processingTime);
        _uploads[upload.IdText] = upload;
        return upload;
    }

    /// <summary>Finds an upload of an account that has not expired.</summary>
    public Upload? FindActive(Person owner, string id)
        => FindUsable(owner, id) is { IsExpired: false } upload && upload.Owner == owner ? upload : null;

    /// <summary>Finds what was uploaded, whoever did. Returns null if it was too large to be kept.</summary>
    public ReadOnlyMemory<byte>? FindContent(string id) => _uploads.TryGetValue(id, out var upload) ? upload.File?.Content : null;

    /// <summary>Finds an upload that an account can use as one of its owners, expired or not.</summary>
    public Upload? FindUsable(Person user, string id)
        => _uploads.TryGetValue(id, out var upload) && upload.CanBeUsedBy(user) ? upload : null;
}
