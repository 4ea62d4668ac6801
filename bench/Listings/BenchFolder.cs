namespace TwitterDm.Bench.Listings;

/// <summary>A temporary folder for the files of one way of listing.</summary>
internal sealed class BenchFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twitterdm-bench-").FullName;

    public string Ids => Path.Combine(_folder, "ids.txt");

    public string State => Path.Combine(_folder, "state.json");

    public List<string> ReadIds() => File.Exists(Ids) ? [.. File.ReadLines(Ids).Where(line => line.Length > 0)] : [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
