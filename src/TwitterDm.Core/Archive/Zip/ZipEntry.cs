using System.Runtime.InteropServices;

namespace TwitterDm.Archive.Zip;

/// <summary>An entry of a zip file, as the file's directory describes it.</summary>
/// <param name="Name">Its path in the zip file (untrusted input): it is compared, and never used as a path.</param>
/// <param name="IsEncrypted">Whether it needs a password.</param>
/// <param name="Method">How it is compressed.</param>
/// <param name="Crc">The checksum of its content.</param>
/// <param name="CompressedSize">Its compressed size.</param>
/// <param name="Size">Its size.</param>
/// <param name="HeaderOffset">Where its header is.</param>
/// <param name="DirectoryOffset">Where the directory describes it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ZipEntry(
    string Name,
    bool IsEncrypted,
    int Method,
    uint Crc,
    long CompressedSize,
    long Size,
    long HeaderOffset,
    long DirectoryOffset)
{
    public const int Stored = 0;
    public const int Deflated = 8;
}
