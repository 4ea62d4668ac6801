namespace TwitterDm.Core.Tests.Transcripts.Support;

/// <summary>A folder of a test, which is deleted with everything in it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder() => Path = Directory.CreateTempSubdirectory("twitterdm-transcripts-").FullName;

    public string Path { get; }

    /// <summary>The names of all files and folders in it, in order.</summary>
    public string[] Names => [.. Directory.EnumerateFileSystemEntries(Path).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
