using System.Globalization;

namespace TwitterDm.Media;

/// <summary>Formats the sizes of files.</summary>
internal static class ByteCount
{
    public const long Mebibyte = 1024 * 1024;

    /// <summary>A size in MiB with one decimal and without the unit, such as <c>12.4</c>.</summary>
    public static string InMebibytes(long bytes) => ((double)bytes / Mebibyte).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A size to the byte, such as <c>5,242,881 bytes</c>.</summary>
    public static string Exactly(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes");
}
