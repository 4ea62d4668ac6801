using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>
/// Resolves a path as PowerShell does; accepts the file system only, since PowerShell has other drives, such as <c>Env:</c>.
/// </summary>
internal static class FileSystemPath
{
    private const string Provider = "FileSystem";

    /// <summary>The full path; the file need not exist.</summary>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.File"/>: the path is on another kind of drive, or on a drive that does not exist.
    /// </exception>
    public static string Of(string path, PathIntrinsics paths)
        => Of(path, paths, "Give the path of a file, such as ./name or C:\\folder\\name.");

    /// <summary>The full path of a folder, which need not exist.</summary>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.File"/>: the path is on another kind of drive, or on a drive that does not exist.
    /// </exception>
    public static string OfFolder(string path, PathIntrinsics paths)
        => Of(path, paths, "Give the path of a folder, such as ./name or C:\\folder\\name.");

    private static string Of(string path, PathIntrinsics paths, string action)
    {
        if (path.AsSpan().IndexOfAny(System.IO.Path.GetInvalidPathChars()) is var at and >= 0)
            throw NotFile(path, FormattableString.Invariant($"it contains the character U+{(int)path[at]:X4}"), action);
        try
        {
            var full = paths.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (!string.Equals(provider.Name, Provider, StringComparison.OrdinalIgnoreCase))
                throw NotFile(path, $"it belongs to PowerShell's provider {provider.Name}", action);
            // PowerShell leaves the paths of Windows' network shares as they are, and elsewhere they would be relative to the folder of the
            // process.
            return System.IO.Path.IsPathFullyQualified(full)
                ? full
                : throw NotFile(path, "only Windows has paths of this form", $"{action} To use a network share, mount it.");
        }
        catch (Exception exception) when (exception is SessionStateException or ArgumentException or NotSupportedException)
        {
            throw NotFile(path, VisibleText.Of(exception.Message, 200).TrimEnd('.'), action, exception);
        }
    }

    /// <summary>The full path of the one file that a path with wildcards names; a path without wildcards need not exist.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: it names no file, or several.</exception>
    public static string OfOne(string path, SessionState session)
    {
        if (IsLiteral(path, session))
            return Of(path, session.Path);
        var found = Matches(path, session);
        return found is [var one]
            ? one
            : throw new DmException(
                DmErrorKind.File,
                found.Length == 0
                    ? $"No file matches '{VisibleText.Of(path, 200)}'."
                    : $"{found.Length} files match '{VisibleText.Of(path, 200)}', and a message has one attachment.")
            {
                RecommendedAction =
                    found.Length == 0
                        ? "Check the path and the current folder."
                        : "Give the path of one of them, or pipe them: Get-ChildItem *.png | Send-DmMessage -To '@XDevelopers' sends one message for each.",
                Target = path,
            };
    }

    /// <summary>The full paths of the files that a path with wildcards names; a path without wildcards need not exist.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: it names no file.</exception>
    public static string[] OfAll(string path, SessionState session)
    {
        if (IsLiteral(path, session))
            return [Of(path, session.Path)];
        return Matches(path, session) is { Length: > 0 } found
            ? found
            : throw new DmException(DmErrorKind.File, $"No file matches '{VisibleText.Of(path, 200)}'.")
            {
                RecommendedAction = "Check the path and the current folder.",
                Target = path,
            };
    }

    private static bool IsLiteral(string path, SessionState session)
        => !WildcardPattern.ContainsWildcardCharacters(path) || session.InvokeProvider.Item.Exists(path, force: true, literalPath: true);

    private static string[] Matches(string path, SessionState session)
    {
        try
        {
            return [.. session.Path.GetResolvedPSPathFromPSPath(path).Select(match => Of(match.Path, session.Path))];
        }
        catch (Exception exception) when (exception is ItemNotFoundException or SessionStateException)
        {
            return [];
        }
    }

    private static DmException NotFile(string path, string why, string action, Exception? cause = null)
        => new(DmErrorKind.File, $"'{VisibleText.Of(path, 200)}' is not a path in the file system: {why}.", cause)
        {
            RecommendedAction = action,
            Target = path,
        };
}
