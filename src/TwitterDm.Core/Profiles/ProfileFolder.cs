using TwitterDm.Storage;

namespace TwitterDm.Profiles;

/// <summary>
/// The folder of the saved profiles. Others must not be able to put anything into it: all that is said about its files (their mode, one
/// rename instead of a write, no links) holds only inside a folder that is ours.
/// </summary>
internal sealed class ProfileFolder
{
    /// <summary>Names another folder, by its full path.</summary>
    public const string Variable = "TWITTERDM_PROFILE_PATH";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>The folder of a path; without one that of <see cref="Variable"/>, else the platform's.</summary>
    /// <exception cref="DmException">The path is not a full one, or there is no home to have a folder in.</exception>
    public ProfileFolder(string? path = null)
    {
        var given = path ?? Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(given) && !System.IO.Path.IsPathFullyQualified(given))
            throw DmException.BadInput($"'{TwitterDm.Text.VisibleText.Of(given, 200)}' is no full path.", $"Give {Variable} the full path of a folder.", given);
        Path = string.IsNullOrEmpty(given) ? Default() : System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(given));
    }

    public string Path { get; }

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Whether the folder is there, and safe.</summary>
    /// <exception cref="DmException">It is there and is not safe.</exception>
    public bool Exists()
    {
        var info = new DirectoryInfo(Path);
        if (info.LinkTarget is not null)
            throw ProfileErrors.UnsafeFolder(Path, "it is a link", $"Give the folder itself by {Variable}, or make it a folder.");
        if (System.IO.File.Exists(Path))
            throw ProfileErrors.UnsafeFolder(Path, "it is a file", $"Remove the file, or give another folder by {Variable}.");
        if (!info.Exists)
            return false;
        if (!OperatingSystem.IsWindows())
            CheckOnUnix();
        return true;
    }

    /// <summary>Makes the folder, for its owner only from the first moment, or checks the one that is there.</summary>
    public void Ensure()
    {
        if (Exists())
            return;
        try
        {
            // What Windows has above it is the user's own folder, whose rights are inherited.
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(Path);
            else
                Directory.CreateDirectory(Path, OwnerOnly);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ProfileErrors.Unwritable(Path, exception);
        }

        // Somebody may have been faster.
        Exists();
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private void CheckOnUnix()
    {
        if (!UnixFiles.IsMine(Path))
            throw ProfileErrors.UnsafeFolder(Path, "it belongs to another user, who could read or change them", $"Give a folder of your own by {Variable}.");
        if ((System.IO.File.GetUnixFileMode(Path) & OthersWrite) != UnixFileMode.None)
            throw ProfileErrors.UnsafeFolder(Path, "others may write into it", $"Take that right away: chmod 700 '{Path}'.");
    }

    // %LOCALAPPDATA%, ~/Library/Application Support, $XDG_DATA_HOME or ~/.local/share.
    private static string Default()
    {
        var parent = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return string.IsNullOrEmpty(parent)
            ? throw DmException.BadInput("There is no home folder to keep sign-ins in.", $"Give the full path of a folder by {Variable}.")
            : System.IO.Path.Combine(parent, OperatingSystem.IsLinux() ? "twitterdm" : "TwitterDm");
    }
}
