using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Listing;

/// <summary>A listing says what it does: a line for each page and for each request, and the progress of several pages.</summary>
public sealed class ListingProgressTests
{
    [Fact]
    public async Task Each_page_has_a_line_with_its_events_and_what_is_left_of_the_limit()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });

        await api.ListAsync();

        var lines = api.Notices.Verbose.Where(text => text.StartsWith("Page ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^Page 1: 100 events in \d+ ms; \d+ of 300 requests left until \d\d:\d\d\.$", lines[0]);
        Assert.StartsWith("Page 3: 50 events in ", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_request_has_a_debug_line_without_a_secret()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 5 });

        await api.ListAsync();

        var line = Assert.Single(api.Notices.Debug, text => text.Contains("/2/dm_events", StringComparison.Ordinal));
        Assert.Matches(@"^GET http://127\.0\.0\.1:\d+/2/dm_events\?max_results=100&.*: 200 after \d+ ms$", line);
        Assert.DoesNotContain(SandboxCredentials.UserToken, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, -1)]
    [InlineData(200L, 50)]
    public async Task Several_pages_show_their_progress_and_end_it(long? first, int percent)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });

        await api.ListAsync(new DmEventQuery { First = first });

        var bars = api.Notices.Reading;
        Assert.Equal(("100 events so far, page 2", percent, TimeSpan.MaxValue), (bars[0].Text, bars[0].PercentComplete, bars[0].Left));
        Assert.Equal(TimeSpan.Zero, bars[^1].Left);
    }

    [Fact]
    public async Task Details_that_nobody_wants_are_not_reported()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        var notices = new NoticeRecorder { WantsDetails = false };

        await foreach (var item in new DmClient(api.Connection, new DmCallOptions { Notices = notices }).ListEvents(new DmEventQuery()))
            Assert.NotNull(item.Id);

        Assert.Empty(notices.Verbose);
        Assert.Empty(notices.Debug);
        Assert.NotEmpty(notices.Reading);
    }

    [Fact]
    public async Task A_single_page_shows_no_progress()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 50 });

        await api.ListAsync();

        Assert.Empty(api.Notices.Reading);
    }
}
