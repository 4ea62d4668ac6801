using System.Net;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.SignIn;

/// <summary>Each account has its own tokens, messages and rate limits.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    private static readonly int[] Numbers = [1, 2, 3, 4, 5, 50, 99, SandboxApi.AccountCount];

    private string[] Tokens => [.. Numbers.Select(account => "Bearer " + _sandbox.Server.Api.IssueTokens(account: account).AccessToken)];

    public async Task InitializeAsync() => _sandbox = await RunningSandbox.StartAsync(new SandboxOptions { EventCount = 250 });

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task Each_account_has_its_own_identity()
    {
        var names = new List<string>();
        foreach (var token in Tokens)
            names.Add((await _sandbox.GetAsync("/2/users/me", token)).Body.GetProperty("data").Text("username"));
        Assert.Equal(["sandbox_admin", .. Numbers.Skip(1).Select(number => $"sandbox_user{number}")], names);
        Assert.Equal(("1385551234567890123", "sandbox_admin"), (_sandbox.Server.Api.IssueTokens().UserId, _sandbox.Server.Api.IssueTokens().Username));
    }

    [Fact]
    public async Task Each_account_has_its_own_events()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in Tokens)
        {
            var me = (await _sandbox.GetAsync("/2/users/me", token)).Body.GetProperty("data").Text("id");
            var pages = await PagesAsync(token);
            Assert.All(pages.SelectMany(page => page.Events).Where(item => item.Text("dm_conversation_id").Contains('-', StringComparison.Ordinal)), item =>
                Assert.Contains(me, item.Text("dm_conversation_id").Split('-')));
            Assert.Equal(250, pages.SelectMany(page => page.EventIds).Count(seen.Add));
        }
    }

    [Fact]
    public async Task Events_pages_and_groups_of_other_accounts_are_not_visible()
    {
        var (first, second) = (Tokens[0], Tokens[1]);
        var page = await _sandbox.GetAsync("/2/dm_events?max_results=5&dm_event.fields=dm_conversation_id", first);
        Assert.Equal(HttpStatusCode.BadRequest, (await _sandbox.GetAsync($"/2/dm_events?max_results=5&pagination_token={page.NextToken}", second)).Status);
        Assert.True((await _sandbox.GetAsync($"/2/dm_events/{page.EventIds[0]}", second)).Body.Has("errors"));
        Assert.Equal(HttpStatusCode.Forbidden, (await _sandbox.GetAsync("/2/dm_conversations/1590000000000000001/dm_events", second)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync("/2/dm_conversations/1590000000000000002/dm_events", second)).Status);
    }

    [Fact]
    public async Task The_predefined_tokens_belong_to_the_first_account() =>
        Assert.Equal((await _sandbox.GetAsync("/2/dm_events")).Bytes, (await _sandbox.GetAsync("/2/dm_events", Tokens[0])).Bytes);

    [Fact]
    public async Task Each_account_has_its_own_rate_limits()
    {
        var before = (await _sandbox.GetAsync("/2/dm_events", Tokens[1])).Number("x-rate-limit-remaining");
        await _sandbox.GetAsync("/2/dm_events", Tokens[2]);
        Assert.Equal(before - 1, (await _sandbox.GetAsync("/2/dm_events", Tokens[1])).Number("x-rate-limit-remaining"));
    }

    [Fact]
    public async Task Faults_that_need_a_page_token_use_that_of_the_caller()
    {
        _sandbox.Server.Faults.At(1, Fault.EmptyPage);
        var empty = await _sandbox.GetAsync("/2/dm_events?max_results=5", Tokens[3]);
        var page = await _sandbox.GetAsync($"/2/dm_events?max_results=5&pagination_token={empty.NextToken}", Tokens[3]);
        Assert.Equal((0, 5), (empty.ResultCount, page.ResultCount));
    }

    private async Task<IReadOnlyList<Reply>> PagesAsync(string token)
    {
        var pages = new List<Reply>();
        for (string? next = ""; next is not null; next = pages[^1].NextToken)
            pages.Add(await _sandbox.GetAsync($"/2/dm_events?dm_event.fields=dm_conversation_id{(next.Length > 0 ? "&pagination_token=" : "")}{next}", token));
        return pages;
    }
}
