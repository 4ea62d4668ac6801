using TwitterDm.Profiles;
using TwitterDm.StoreWorker;

namespace TwitterDm.Core.Tests.Profiles;

/// <summary>An unwritable location is detected before a refresh token is spent, and existing files are not changed.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SmallDiskFact]
    public async Task A_full_disk_is_detected()
    {
        using var disk = new SmallDisk(_folder.Profiles);
        var store = Store();
        await store.WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        var locked = await store.LockAsync(CancellationToken.None);
        disk.Fill();

        await AssertUnwritableAsync(store, locked);
        locked.Dispose();
        disk.Fill();
        await Assert.ThrowsAsync<DmException>(() => store.LockAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10)));

        disk.Free();
        using var held = await store.LockAsync(CancellationToken.None);
        await held.CheckWritableAsync(CancellationToken.None);
        await held.WriteAsync(TestProfiles.Numbered(2), CancellationToken.None);
        Assert.Equal(["a.json", "a.lock"], Directory.GetFiles(_folder.Profiles).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [SmallDiskFact]
    public async Task A_read_only_disk_is_detected()
    {
        using var disk = new SmallDisk(_folder.Profiles);
        var store = Store();
        await store.WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        disk.SetReadOnly(true);

        await Assert.ThrowsAsync<DmException>(() => store.LockAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10)));
        await Assert.ThrowsAsync<DmException>(() => Profiles().RemoveAsync("a", CancellationToken.None));
        Assert.Single(Profiles().List());
    }

    [ReadOnlyFolderFact]
    public async Task A_read_only_folder_is_detected()
    {
        var store = Store();
        await store.WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        using var locked = await store.LockAsync(CancellationToken.None);
#pragma warning disable CA1416 // The attribute keeps this from Windows.
        File.SetUnixFileMode(_folder.Profiles, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await AssertUnwritableAsync(store, locked);

        File.SetUnixFileMode(_folder.Profiles, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
    }

    [ImmutableFileFact]
    public async Task A_file_that_cannot_be_replaced_is_detected()
    {
        var store = Store();
        await store.WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        Assert.True(Worker.Succeeds("chattr", "+i", _folder.File("a.json")));
        try
        {
            using var locked = await store.LockAsync(CancellationToken.None);
            await AssertUnwritableAsync(store, locked);
        }
        finally
        {
            Assert.True(Worker.Succeeds("chattr", "-i", _folder.File("a.json")));
        }
    }

    [Fact]
    public async Task A_deleted_folder_is_created_again()
    {
        var store = Store();
        await store.WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        Directory.Delete(_folder.Profiles, recursive: true);

        Assert.Null(await store.ReadAsync(CancellationToken.None));
        await store.CheckWritableAsync(CancellationToken.None);
        await store.WriteAsync(TestProfiles.Numbered(2), CancellationToken.None);
    }

    [Fact]
    public async Task A_check_changes_nothing()
    {
        var store = Store();
        await store.CheckWritableAsync(CancellationToken.None);
        Assert.Empty(Directory.GetFiles(_folder.Profiles));
        await store.WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        var (content, time) = (await File.ReadAllBytesAsync(_folder.File("a.json")), File.GetLastWriteTimeUtc(_folder.File("a.json")));

        await store.CheckWritableAsync(CancellationToken.None);

        Assert.Equal(content, await File.ReadAllBytesAsync(_folder.File("a.json")));
        Assert.Equal(time, File.GetLastWriteTimeUtc(_folder.File("a.json")));
        Assert.Equal(["a.json"], Directory.GetFiles(_folder.Profiles).Select(Path.GetFileName));
    }

    private FileProfileDirectory Profiles() => new(_folder.Profiles, keys: new NoKeyRing());

    private IProfileStore Store() => Profiles().Open("a");

    private async Task AssertUnwritableAsync(IProfileStore store, ILockedProfile locked)
    {
        var files = Directory.GetFiles(_folder.Profiles);
        Func<Task>[] uses =
        [
            () => locked.CheckWritableAsync(CancellationToken.None),
            () => locked.WriteAsync(TestProfiles.Numbered(2), CancellationToken.None),
        ];
        foreach (var use in uses)
        {
            var error = await Assert.ThrowsAsync<DmException>(use);
            Assert.Equal(DmErrorKind.Authentication, error.Kind);
            Assert.Contains(_folder.File("a.json"), error.Message, StringComparison.Ordinal);
            Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, TestProfiles.NumberOf(await store.ReadAsync(CancellationToken.None)));
        Assert.Equal(files, Directory.GetFiles(_folder.Profiles));
    }
}

/// <summary>Skipped for users that file modes do not restrict, such as root.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReadOnlyFolderFactAttribute : FactAttribute
{
    public ReadOnlyFolderFactAttribute() => Skip = OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess
        ? "Modes bind neither root nor Windows; for root there is the read-only disk." : null;
}

/// <summary>Skipped without root or a file system with immutable files.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ImmutableFileFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsThere = new(() =>
    {
        if (!OperatingSystem.IsLinux())
            return false;
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Root, "file");
        File.WriteAllText(file, "x");
        return Worker.Succeeds("chattr", "+i", file) && Worker.Succeeds("chattr", "-i", file);
    });

    public ImmutableFileFactAttribute() => Skip = IsThere.Value ? null : "chattr +i does not work here.";
}
