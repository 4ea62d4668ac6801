using TwitterDm.Core.Tests.Support;
using TwitterDm.Profiles;
using TwitterDm.StoreWorker;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Profiles;

public sealed class ProfileFolderTests : IDisposable
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_relative_path_is_rejected()
    {
        var error = Assert.Throws<DmException>(() => new ProfileFolder("profiles"));

        Assert.Contains("'profiles'", error.Message, StringComparison.Ordinal);
        Assert.Contains(ProfileFolder.Variable, error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_created_before_the_first_save()
    {
        Assert.Empty(Store().List());
        Assert.False(Directory.Exists(_folder.Profiles));
    }

    [UnixFact]
    public async Task Only_the_owner_can_access_the_folder_and_its_files()
    {
        using var held = await Store().Open("a").LockAsync(CancellationToken.None);
        await held.WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);

#pragma warning disable CA1416 // The attribute keeps this from Windows.
        Assert.Equal(OwnersFolder, File.GetUnixFileMode(_folder.Profiles));
        Assert.Equal(OwnersFile, File.GetUnixFileMode(_folder.File("a.json")));
#pragma warning restore CA1416
    }

    [UnixFact]
    public async Task A_file_without_encryption_that_others_can_read_is_made_private_with_a_warning()
    {
        var notices = new NoticeRecorder();
        await Store().Open("a").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        Open(OwnersFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead, OwnersFolder | UnixFileMode.OtherExecute);
        Assert.Contains("can read", Assert.Single(Store().List()).Problem, StringComparison.Ordinal);

        var store = new FileProfileDirectory(_folder.Profiles, notices, keys: new NoKeyRing()).Open("a");
        Assert.Equal(1, TestProfiles.NumberOf(await store.ReadAsync(CancellationToken.None)));

        var warning = Assert.Single(notices.Warnings);
        Assert.Contains("could read the file of the sign-in 'a', which is not encrypted. Now only you can.", warning, StringComparison.Ordinal);
#pragma warning disable CA1416 // The attribute keeps this from Windows.
        Assert.Equal(OwnersFile, File.GetUnixFileMode(_folder.File("a.json")));
#pragma warning restore CA1416
        Assert.Null(Assert.Single(Store().List()).Problem);
        await store.ReadAsync(CancellationToken.None);
        Assert.Single(notices.Warnings);
    }

    [UnixFact]
    public async Task A_file_that_is_encrypted_or_in_a_private_folder_needs_no_warning()
    {
        var notices = new NoticeRecorder();
        await Store().Open("a").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        Open(OwnersFile | UnixFileMode.OtherRead, OwnersFolder);
        await new FileProfileDirectory(_folder.Profiles, notices, keys: new NoKeyRing()).Open("a").ReadAsync(CancellationToken.None);
        Assert.Null(Assert.Single(Store().List()).Problem);
        var keys = KeyRings.Named(KeyRings.Folder, _folder.Keys);
        File.Delete(_folder.File("a.json"));
        await new FileProfileDirectory(_folder.Profiles, keys: keys).Open("a").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        Open(OwnersFile | UnixFileMode.OtherRead, OwnersFolder | UnixFileMode.OtherExecute);
        await new FileProfileDirectory(_folder.Profiles, notices, keys: keys).Open("a").ReadAsync(CancellationToken.None);
        Assert.Null(Assert.Single(Store().List()).Problem);

        Assert.Empty(notices.Warnings);
    }

    [UnixFact]
    public async Task A_file_is_private_from_its_first_byte()
    {
        // Watches the folder while a process writes: no file in it ever has a wider mode.
        using var worker = Worker.Start(_folder.Profiles, KeyRings.None, "a", "write");
        await worker.ReadLineAsync();
        var modes = new HashSet<(string Extension, UnixFileMode Mode)>();
        var end = DateTime.UtcNow + Bounds.Wait;
        for (var seen = 0; seen < 1_000 && DateTime.UtcNow < end;)
        {
            foreach (var file in new DirectoryInfo(_folder.Profiles).EnumerateFiles("a.json*"))
            {
                modes.Add((file.Extension, file.UnixFileMode));
                seen++;
            }
        }

        await worker.KillAsync();

        // A file that was renamed after it was listed has no mode.
        modes.RemoveWhere(seen => (int)seen.Mode == -1);
        Assert.NotEmpty(modes);
        Assert.All(modes, seen => Assert.Equal(OwnersFile, seen.Mode));
    }

    [UnixFact]
    public async Task A_folder_that_is_a_link_is_rejected()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Root, "elsewhere"));
        Directory.CreateSymbolicLink(_folder.Profiles, Path.Combine(_folder.Root, "elsewhere"));

        await AssertRefusedAsync("is a link");
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder.Root, "elsewhere")));
    }

    [UnixFact]
    public async Task A_folder_that_others_can_write_to_is_rejected()
    {
#pragma warning disable CA1416 // The attribute keeps this from Windows.
        Directory.CreateDirectory(_folder.Profiles);
        File.SetUnixFileMode(_folder.Profiles, OwnersFolder | UnixFileMode.GroupWrite);

        await AssertRefusedAsync("other users can write");

        File.SetUnixFileMode(_folder.Profiles, OwnersFolder | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
#pragma warning restore CA1416
        await AssertRefusedAsync("other users can write");
    }

    [UnixFact]
    public async Task A_folder_of_another_user_is_rejected()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory(_folder.Profiles);
            Assert.True(Worker.Succeeds("chown", "65534", _folder.Profiles));
            await AssertRefusedAsync("another user");
        }
        else
        {
            Assert.Contains("another user", Assert.Throws<DmException>(() => new FileProfileDirectory("/usr").List()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_in_place_of_the_folder_is_rejected()
    {
        await File.WriteAllTextAsync(_folder.Profiles, "x");

        await AssertRefusedAsync("is a file");
    }

    [UnixFact]
    public async Task A_profile_that_is_a_link_is_rejected_and_kept()
    {
        var elsewhere = Path.Combine(_folder.Root, "elsewhere.json");
        await Store().Open("a").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        File.Move(_folder.File("a.json"), elsewhere);
        File.CreateSymbolicLink(_folder.File("a.json"), elsewhere);

        await Assert.ThrowsAsync<DmException>(() => Store().Open("a").ReadAsync(CancellationToken.None));
        await Assert.ThrowsAsync<DmException>(() => Store().Open("a").WriteAsync(TestProfiles.Numbered(2), CancellationToken.None));

        Assert.NotNull(new FileInfo(_folder.File("a.json")).LinkTarget);
        Assert.Contains("access-1.", await File.ReadAllTextAsync(elsewhere), StringComparison.Ordinal);
    }

    private void Open(UnixFileMode file, UnixFileMode folder)
    {
#pragma warning disable CA1416 // Only tests for Unix call it.
        File.SetUnixFileMode(_folder.File("a.json"), file);
        File.SetUnixFileMode(_folder.Profiles, folder);
#pragma warning restore CA1416
    }

    private FileProfileDirectory Store() => new(_folder.Profiles, keys: new NoKeyRing());

    private async Task AssertRefusedAsync(string why)
    {
        var store = Store().Open("a");
        Func<Task>[] uses =
        [
            () => store.LockAsync(CancellationToken.None),
            () => store.ReadAsync(CancellationToken.None),
            () => store.CheckWritableAsync(CancellationToken.None),
            () => store.WriteAsync(TestProfiles.Numbered(1), CancellationToken.None),
        ];
        foreach (var use in uses)
        {
            var error = await Assert.ThrowsAsync<DmException>(use);
            Assert.Contains(why, error.Message, StringComparison.Ordinal);
            Assert.Contains(_folder.Profiles, error.Message, StringComparison.Ordinal);
            Assert.NotNull(error.RecommendedAction);
        }
    }
}
