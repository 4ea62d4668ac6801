using TwitterDm.Core.Tests.Support;
using static TwitterDm.Core.Tests.Sending.Chat.ChatSending;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>Searches in lists that never end.</summary>
public sealed class EndlessListTests
{
    private const string OldEvent = "1000000000000000001";

    // Neither events nor keys, and always the same token.
    private static readonly Fault Circle = EmptyPage("again");

    [Theory]
    [InlineData("edit")]
    [InlineData("reaction")]
    [InlineData("removal")]
    [InlineData("deletion")]
    public async Task The_search_for_an_event_ends_where_a_token_is_repeated(string change)
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(IsOfEvents, Fault.SameTokenAgain, 50);

        var error = await api.FailAsync(client => ChangeAsync(client, change));

        Assert.Equal((DmErrorKind.Protocol, 2), (error.Kind, EventRequests(api)));
        Assert.Contains("the same pagination token again, so that the list would never end", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_search_for_an_event_ends_after_a_hundred_empty_pages()
    {
        await using var api = await TestApi.StartChatAsync();
        for (var page = 1; page <= 150; page++)
            api.Server.Faults.When(IsOfEvents, EmptyPage($"page{page}"));

        var error = await api.FailAsync(client => ChangeAsync(client, "edit"));

        Assert.Equal((DmErrorKind.Protocol, 101), (error.Kind, EventRequests(api)));
        Assert.Contains("more than 100 empty pages in a row", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_search_for_a_key_ends_where_a_token_is_repeated()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(IsOfEvents, Circle, 50);

        var error = await api.FailAsync(client => client.SendMessageAsync(Into(Group, "Hi")));

        Assert.Equal((DmErrorKind.Protocol, 2, 0), (error.Kind, EventRequests(api), api.Posts().Count));
    }

    [Fact]
    public async Task The_search_for_an_uncertain_message_ends_where_a_token_is_repeated()
    {
        await using var api = await TestApi.StartChatAsync();
        await api.SendAsync(Into(Group, "So that the key is known."));
        var before = EventRequests(api);
        api.Server.Faults.When(request => request.Method == "POST", Fault.RefuseBeforeReading, 50);
        api.Server.Faults.When(IsOfEvents, Circle, 50);

        var error = await api.FailAsync(client => client.SendMessageAsync(Into(Group, "Hi")));

        Assert.Equal((DmErrorKind.SendUncertain, 2), (error.Kind, EventRequests(api) - before));
        Assert.Contains("the same pagination token again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_search_for_an_uncertain_classic_message_ends_where_a_token_is_repeated()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.RefuseBeforeReading, 50);
        api.Server.Faults.When(IsOfEvents, Circle, 100);

        var error = await api.FailAsync(client => client.SendMessageAsync(new() { To = new(Jacqueline), Text = "Hi" }));

        Assert.Equal((DmErrorKind.SendUncertain, 8), (error.Kind, api.ListRequests.Count));
        Assert.Contains("the same pagination token again", error.Message, StringComparison.Ordinal);
    }

    private static Fault EmptyPage(string token) => Fault.Status(200, "application/json", $$$"""{"meta":{"result_count":0,"has_more":true,"next_token":"{{{token}}}"}}""");

    private static bool IsOfEvents(RecordedRequest request) => request.Method == "GET" && request.PathAndQuery.Contains("events?", StringComparison.Ordinal);

    private static int EventRequests(TestApi api) => api.Calls.Count(call => call.EndsWith("/events", StringComparison.Ordinal));

    private static async Task<bool> ChangeAsync(DmClient client, string change)
    {
        var target = new DmEventReference(OldEvent, Group);
        if (change is "deletion")
            await client.DeleteChatEventAsync(target, forEveryone: true);
        else
        {
            await (
                change is "edit" ? client.EditMessageAsync(target, "x")
                : change is "reaction" ? client.AddReactionAsync(target, "\U0001F44D")
                : client.RemoveReactionAsync(target, "\U0001F44D"));
        }

        return true;
    }
}
