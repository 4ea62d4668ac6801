using TwitterDm.Text;

namespace TwitterDm.Archive.Containers;

/// <summary>The errors about where an archive is.</summary>
internal static class ContainerErrors
{
    private const int MaxNamed = 5;

    /// <summary>There is more than one archive.</summary>
    /// <param name="path">Where.</param>
    /// <param name="folders">Their data folders.</param>
    /// <param name="isZip">Whether they are in a zip file.</param>
    public static DmException SeveralArchives(string path, IReadOnlyList<string> folders, bool isZip)
    {
        var named = string.Join(
            ", ",
            folders.Take(MaxNamed).Select(folder => $"'{VisibleText.Of(folder.Length == 0 ? "/" : folder, 200)}'"));
        var others = folders.Count > MaxNamed ? FormattableString.Invariant($" and {folders.Count - MaxNamed} more") : string.Empty;
        return DmException.BadFile(
            FormattableString.Invariant(
                $"'{VisibleText.Of(path, 200)}' contains the messages of {folders.Count} archives, in the folders {named}{others}."),
            $"{(isZip ? "Unpack it, and give" : "Give")} one of these folders. If they are parts of the same archive, unpack the parts into one folder.",
            path);
    }
}
