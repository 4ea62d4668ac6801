using Microsoft.Win32.SafeHandles;

namespace TwitterDm.Archive.Containers;

/// <summary>A file of an archive that contains messages.</summary>
/// <param name="Name">Its name in the data folder.</param>
/// <param name="IsGroup">Whether its conversations are groups; null if its name does not say.</param>
internal sealed record DataFile(string Name, bool? IsGroup);

/// <summary>A data file that is open.</summary>
/// <param name="Content">Its content, from the beginning.</param>
/// <param name="Length">Its length, for the progress.</param>
/// <param name="Handle">The file itself, if its content can be read again from there; null for compressed content.</param>
internal sealed record OpenDataFile(Stream Content, long Length, SafeFileHandle? Handle) : IDisposable
{
    // The handle belongs to who reads from there later.
    public void Dispose() => Content.Dispose();
}
