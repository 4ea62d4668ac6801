using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace TwitterDm.Storage;

/// <summary>What .NET does not provide for files on Windows.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsFiles
{
    private const int Disk = 1;

    /// <summary>Whether an open file is on a disk, rather than a pipe or a device.</summary>
    public static bool IsOnDisk(SafeFileHandle handle) => GetFileType(handle) == Disk;

    [DllImport("kernel32"), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetFileType(SafeFileHandle handle);
}
