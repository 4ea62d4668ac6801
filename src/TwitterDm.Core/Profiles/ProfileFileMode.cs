namespace TwitterDm.Profiles;

/// <summary>
/// Who can read a profile's file. The mode of one that is not encrypted is all that protects it; a copy, a backup or a command can have
/// widened it.
/// </summary>
internal static class ProfileFileMode
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Whether the mode of a file and that of its folder let other users read or change it; never on Windows.</summary>
    public static bool IsOpen(string path)
    {
        if (OperatingSystem.IsWindows())
            return false;
        try
        {
            var (file, folder) = (File.GetUnixFileMode(path), File.GetUnixFileMode(Path.GetDirectoryName(path)!));
            return (Has(file, UnixFileMode.GroupRead | UnixFileMode.GroupWrite) && Has(folder, UnixFileMode.GroupExecute))
                || (Has(file, UnixFileMode.OtherRead | UnixFileMode.OtherWrite) && Has(folder, UnixFileMode.OtherExecute));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Reading the file reports what is wrong.
            return false;
        }
    }

    /// <summary>Makes a file accessible to its owner only.</summary>
    /// <returns>Whether it is now: the file may belong to another user, and not every file system has modes.</returns>
    public static bool TryClose(string path)
    {
        if (OperatingSystem.IsWindows())
            return true;
        try
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        return !IsOpen(path);
    }

    private static bool Has(UnixFileMode mode, UnixFileMode any) => (mode & any) != UnixFileMode.None;
}
