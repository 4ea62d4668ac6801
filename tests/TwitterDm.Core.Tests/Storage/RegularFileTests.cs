using System.Diagnostics;
using System.Net.Sockets;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Storage;

namespace TwitterDm.Core.Tests.Storage;

/// <summary>The gate for files that users name: regular files are opened, and nothing else is waited for, read or created over.</summary>
public sealed class RegularFileTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    private static Dictionary<string, Func<string, IDisposable>> Opens { get; } = new(StringComparer.Ordinal)
    {
        ["for reading"] = path => RegularFile.OpenHandle(path),
        ["shared"] = path => RegularFile.OpenShared(path, FileAccess.ReadWrite),
        ["exclusively"] = path => RegularFile.OpenExclusive(path, create: false),
        ["or created"] = path => RegularFile.OpenExclusive(path, create: true),
    };

    public static TheoryData<string> Ways => [.. Opens.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Anything_but_a_file_is_rejected_without_waiting(string way)
    {
        if (OperatingSystem.IsWindows())
            return;
        await MakePipeAsync(In("pipe"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(In("socket")));
        Directory.CreateDirectory(In("folder"));
        string[] paths = [In("pipe"), In("socket"), In("folder"), "/dev/zero", "/dev/null", "/dev/random", "/dev/tty"];
        foreach (var path in paths.Where(path => File.Exists(path) || Directory.Exists(path)))
        {
            var link = In($"link to {Path.GetFileName(path)}");
            File.CreateSymbolicLink(link, path);
            foreach (var name in new[] { path, link })
                await Task.Run(() => Assert.Throws<NotRegularFileException>(() => Opens[way](name))).WaitAsync(Patience);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_file_that_the_system_generates_is_rejected(string way)
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var path in new[] { "/proc/self/comm", "/proc/self/oom_score_adj" })
            await Task.Run(() => Assert.Throws<NotRegularFileException>(() => Opens[way](path))).WaitAsync(Patience);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_invalid_path_is_rejected(string way)
    {
        File.WriteAllText(In("a"), "x");

        Assert.Throws<ArgumentException>(() => Opens[way](In("a\0b")));
        Assert.Throws<ArgumentException>(() => Opens[way](string.Empty));
    }

    // Between the check of the path and the open, another program can replace the file.
    [Fact]
    public async Task A_file_that_becomes_a_pipe_is_never_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.WriteAllText(In("file"), "content");
        await MakePipeAsync(In("pipe"));
        using var stop = new CancellationTokenSource();
        var swapping = Task.Run(() =>
        {
            for (var turn = 0; !stop.IsCancellationRequested; turn++)
            {
                File.CreateSymbolicLink(In("next"), turn % 2 == 0 ? In("file") : In("pipe"));
                File.Move(In("next"), In("target"), overwrite: true);
            }
        });

        var opened = 0;
        await Task.Run(() =>
        {
            for (var attempt = 0; attempt < 300 || opened == 0; attempt++)
                opened += CanOpen(In("target")) ? 1 : 0;
        }).WaitAsync(Patience);
        await stop.CancelAsync();
        await swapping;
    }

    [Fact]
    public void A_file_that_is_open_exclusively_is_held_until_it_is_closed()
    {
        using (RegularFile.OpenExclusive(In("file"), create: true))
        {
            var failure = Assert.ThrowsAny<IOException>(() => RegularFile.OpenExclusive(In("file"), create: true));
            Assert.True(FileLocking.IsHeld(failure));
            Assert.Contains(In("file"), failure.Message, StringComparison.Ordinal);
        }

        using var again = RegularFile.OpenExclusive(In("file"), create: false);
        Assert.Equal(0, again.Length);
    }

    [Fact]
    public void A_missing_file_is_created_for_its_owner_only_or_reported()
    {
        using (RegularFile.OpenExclusive(In("new"), create: true))
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(In("new")));
        }

        Assert.Throws<FileNotFoundException>(() => RegularFile.OpenExclusive(In("missing"), create: false));
        Assert.Throws<DirectoryNotFoundException>(() => RegularFile.OpenExclusive(Path.Combine(In("no folder"), "file"), create: true));
        Assert.False(File.Exists(In("missing")));
    }

    private static bool CanOpen(string path)
    {
        try
        {
            RegularFile.OpenHandle(path).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task MakePipeAsync(string path)
    {
        using var make = Process.Start("mkfifo", path);
        await make.WaitForExitAsync();
    }

    private string In(string name) => Path.Combine(_folder.Root, name);
}
