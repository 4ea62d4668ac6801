namespace TwitterDm.Storage;

/// <summary>Options for a new file that only its owner can read.</summary>
internal static class NewFile
{
    /// <summary>Restricts a new file to its owner from the first moment; on Windows the folder's access list decides.</summary>
    /// <param name="how">Options that create a file.</param>
    /// <returns>The same options.</returns>
    public static FileStreamOptions ForOwnerOnly(this FileStreamOptions how)
    {
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return how;
    }
}
