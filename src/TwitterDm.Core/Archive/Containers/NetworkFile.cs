using TwitterDm.Storage;

namespace TwitterDm.Archive.Containers;

/// <summary>
/// A file of an unpacked archive on a network share. Its path alone is not trusted, because a copy of an event could name any computer.
/// </summary>
internal sealed class NetworkFile : IMediaOrigin
{
    private readonly string _path;

    private NetworkFile(string path) => _path = path;

    /// <inheritdoc/>
    public long? Length => null;

    /// <summary>How to read the file, if its path is not enough; null for a file of this computer.</summary>
    public static NetworkFile? OriginOf(string path) => LocalPaths.IsLocal(path) ? null : new(path);

    /// <inheritdoc/>
    public Stream Open() => new FileStream(RegularFile.OpenHandle(_path), FileAccess.Read, bufferSize: 0);
}
