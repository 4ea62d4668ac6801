using System.Globalization;
using TwitterDm.Profiles;
using TwitterDm.StoreWorker;

namespace TwitterDm.Core.Tests.Profiles;

/// <summary>Several processes, some of which are killed.</summary>
public sealed class ProcessTests : IDisposable
{
    private const int Kills = 12;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(KeyRings.None)]
    [InlineData(KeyRings.Folder)]
    public async Task A_killed_writer_leaves_a_complete_profile_and_a_free_lock(string ring)
    {
        var store = new FileProfileDirectory(_folder.Profiles, keys: KeyRings.Named(ring, _folder.Profiles)).Open("a");
        await store.WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var worker = Worker.Start(_folder.Profiles, ring, "a", "write");
            var first = await worker.ReadLineAsync();
            await Task.Delay(Random.Shared.Next(60));
            var rest = (await worker.KillAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var reported = int.Parse(rest.LastOrDefault() ?? first!, CultureInfo.InvariantCulture);

            using var held = await store.LockAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
            var number = TestProfiles.NumberOf(held.Profile);

            // Every value that it reported is stored; the next one may be, too, if the process was killed before it reported it.
            Assert.InRange(number, reported, reported + 1);
            await held.CheckWritableAsync(CancellationToken.None);
        }
    }

    // What a killed process leaves behind; other names are not ours.
    private const string Old = "a.json.0123456789abcdef0123456789abcdef.tmp";
    private const string New = "a.json.1123456789abcdef0123456789abcdef.tmp";

    private static readonly string[] ForeignNames =
    [
        "a.json.old.tmp", "ba.json.0123456789abcdef0123456789abcdef.tmp", "a.json.0123456789ABCDEF0123456789ABCDEF.tmp",
        "a.json.0123456789abcdef0123456789abcdef.tmp.tmp", "a.json.0123456789abcdef0123456789abcde.tmp", "ajjson.0123456789abcdef0123456789abcdef.tmp",
    ];

    [Fact]
    public async Task Old_files_of_killed_processes_are_removed()
    {
        var store = new FileProfileDirectory(_folder.Profiles, keys: new NoKeyRing()).Open("a");
        await store.WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        foreach (var (name, age) in ForeignNames.Select(name => (name, 11)).Append((Old, 11)).Append((New, 1)))
        {
            await File.WriteAllTextAsync(_folder.File(name), "half");
            File.SetLastWriteTimeUtc(_folder.File(name), DateTime.UtcNow.AddMinutes(-age));
        }

        await store.WriteAsync(TestProfiles.Numbered(2), CancellationToken.None);

        Assert.Equal(
            ForeignNames.Append("a.json").Append(New).Order(StringComparer.Ordinal),
            Directory.GetFiles(_folder.Profiles).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(KeyRings.None)]
    [InlineData(KeyRings.Folder)]
    public async Task Processes_and_threads_that_increment_under_the_lock_lose_no_update(string ring)
    {
        const int Each = 15;
        string[] arguments = [_folder.Profiles, ring, "a", "count", Each.ToString(CultureInfo.InvariantCulture)];
        using var one = Worker.Start(arguments);
        using var two = Worker.Start(arguments);
        using var three = Worker.Start(arguments);
        var threads = Enumerable.Range(0, 3).Select(_ => Task.Run(() => CountAsync(ring, Each)));

        await Task.WhenAll([.. threads, one.SucceedAsync(), two.SucceedAsync(), three.SucceedAsync()]);

        var store = new FileProfileDirectory(_folder.Profiles, keys: KeyRings.Named(ring, _folder.Profiles)).Open("a");
        Assert.Equal(6 * Each, TestProfiles.NumberOf(await store.ReadAsync(CancellationToken.None)));
        Assert.Equal(["a.json"], Directory.GetFiles(_folder.Profiles).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Reading_without_the_lock_returns_only_complete_profiles()
    {
        using var worker = Worker.Start(_folder.Profiles, KeyRings.None, "a", "write");
        await worker.ReadLineAsync();
        var store = new FileProfileDirectory(_folder.Profiles, keys: new NoKeyRing()).Open("a");
        var last = 0;
        for (var reads = 0; reads < 500; reads++)
        {
            var number = TestProfiles.NumberOf(await store.ReadAsync(CancellationToken.None));
            Assert.True(number >= last, $"{number} after {last}");
            last = number;
        }
    }

    private async Task CountAsync(string ring, int times)
    {
        var store = new FileProfileDirectory(_folder.Profiles, keys: KeyRings.Named(ring, _folder.Profiles)).Open("a");
        for (; times > 0; times--)
        {
            using var held = await store.LockAsync(CancellationToken.None);
            var number = TestProfiles.NumberOf(held.Profile);
            await held.WriteAsync(TestProfiles.Numbered(number + 1), CancellationToken.None);
        }
    }
}
