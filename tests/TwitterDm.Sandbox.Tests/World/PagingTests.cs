using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.World;

/// <summary>Paging returns each event once, for any page size, filter and list.</summary>
public sealed class PagingTests
{
    private const string WithZoe = "/2/dm_conversations/with/987654321/dm_events";
    private const string Group = "/2/dm_conversations/1590000000000000001/dm_events";

    private readonly SandboxClient _client = SandboxClient.InProcess(new SandboxOptions { EventCount = 300, RequestsPerWindow = 1_000_000 });

    public static TheoryData<string> Filters =>
    [
        "MessageCreate", "ParticipantsJoin", "ParticipantsLeave", "MessageCreate,ParticipantsJoin", "ParticipantsLeave,MessageCreate",
        "ParticipantsJoin,ParticipantsLeave", "MessageCreate,ParticipantsJoin,ParticipantsLeave",
    ];

    [Theory]
    [InlineData("/2/dm_events")]
    [InlineData(WithZoe)]
    [InlineData(Group)]
    public async Task Any_page_size_returns_each_event_once(string path)
    {
        var all = await _client.AllIdsAsync(path);
        for (var size = 1; size <= 100; size++)
        {
            var pages = await _client.PagesAsync(path, $"max_results={size}");
            Assert.Equal(all, pages.SelectMany(page => page.EventIds));
            Assert.All(pages, page => Assert.Equal(page.Events.Count, page.ResultCount));
            Assert.All(pages.SkipLast(1), page => Assert.Equal(size, page.ResultCount));
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Filtered_lists_have_the_same_paging(string filter)
    {
        foreach (var path in new[] { "/2/dm_events", Group, WithZoe })
        {
            var all = (await _client.PagesAsync(path)).SelectMany(page => page.Events)
                .Where(item => filter.Split(',').Contains(item.Text("event_type"), StringComparer.Ordinal)).Select(item => item.Text("id")).ToList();
            foreach (var size in new[] { 1, 3, 10, 100 })
                Assert.Equal(all, await _client.AllIdsAsync(path, $"event_types={filter}&max_results={size}"));
        }
    }

    [Fact]
    public async Task Paging_backwards_returns_the_same_pages()
    {
        var pages = await _client.PagesAsync("/2/dm_events", "max_results=30");
        Assert.Null(pages[0].PreviousToken);
        for (var number = pages.Count - 1; number > 0; number--)
        {
            var back = await _client.GetAsync($"/2/dm_events?max_results=30&pagination_token={pages[number].PreviousToken}");
            Assert.Equal(pages[number - 1].EventIds, back.EventIds);
            Assert.Equal(pages[number - 1].NextToken, back.NextToken);
        }
    }

    [Fact]
    public async Task The_page_size_can_change_between_pages()
    {
        var first = await _client.GetAsync("/2/dm_events?max_results=7");
        var second = await _client.GetAsync($"/2/dm_events?max_results=50&pagination_token={first.NextToken}");
        Assert.Equal((await _client.AllIdsAsync("/2/dm_events")).Skip(7).Take(50), second.EventIds);
    }

    [Fact]
    public async Task An_empty_list_has_no_data_and_a_count_of_zero()
    {
        var empty = await _client.GetAsync($"{WithZoe}?event_types=ParticipantsJoin");
        Assert.Equal(["meta"], empty.Body.Names());
        Assert.Equal(0, empty.ResultCount);
        Assert.Null(empty.NextToken);
    }

    [Theory]
    [InlineData("/2/dm_events", "event_types=MessageCreate")]
    [InlineData(WithZoe, "")]
    [InlineData(Group, "")]
    [InlineData("/2/dm_conversations/158000000000001/dm_events", "")]
    public async Task A_token_for_another_query_is_refused(string path, string query)
    {
        var token = (await _client.GetAsync("/2/dm_events?max_results=10")).NextToken;
        AssertInvalidToken(await _client.GetAsync($"{path}?{query}&pagination_token={token}"));
    }

    [Fact]
    public async Task A_forged_token_is_refused()
    {
        var token = (await _client.GetAsync("/2/dm_events?max_results=10")).NextToken!;
        for (var i = 0; i < token.Length; i++)
        {
            var symbol = token[i] == '0' ? '1' : '0';
            AssertInvalidToken(await _client.GetAsync($"/2/dm_events?pagination_token={token[..i]}{symbol}{token[(i + 1)..]}"));
        }

        foreach (var bad in new[] { token[1..], token + "0", "0", "", "000000000000000", new string('Z', 29), new string('V', 2000), "%00" })
            AssertInvalidToken(await _client.GetAsync($"/2/dm_events?pagination_token={bad}"));
    }

    [Fact]
    public async Task Tokens_have_at_least_16_base32hex_characters() =>
        Assert.Matches("^[0-9A-V]{16,}$", (await _client.GetAsync("/2/dm_events?max_results=10")).NextToken);

    private static void AssertInvalidToken(Reply reply)
    {
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains("pagination_token", reply.Body.Items("errors")[0].GetProperty("parameters").Names(), StringComparer.Ordinal);
    }
}
