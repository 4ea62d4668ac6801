using System.Collections.Concurrent;
using TwitterDm.Testing;

namespace TwitterDm.Pester.Tests;

/// <summary>
/// Runs the files of the suite, each in its own PowerShell process and a few at a time. Everything that they write goes into one temporary
/// folder, which is gone at the end like the processes.
/// </summary>
public sealed class Suite : IAsyncLifetime, IDisposable
{
    private const string Pattern = "*.Tests.ps1";

    private readonly ConcurrentDictionary<string, Lazy<Task<PesterReport>>> _runs = new(StringComparer.Ordinal);
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

    /// <summary>
    /// Runs a file of the suite. The other files of this run are started as well, in order: were the first one to wait for the others, no
    /// test would end until all have, which looks as if the run hung.
    /// </summary>
    internal async Task<PesterReport> RunFileAsync(string file)
    {
        foreach (var planned in PesterFileOrderer.Planned)
        {
            if (await NameFilter.Current.LinesOfAsync(planned) is { } lines)
                _ = _runs.GetOrAdd(planned, key => new(() => RunAsync(Path.Combine(Folder, key), PesterRun.UsualLimit, lines))).Value;
        }

        return await _runs[file].Value;
    }

    /// <summary>Runs a file that does not have to belong to the suite.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The time limit of a single test.</param>
    /// <param name="lines">The lines of the tests to run; none for all.</param>
    internal async Task<PesterReport> RunAsync(string path, TimeSpan limit, params int[] lines)
    {
        await _places.WaitAsync(_stop.Token);
        try
        {
            string[] arguments = lines.Length == 0 ? ["-Path", path] : ["-Path", path, "-Line", string.Join(',', lines)];
            var (run, result) = await PesterRun.InvokeAsync(arguments, NewFolder(), limit, _stop.Token);
            return new(PesterResult.Read(result), run);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>A new folder that is removed at the end.</summary>
    internal string NewFolder() => Directory.CreateDirectory(Path.Combine(_temporary, Path.GetRandomFileName())).FullName;
}
