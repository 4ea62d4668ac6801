using System.Text;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Testing;
using static TwitterDm.Core.Tests.Sending.Chat.ChatSending;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>Conversations that do not exist yet, and those that only seem not to.</summary>
public sealed class ChatStartTests
{
    private const string Request = "1500000000000000001";

    [Fact]
    public async Task A_new_one_to_one_gets_a_key_and_then_the_message()
    {
        await using var api = await TestApi.StartChatAsync();

        var sent = await api.SendAsync(To(Ines, "Hello"));

        Assert.Equal(["keys", "messages"], api.Posts());
        Assert.Single(api.Calls, call => call.EndsWith("/events", StringComparison.Ordinal));
        Assert.Equal($"{Me}-{Ines}", sent.ConversationId);
        var read = Assert.Single(await api.NewestAsync(sent.ConversationId!, 10));
        Assert.Equal((sent.EventId, "Hello", true), (read.Id, read.Text, read.IsVerified));
    }

    [Fact]
    public async Task A_message_request_is_answered_with_its_own_key()
    {
        await using var api = await TestApi.StartChatAsync();

        var sent = await api.SendAsync(To(Request, "Hello yourself"));

        Assert.Equal(["messages"], api.Posts());
        Assert.Equal(sent.EventId, Assert.Single(api.Server.Api.SentChatMessages).EventId);
    }

    [Fact]
    public async Task Participants_without_keys_are_named_before_anything_is_sent()
    {
        await using var api = await TestApi.StartChatAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(To(Stranger, "Hello")));

        Assert.Equal((DmErrorKind.Permission, DmErrorReason.ChatParticipantWithoutKeys), (error.Kind, error.Reason));
        Assert.Contains(Stranger, error.Message, StringComparison.Ordinal);
        Assert.Empty(api.Posts());
    }

    [Fact]
    public async Task A_reaction_that_is_cancelled_under_way_has_an_unknown_outcome()
    {
        await using var api = await TestApi.StartChatAsync();
        var newest = (await api.NewestAsync(OneToOne))[0];
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/messages", StringComparison.Ordinal), Fault.SlowBody(TimeSpan.FromMinutes(10)));
        using var stop = new CancellationTokenSource();
        var client = api.Client();
        var running = client.AddReactionAsync(new(newest.Id, OneToOne), "👍", stop.Token);
        await Bounds.UntilAsync(() => api.Posts().Count > 0);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(client.WasWriteInterrupted);
    }

    [Fact]
    public async Task A_conversation_with_oneself_is_refused_and_gets_no_key()
    {
        await using var api = await TestApi.StartChatAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(Into($"{Me}-{Me}", "Hello")));

        Assert.Equal(DmErrorReason.OwnAccount, error.Reason);
        Assert.Empty(api.Posts());
    }

    [Fact]
    public async Task Several_messages_to_somebody_without_keys_ask_once()
    {
        await using var api = await TestApi.StartChatAsync();

        var results = await api.SendAllAsync(null, To(Stranger, "1"), To(Stranger, "2"), To(Jacqueline, "3"));

        Assert.Equal([DmErrorReason.ChatParticipantWithoutKeys, DmErrorReason.ChatParticipantWithoutKeys, null], results.Select(result => result.Error?.Reason));
        Assert.Single(api.Calls, call => call.Contains($"{Stranger}", StringComparison.Ordinal) && call.EndsWith("/events", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("reset", "keys,messages")]
    [InlineData("status-after=503", "keys,messages")]
    [InlineData("html", "keys,keys,messages")]
    public async Task A_lost_response_to_the_new_key_does_not_make_another_key(string fault, string posts)
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/keys", StringComparison.Ordinal), Fault.Parse(fault), 1);

        await api.SendAsync(To(Ines, "Hello"));

        Assert.Equal(posts.Split(','), api.Posts());
        Assert.True(Assert.Single(await api.NewestAsync($"{Me}-{Ines}", 10)).IsVerified);
    }

    [Fact]
    public async Task A_group_is_created_with_an_encrypted_name_and_its_first_message()
    {
        await using var api = await TestApi.StartChatAsync();

        var sent = await api.RunAsync(client => client.CreateConversationAsync(
            DmClient.CheckConversation([new(Jacqueline), new(Ines)], new DmOutgoingMessage { Text = "Welcome", Source = DmSource.Chat }, "Plans, \U0001F389"), default));

        Assert.Equal(["initialize", "group", "messages"], api.Posts());
        Assert.StartsWith("g", sent.ConversationId, StringComparison.Ordinal);
        Assert.Equal(("Welcome", nameof(DmSource.Chat)), (sent.Text, sent.Source));
        Assert.DoesNotContain("Plans", string.Concat(api.Server.Requests.Select(request => Encoding.UTF8.GetString(request.Body.Span))), StringComparison.Ordinal);
        var events = await api.NewestAsync(sent.ConversationId!, 10);
        Assert.All(events, item => Assert.True(item.IsVerified, item.EventTypeName));
        Assert.All(events, item => Assert.Equal("Plans, \U0001F389", item.ConversationName));
    }

    [Theory]
    [InlineData("reset", "initialize,group,messages")]
    [InlineData("status=503", "initialize,group,group,messages")]
    public async Task A_group_whose_response_is_lost_is_created_once(string fault, string posts)
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/group", StringComparison.Ordinal), Fault.Parse(fault), 1);

        await api.RunAsync(client => client.CreateConversationAsync([new(Jacqueline), new(Ines)], new DmOutgoingMessage { Text = "Welcome", Source = DmSource.Chat }));

        Assert.Equal(posts.Split(','), api.Posts());
    }

    [Fact]
    public async Task A_group_that_cannot_be_looked_for_is_named_in_the_error()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/group", StringComparison.Ordinal), Fault.ResetAfterHandling, 1);
        api.Server.Faults.When(request => request.Method == "GET" && request.PathAndQuery.Contains("/conversations/g", StringComparison.Ordinal), Fault.Status(500), 1000);

        var error = await api.FailAsync(client => client.CreateConversationAsync(
            [new(Jacqueline), new(Ines)], new DmOutgoingMessage { Text = "Welcome", Source = DmSource.Chat }));

        Assert.Equal((DmErrorKind.SendUncertain, DmErrorReason.ChatGroupUncertain), (error.Kind, error.Reason));
        Assert.StartsWith($"The group {error.Target} may have been created, without its first message: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(["initialize", "group"], api.Posts());
    }

    [Fact]
    public async Task A_refusal_of_a_group_that_exists_already_says_nothing_about_its_creation()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/group", StringComparison.Ordinal), Fault.ResetAfterHandling, 1);
        api.Server.Faults.When(request => request.Method == "GET" && request.PathAndQuery.Contains("/conversations/g", StringComparison.Ordinal), Fault.Status(404), 1);

        var sent = await api.RunAsync(client => client.CreateConversationAsync(
            [new(Jacqueline), new(Ines)], new DmOutgoingMessage { Text = "Welcome", Source = DmSource.Chat }));

        Assert.Equal(["initialize", "group", "group", "messages"], api.Posts());
        Assert.Equal("Welcome", Assert.Single(api.Server.Api.SentChatMessages).Text);
        Assert.NotNull(sent.EventId);
    }

    [Fact]
    public async Task Members_of_a_group_without_keys_are_all_named_before_anything_is_sent()
    {
        await using var api = await TestApi.StartChatAsync();

        var error = await api.FailAsync(client => client.CreateConversationAsync(
            [new(Jacqueline), new(Stranger)], new DmOutgoingMessage { Text = "Welcome", Source = DmSource.Chat }));

        Assert.Equal(DmErrorReason.ChatParticipantWithoutKeys, error.Reason);
        Assert.Contains(Stranger, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Jacqueline + ")", error.Message, StringComparison.Ordinal);
        Assert.Empty(api.Posts());
    }

    [Fact]
    public async Task A_group_whose_first_message_fails_is_named_in_the_error()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/messages", StringComparison.Ordinal), Fault.Status(403), 1);

        var error = await api.FailAsync(client => client.CreateConversationAsync(
            [new(Jacqueline), new(Ines)], new DmOutgoingMessage { Text = "Welcome", Source = DmSource.Chat }));

        Assert.Matches("The group g[0-9]+ was created, but its first message failed", error.Message);
    }
}
