using System.Collections.Concurrent;
using TwitterDm.Testing;

namespace TwitterDm.Pester.Tests;

/// <summary>
/// Runs the files of the suite, each in a PowerShell of its own and a few at a time. Everything that they write goes into one temporary
/// folder, which is gone at the end like the processes.
/// </summary>
public sealed class Suite : IAsyncLifetime, IDisposable
{
    private const string Pattern = "*.Tests.ps1";

    private static readonly TimeSpan MaxRun = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _runs = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(Environment.ProcessorCount);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _temporary = Directory.CreateTempSubdirectory("TwitterDm.Pester.").FullName;

    internal static string Folder { get; } = Path.Combine(Repository.Root, "tests", "pester");

    internal static IEnumerable<string> Files
        => Directory.GetFiles(Folder, Pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (Task run in _runs.Values.Select(run => run.Value))
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Directory.Delete(_temporary, recursive: true);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _places.Dispose();
    }

    /// <summary>What went wrong in a file of the suite; null where every test passed. The other files start on the way, long ones first.</summary>
    internal Task<string?> ComplaintOfAsync(string file)
    {
        var wanted = Start(Path.Combine(Folder, file));
        foreach (var other in Directory.GetFiles(Folder, Pattern).OrderByDescending(path => new FileInfo(path).Length))
            _ = Start(other);
        return wanted;
    }

    /// <summary>What went wrong in a file that need not belong to the suite.</summary>
    internal Task<string?> RunAsync(string path) => Start(path);

    /// <summary>A new folder that is removed at the end.</summary>
    internal string NewFolder() => Directory.CreateDirectory(Path.Combine(_temporary, Path.GetRandomFileName())).FullName;

    private Task<string?> Start(string path)
        => _runs.GetOrAdd(path, key => new Lazy<Task<string?>>(() => Task.Run(() => RunInTurnAsync(key)))).Value;

    private async Task<string?> RunInTurnAsync(string path)
    {
        await _places.WaitAsync(_stop.Token);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            limit.CancelAfter(MaxRun);
            var folder = NewFolder();
            var result = Path.Combine(folder, "result.json");
            string[] arguments = ["-File", Path.Combine(Folder, "Invoke-Suite.ps1"), "-Path", path, "-ResultPath", result];
            var (_, output) = await PowerShell.Found.RunAsync(arguments, TemporaryFolderIs(folder), limit.Token);
            return PesterResult.Complaint(PesterResult.Read(result), output);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return $"{Path.GetFileName(path)} did not end within {MaxRun}.";
        }
        finally
        {
            _places.Release();
        }
    }

    private static Dictionary<string, string> TemporaryFolderIs(string folder) => new(StringComparer.Ordinal)
    {
        ["TMPDIR"] = folder,
        ["TEMP"] = folder,
        ["TMP"] = folder,
    };
}
