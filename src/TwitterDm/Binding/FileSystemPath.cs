using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>Resolves a path as PowerShell does; accepts the file system only, since PowerShell has other drives, such as <c>Env:</c>.</summary>
internal static class FileSystemPath
{
    private const string Provider = "FileSystem";

    /// <summary>The full path; the file need not exist.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: the path is on another kind of drive, or on a drive that does not exist.</exception>
    public static string Of(string path, PathIntrinsics paths)
    {
        try
        {
            var full = paths.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return string.Equals(provider.Name, Provider, StringComparison.OrdinalIgnoreCase) ? full : throw NotFile(path, $"it belongs to PowerShell's provider {provider.Name}");
        }
        catch (Exception exception) when (exception is SessionStateException or ArgumentException or NotSupportedException)
        {
            throw NotFile(path, VisibleText.Of(exception.Message, 200).TrimEnd('.'), exception);
        }
    }

    private static DmException NotFile(string path, string why, Exception? cause = null)
        => new(DmErrorKind.File, $"'{VisibleText.Of(path, 200)}' is not a path in the file system: {why}.", cause)
        {
            RecommendedAction = "Give the path of a file, such as ./name or C:\\folder\\name.",
            Target = path,
        };
}
