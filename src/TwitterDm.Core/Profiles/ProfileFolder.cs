using TwitterDm.Storage;

namespace TwitterDm.Profiles;

/// <summary>
/// The folder of the saved profiles. Other users must not be able to put anything into it: the protection of its files (their mode, a
/// rename instead of a write, no links) works only inside a folder that is ours.
/// </summary>
internal sealed class ProfileFolder
{
    /// <summary>The environment variable with the full path of another folder.</summary>
    public const string Variable = "TWITTERDM_PROFILE_PATH";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>The folder at a path; by default, that of <see cref="Variable"/> or, if it is not set, the platform's.</summary>
    /// <exception cref="DmException">The path is not a full path, or there is no home folder.</exception>
    public ProfileFolder(string? path = null)
    {
        var given = path ?? Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(given) && !System.IO.Path.IsPathFullyQualified(given))
        {
            throw DmException.BadInput(
                $"'{TwitterDm.Text.VisibleText.Of(given, 200)}' is not a full path.",
                $"Set {Variable} to the full path of a folder.",
                given);
        }

        Path = string.IsNullOrEmpty(given) ? Default() : System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(given));
    }

    public string Path { get; }

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Whether the folder exists, and is safe.</summary>
    /// <exception cref="DmException">It exists and is not safe.</exception>
    public bool Exists()
    {
        var info = new DirectoryInfo(Path);
        if (info.LinkTarget is not null)
        {
            throw ProfileErrors.UnsafeFolder(
                Path,
                "it is a link",
                $"Set {Variable} to the folder itself, or replace the link with a folder.");
        }

        if (System.IO.File.Exists(Path))
            throw ProfileErrors.UnsafeFolder(Path, "it is a file", $"Remove the file, or set {Variable} to another folder.");
        if (!info.Exists)
            return false;
        if (!OperatingSystem.IsWindows())
            CheckOnUnix();
        return true;
    }

    /// <summary>Creates the folder, accessible to its owner only from the first moment, or checks the existing one.</summary>
    public void Ensure()
    {
        if (Exists())
            return;
        try
        {
            // On Windows the parent is the user's own folder, whose access list is inherited.
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(Path);
            else
                Directory.CreateDirectory(Path, OwnerOnly);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ProfileErrors.Unwritable(Path, exception);
        }

        // Another process may have created it.
        Exists();
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private void CheckOnUnix()
    {
        if (!UnixFiles.IsMine(Path))
        {
            throw ProfileErrors.UnsafeFolder(
                Path,
                "it belongs to another user, who could read or change them",
                $"Set {Variable} to a folder of your own.");
        }

        if ((System.IO.File.GetUnixFileMode(Path) & OthersWrite) != UnixFileMode.None)
            throw ProfileErrors.UnsafeFolder(Path, "other users can write to it", $"Remove that permission: chmod 700 '{Path}'.");
    }

    // %LOCALAPPDATA%, ~/Library/Application Support, $XDG_DATA_HOME or ~/.local/share.
    private static string Default()
    {
        var parent = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return string.IsNullOrEmpty(parent)
            ? throw DmException.BadInput("There is no home folder to save sign-ins in.", $"Set {Variable} to the full path of a folder.")
            : System.IO.Path.Combine(parent, OperatingSystem.IsLinux() ? "twitterdm" : "TwitterDm");
    }
}
