using TwitterDm.Core.Tests.Profiles;
using static TwitterDm.Core.Tests.RateLimiting.LimitedApi;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>Files beside profiles that are missing, replaced, locked or unusable.</summary>
public sealed class SharedFilePlaceTests : SharedFileTestBase
{
    [Fact]
    public async Task A_longer_invalid_file_is_replaced_completely()
    {
        await using var api = await StartAsync(ThreeRequests);
        using var mine = await OpenAsync(api);
        await File.WriteAllTextAsync(Place, "{" + new string('x', 100_000));

        await api.ReadAsync(new DmClient(mine), All);

        Assert.Equal(2, WindowOf(ReadFile())["remaining"]!.GetValue<int>());
    }

    [Fact]
    public async Task Requests_are_counted_in_the_files_of_all_profiles_of_the_account()
    {
        await using var api = await StartAsync(ThreeRequests);
        using var mine = await OpenAsync(api);
        foreach (var name in new[] { "b", "a", "b" })
            await mine.SaveAsync(Profiles.Open(name), CancellationToken.None);

        var waited = await api.ReadAsync(new DmClient(mine), All);

        Assert.Equal(TimeSpan.Zero, waited);
        foreach (var name in new[] { "a", "b" })
        {
            using var other = await OpenAsync(api, name);
            Assert.Equal(2, Left(other));
        }
    }

    [Fact]
    public async Task A_file_that_was_removed_is_not_written_again_when_another_takes_its_place()
    {
        await using var api = await StartAsync(ThreeRequests);
        using var mine = await OpenAsync(api);
        File.Delete(Place);
        await api.ReadAsync(new DmClient(mine), All);
        await File.WriteAllTextAsync(Place, "another account's");

        await api.ReadAsync(new DmClient(mine), All);

        Assert.Equal("another account's", await File.ReadAllTextAsync(Place));
        Assert.Equal(1, Left(mine));
    }

    [UnixFact]
    public async Task A_pipe_is_not_waited_for()
    {
        await using var api = await StartAsync(ThreeRequests);
        using var mine = await OpenAsync(api);
        File.Delete(Place);
        using (var make = System.Diagnostics.Process.Start("mkfifo", Place))
            await make.WaitForExitAsync();

        await api.ReadAsync(new DmClient(mine), All).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(2, Left(mine));
    }

    [UnixFact]
    public async Task A_symbolic_link_is_not_followed()
    {
        await using var api = await StartAsync(ThreeRequests);
        var target = Path.Combine(Root, "target");
        await File.WriteAllTextAsync(target, "mine");
        File.CreateSymbolicLink(Place, target);

        using var mine = await OpenAsync(api);
        await api.ReadAsync(new DmClient(mine), All);

        Assert.Equal(2, Left(mine));
        Assert.Equal("mine", await File.ReadAllTextAsync(target));
        Assert.Contains(api.Notices.Verbose, text => text.Contains("a.limits", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public async Task An_unusable_location_is_tried_again_after_a_minute(int seconds, bool isTried)
    {
        await using var api = await StartAsync(ThreeRequests);
        Directory.CreateDirectory(Place);
        using var mine = await OpenAsync(api);
        Directory.Delete(Place);
        api.Clock.Advance(TimeSpan.FromSeconds(seconds));

        await api.ReadAsync(new DmClient(mine), All);

        Assert.Equal(isTried, File.Exists(Place));
    }

    [Fact]
    public async Task A_file_that_another_process_keeps_locked_does_not_block_requests()
    {
        await using var api = await StartAsync(ThreeRequests);
        using var mine = await OpenAsync(api);
        TimeSpan waited;
        await using (new FileStream(Place, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            waited = await api.ReadAsync(new DmClient(mine), All);

        Assert.InRange(waited, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
        Assert.Equal(2, Left(mine));
    }
}
