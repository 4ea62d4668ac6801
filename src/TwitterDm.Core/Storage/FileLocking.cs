namespace TwitterDm.Storage;

/// <summary>Distinguishes a file that another process has open from one that cannot be used.</summary>
internal static class FileLocking
{
    /// <summary>Whether a file could not be opened only because another process or thread has it open.</summary>
    /// <param name="failure">The exception that was thrown when opening it.</param>
    /// <remarks>
    /// Linux and macOS report EWOULDBLOCK; Windows a sharing or lock violation, and denied access while the last holder's file goes away.
    /// </remarks>
    public static bool IsHeld(Exception failure) => OperatingSystem.IsWindows()
        ? failure is UnauthorizedAccessException || (failure.HResult & 0xFFFF) is 0x20 or 0x21
        : failure is IOException && failure.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);
}
