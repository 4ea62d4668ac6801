using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TwitterDm.Storage;

/// <summary>
/// What .NET does not provide for files on Unix: their owner, their type, opening without waiting, and flushing a rename to the disk.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixFiles
{
    // <fcntl.h> and <linux/stat.h>. Unlike stat, statx has the same layout on every Linux.
    private const int CurrentFolder = -100;
    private const uint WantOwner = 0x8;
    private const int SizeOfStatx = 256;
    private const int OffsetOfOwner = 20;
    private const int OffsetOfMode = 28;
    private const uint WantType = 0x1;
    private const int EmptyPath = 0x1000;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int Unknown = 0;

    // Not to wait for a pipe's other end, not to become the terminal's owner, and to close it in child processes.
    private static readonly int ReadFlags = OperatingSystem.IsMacOS() ? 0x4 | 0x20000 | 0x1000000 : 0x800 | 0x100 | 0x80000;
    private static readonly int ReadWriteFlags = ReadFlags | 2;

    /// <summary>Whether a folder belongs to the user that this process runs as.</summary>
    public static bool IsMine(string folder)
        => OperatingSystem.IsLinux() ? OwnerOf(folder) is not { } owner || owner == geteuid() : MayChangeMode(folder);

    /// <summary>Makes a rename in a folder survive a power failure, where the file system supports it.</summary>
    public static void Flush(string folder)
    {
        var handle = open(Path(folder), 0);
        if (handle < 0)
            return;
        _ = fsync(handle);
        _ = close(handle);
    }

    /// <summary>Opens an existing regular file without waiting for anything, to open it again at <see cref="PathOf"/>.</summary>
    /// <exception cref="IOException">It does not exist, is not a regular file, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static SafeFileHandle Probe(string path, bool isWrite)
    {
        // Opening some devices has effects, so what is certainly not a file is not opened at all.
        if (OperatingSystem.IsLinux())
            CheckType(ModeOf(CurrentFolder, path, 0));
        var handle = open(Path(path), isWrite ? ReadWriteFlags : ReadFlags);
        if (handle < 0)
            throw Error(Marshal.GetLastPInvokeError(), path);
        var file = new SafeFileHandle(handle, ownsHandle: true);
        try
        {
            CheckType(ModeOf(file));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A path that opens the same file, even if its own path has come to name another one; null where the system has none.
    /// </summary>
    public static string? PathOf(SafeFileHandle file)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"{(OperatingSystem.IsLinux() ? "/proc/self/fd" : "/dev/fd")}/{file.DangerousGetHandle()}");
        return File.Exists(path) ? path : null;
    }

    private static int ModeOf(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
            return ModeOf((int)file.DangerousGetHandle(), string.Empty, EmptyPath);
        // <sys/stat.h> of macOS: the mode is the second field.
        var buffer = new byte[SizeOfStatx];
        var result = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? fstat64(file, buffer) : fstat(file, buffer);
        return result == 0 ? BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(4)) : Unknown;
    }

    private static int ModeOf(int folder, string path, int flags)
    {
        var buffer = new byte[SizeOfStatx];
        try
        {
            return statx(folder, Path(path), flags, WantType, buffer) == 0
                ? BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(OffsetOfMode))
                : Unknown;
        }
        catch (EntryPointNotFoundException)
        {
            return Unknown;
        }
    }

    private static void CheckType(int mode)
    {
        var what = (mode & TypeMask) switch
        {
            Unknown or RegularType => null,
            0x4000 => NotRegularFileException.Folder,
            0x1000 => "a pipe",
            0xC000 => "a socket",
            _ => "a device",
        };
        if (what is not null)
            throw new NotRegularFileException(what);
    }

    private static Exception Error(int error, string path) => error switch
    {
        2 => new FileNotFoundException($"Could not find file '{path}'.", path),
        20 => new DirectoryNotFoundException($"Could not find a part of the path '{path}'."),
        1 or 13 or 30 => new UnauthorizedAccessException($"Access to the path '{path}' is denied."),
        6 => new NotRegularFileException("a socket or a device"),
        21 => new NotRegularFileException(NotRegularFileException.Folder),
        _ => new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'", error),
    };

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
    private static extern int fstat(SafeFileHandle handle, [Out] byte[] result);

    [DllImport("libc", EntryPoint = "fstat$INODE64"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fstat64(SafeFileHandle handle, [Out] byte[] result);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int handle);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int handle);
}
