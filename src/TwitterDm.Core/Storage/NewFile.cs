namespace TwitterDm.Storage;

/// <summary>How a file is made that nobody else is to read.</summary>
internal static class NewFile
{
    /// <summary>Gives a new file to its owner alone from its first moment; on Windows the folder's access list decides.</summary>
    /// <param name="how">Options that can make a file.</param>
    /// <returns>The same options.</returns>
    public static FileStreamOptions ForOwnerOnly(this FileStreamOptions how)
    {
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return how;
    }
}
