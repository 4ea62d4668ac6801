namespace TwitterDm.Storage;

/// <summary>What a path names is not a regular file.</summary>
/// <param name="what">What it is, such as "a folder".</param>
internal sealed class NotRegularFileException(string what) : IOException($"it is {what}, not a file")
{
    public const string Folder = "a folder";

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; } = string.Equals(what, Folder, StringComparison.Ordinal);
}
