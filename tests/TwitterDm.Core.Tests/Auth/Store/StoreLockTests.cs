using System.Diagnostics;
using TwitterDm.Auth.Store;
using TwitterDm.StoreWorker;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Auth.Store;

public sealed class StoreLockTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Threads_wait_for_each_other()
    {
        var turns = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            // Each with a store of its own, as connections have.
            using var held = await Open().LockAsync(CancellationToken.None);
            await Assert.ThrowsAsync<DmException>(() => Open(patience: TimeSpan.Zero).LockAsync(CancellationToken.None));
            turns++;
        })));

        Assert.Equal(8, turns);
    }

    [Fact]
    public async Task Profiles_do_not_wait_for_each_other()
    {
        using var one = await Open("a").LockAsync(CancellationToken.None);
        using var other = await Open("b").LockAsync(CancellationToken.None).WaitAsync(Soon);
    }

    [Fact]
    public async Task Another_process_is_waited_for_until_it_lets_go()
    {
        using var worker = await StartHolderAsync();
        var clock = new ManualClock();
        var waiting = Open(clock: clock).LockAsync(CancellationToken.None);
        // It has asked, was refused, and waits to ask again: more than once.
        for (var pauses = 0; pauses < 3; pauses++)
        {
            await Bounds.UntilAsync(() => waiting.IsCompleted || clock.PendingTimers > 0);
            Assert.False(waiting.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        worker.CloseInput();
        await worker.EndAsync();

        using var held = await clock.RunAsync(waiting);
    }

    [Fact]
    public async Task A_killed_holder_lets_go()
    {
        using var worker = await StartHolderAsync();
        await worker.KillAsync();

        var watch = Stopwatch.StartNew();
        using var held = await Open().LockAsync(CancellationToken.None).WaitAsync(Soon);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task A_file_that_is_left_over_blocks_nobody()
    {
        new ProfileFolder(_folder.Profiles).Ensure();
        await File.WriteAllTextAsync(_folder.File("a.lock"), "12345 pwsh");

        using var held = await Open().LockAsync(CancellationToken.None).WaitAsync(Soon);
    }

    [Fact]
    public async Task Waiting_ends_with_an_error_that_names_the_lock()
    {
        using var worker = await StartHolderAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => Open(patience: TimeSpan.FromMilliseconds(300)).LockAsync(CancellationToken.None));

        Assert.Equal(DmErrorKind.Authentication, error.Kind);
        Assert.Contains(_folder.File("a.lock"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_a_thread_ends_as_well()
    {
        using (await Open().LockAsync(CancellationToken.None))
            await Assert.ThrowsAsync<DmException>(() => Open(patience: TimeSpan.FromMilliseconds(100)).LockAsync(CancellationToken.None));

        using var held = await Open().LockAsync(CancellationToken.None).WaitAsync(Soon);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waiting_can_be_cancelled_and_takes_nothing_along(bool otherProcess)
    {
        using var worker = otherProcess ? await StartHolderAsync() : null;
        var mine = otherProcess ? null : await Open().LockAsync(CancellationToken.None);
        using var cancellation = new CancellationTokenSource(100);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Open().LockAsync(cancellation.Token).WaitAsync(Soon));

        mine?.Dispose();
        worker?.CloseInput();
        using var held = await Open().LockAsync(CancellationToken.None).WaitAsync(Soon);
    }

    [Fact]
    public async Task Letting_go_twice_lets_go_once()
    {
        var first = await Open().LockAsync(CancellationToken.None);
        first.Dispose();
        using var second = await Open().LockAsync(CancellationToken.None);
        first.Dispose();

        await Assert.ThrowsAsync<DmException>(() => Open(patience: TimeSpan.FromMilliseconds(50)).LockAsync(CancellationToken.None));
    }

    [UnixFact]
    public async Task A_lock_that_locks_nobody_out_is_refused()
    {
        using var worker = Worker.Start([("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1")], _folder.Profiles, KeyRings.None, "a", "count", "1");

        var (exitCode, _, errors) = await worker.EndAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains("files cannot be locked there", errors, StringComparison.Ordinal);
    }

    private ITokenStore Open(string name = "a", TimeSpan? patience = null, TimeProvider? clock = null)
        => new ProfileStore(_folder.Profiles, clock: clock, keys: new NoKeyRing(), patience: patience).Open(name);

    private async Task<Worker> StartHolderAsync()
    {
        var worker = Worker.Start(_folder.Profiles, KeyRings.None, "a", "hold");
        Assert.Equal("held", await worker.ReadLineAsync());
        return worker;
    }
}
