namespace TwitterDm.Storage;

/// <summary>
/// Paths that come with data: opening one of another computer would tell that computer who reads it, and on Windows send it a proof of the
/// password.
/// </summary>
internal static class LocalPaths
{
    private const string File = "file:";

    /// <summary>Whether a path is one of this computer's: neither of the network, nor a device, nor a URL.</summary>
    public static bool IsLocal(string path)
        => path.Length > 0
        && !path.Contains('\0', StringComparison.Ordinal)
        && !(path.Length > 1 && path[0] is '\\' or '/' && path[1] is '\\' or '/')
        && !path.StartsWith(File, StringComparison.OrdinalIgnoreCase)
        && !path.Contains("://", StringComparison.Ordinal);
}
