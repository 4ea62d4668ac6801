using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Messaging;

/// <summary>With a list delay, the sandbox is eventually consistent.</summary>
public sealed class ListDelayTests
{
    [Fact]
    public async Task A_message_appears_after_the_delay()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { ListDelay = TimeSpan.FromSeconds(10) });
        var (first, second) = (await sandbox.Client.SayAsync("305419896", "One"), "");
        sandbox.Clock.Advance(TimeSpan.FromSeconds(4));
        second = (await sandbox.Client.SayAsync("305419896", "Two")).SentId;
        await AssertShown(sandbox);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(6));
        await AssertShown(sandbox, first.SentId);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(4));
        await AssertShown(sandbox, second, first.SentId);
        Assert.Equal(2, sandbox.Server.Api.SentMessages.Count);
    }

    [Fact]
    public async Task Participants_can_use_a_new_group_before_the_delay_ends()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new SandboxOptions { ListDelay = TimeSpan.FromSeconds(10) });
        var group = (await sandbox.Client.PostJsonAsync(
            "/2/dm_conversations", new { conversation_type = "Group", participant_ids = new[] { "12", "1234" }, message = new { text = "Hi" } }))
            .Body.GetProperty("data").Text("dm_conversation_id");
        Assert.Equal(0, (await sandbox.GetAsync($"/2/dm_conversations/{group}/dm_events")).ResultCount);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, (await sandbox.GetAsync($"/2/dm_conversations/{group}/dm_events")).ResultCount);
    }

    private static async Task AssertShown(RunningSandbox sandbox, params string[] ids)
    {
        Assert.Equal(ids, (await sandbox.GetAsync("/2/dm_conversations/with/305419896/dm_events")).EventIds);
        var all = (await sandbox.GetAsync("/2/dm_events?max_results=3")).EventIds;
        Assert.Equal(ids, all.Take(ids.Length));
        foreach (var message in sandbox.Server.Api.SentMessages)
            Assert.Equal(ids.Contains(message.EventId), (await sandbox.GetAsync($"/2/dm_events/{message.EventId}")).Body.Has("data"));
    }
}
