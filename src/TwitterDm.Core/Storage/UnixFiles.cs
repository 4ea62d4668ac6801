using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace TwitterDm.Storage;

/// <summary>What .NET does not provide for files on Unix: their owner, and flushing a rename to the disk.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixFiles
{
    // <fcntl.h> and <linux/stat.h>. Unlike stat, statx has the same layout on every Linux.
    private const int CurrentFolder = -100;
    private const uint WantOwner = 0x8;
    private const int SizeOfStatx = 256;
    private const int OffsetOfOwner = 20;

    /// <summary>Whether a folder belongs to the user that this process runs as.</summary>
    public static bool IsMine(string folder) => OperatingSystem.IsLinux() ? OwnerOf(folder) is not { } owner || owner == geteuid() : MayChangeMode(folder);

    /// <summary>Makes a rename in a folder survive a power failure, where the file system supports it.</summary>
    public static void Flush(string folder)
    {
        var handle = open(Path(folder), 0);
        if (handle < 0)
            return;
        _ = fsync(handle);
        _ = close(handle);
    }

    private static uint? OwnerOf(string folder)
    {
        var buffer = new byte[SizeOfStatx];
        try
        {
            return statx(CurrentFolder, Path(folder), 0, WantOwner, buffer) == 0
                ? BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(OffsetOfOwner))
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return MayChangeMode(folder) ? null : uint.MaxValue;
        }
    }

    // Only the owner may change a mode (or root, which this cannot distinguish).
    private static bool MayChangeMode(string folder)
    {
        try
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder));
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static byte[] Path(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] result);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int handle);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int handle);
}
