using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Chat.Writing;
using static TwitterDm.Core.Tests.Sending.Chat.ChatSending;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>Sending by X Chat: what arrives, in how many requests, and what is repeated.</summary>
public sealed class ChatSendTests
{
    [Fact]
    public async Task The_first_message_into_a_conversation_reads_few_events_for_its_key()
    {
        await using var api = await TestApi.StartChatAsync();

        await api.SendAsync(To(Jacqueline, "first"));
        await api.SendAsync(To(Jacqueline, "second"));

        var reads = api.Server.Requests.Where(request => request.Method == "GET" && request.PathAndQuery.Contains("/events?", StringComparison.Ordinal)).ToArray();
        Assert.Matches("max_results=1(&|$)", reads[0].PathAndQuery);
        // More only if the key is not there yet.
        Assert.All(reads.Skip(1), read => Assert.Matches("max_results=10(&|$)", read.PathAndQuery));
        Assert.InRange(reads.Length, 1, 2);
    }

    [Fact]
    public async Task A_message_arrives_encrypted_and_verified()
    {
        await using var api = await TestApi.StartChatAsync();

        var sent = await api.SendAsync(To(Jacqueline, "Grüße, @bob: https://x.com/a #tag \U0001F680"));

        var there = Assert.Single(api.Server.Api.SentChatMessages);
        Assert.Equal(("Grüße, @bob: https://x.com/a #tag \U0001F680", there.EventId, there.MessageId), (there.Text, sent.EventId, sent.MessageId));
        Assert.Equal((nameof(DmSource.Chat), OneToOne, Jacqueline), (sent.Source, sent.ConversationId, sent.Recipient!.Id));
        Assert.Empty(api.Server.Api.SentMessages);
        var read = (await api.NewestAsync(OneToOne))[0];
        Assert.Equal((sent.EventId, sent.MessageId, true), (read.Id, read.MessageId, read.IsVerified));
        Assert.Equal(["https://x.com/a"], read.Urls);
    }

    [Theory]
    [InlineData(OneToOne)]
    [InlineData($"{Me}-{Jacqueline}")]
    [InlineData(Group)]
    public async Task A_message_goes_into_a_conversation(string conversationId)
    {
        await using var api = await TestApi.StartChatAsync();

        var sent = await api.SendAsync(new() { ConversationId = conversationId, Text = "Hi", Source = DmSource.Chat });

        Assert.Equal(conversationId.StartsWith('g') ? Group : OneToOne, sent.ConversationId);
        Assert.Equal(sent.EventId, (await api.NewestAsync(sent.ConversationId!))[0].Id);
    }

    [Fact]
    public async Task The_id_of_a_group_of_X_Chat_says_where_a_message_is_sent()
    {
        await using var api = await TestApi.StartChatAsync();

        var sent = await api.SendAsync(new() { ConversationId = Group, Text = "Hi" });

        Assert.Equal(nameof(DmSource.Chat), sent.Source);
    }

    [Fact]
    public async Task A_chat_key_alone_does_not_change_where_a_message_is_sent()
    {
        await using var api = await TestApi.StartChatAsync();

        var sent = await api.SendAsync(new() { To = new(Jacqueline), Text = "Hi" });

        Assert.Equal((nameof(DmSource.Classic), null), (sent.Source, sent.MessageId));
        Assert.Empty(api.Server.Api.SentChatMessages);
    }

    [Fact]
    public async Task One_batch_can_send_to_both()
    {
        await using var api = await TestApi.StartChatAsync();

        var results = await api.SendAllAsync(
            null,
            new() { To = new(Jacqueline), Text = "classic" },
            To(Jacqueline, "chat"),
            new() { To = new(Jacqueline), Text = "classic again" });

        Assert.Equal(["Classic", "Chat", "Classic"], results.Select(result => result.Sent!.Source));
        Assert.Equal("chat", Assert.Single(api.Server.Api.SentChatMessages).Text);
        Assert.Equal(["classic", "classic again"], api.Server.Api.SentMessages.Select(message => message.Text));
    }

    [Fact]
    public async Task Twenty_messages_into_one_conversation_look_for_its_key_once()
    {
        await using var api = await TestApi.StartChatAsync();

        var results = await api.SendAllAsync(
            null,
            [
                .. Enumerable
                    .Range(1, 20)
                    .Select(number => new DmOutgoingMessage
                    {
                        ConversationId = OneToOne,
                        Text = $"{number}",
                        Source = DmSource.Chat,
                    }),
            ]);

        Assert.All(results, result => Assert.NotNull(result.Sent));
        // Here, the newest five events do not bring the key.
        Assert.Equal(2, api.Calls.Count(call => call.EndsWith("/events", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(1, 20).Select(number => $"{number}"), api.Server.Api.SentChatMessages.Select(message => message.Text));
        Assert.DoesNotContain("GET /2/users", api.Calls);
    }

    [Fact]
    public async Task A_key_that_a_listing_has_brought_is_not_looked_for_again()
    {
        await using var api = await TestApi.StartChatAsync();
        await api.ListAsync(new() { ConversationId = OneToOne, Sources = [DmSource.Chat] });
        var before = api.Calls.Count;

        await api.SendAsync(To(Jacqueline, "Hi"));

        Assert.Equal([$"POST /2/chat/conversations/{OneToOne}/messages"], api.Calls.Skip(before));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("status-after=503")]
    [InlineData("cut-body")]
    [InlineData("status=502")]
    [InlineData("html")]
    [InlineData("429-retry-after=5")]
    public async Task The_same_bytes_are_repeated_until_the_outcome_is_known(string fault)
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.Parse(fault), 3);

        var sent = await api.SendAsync(To(Jacqueline, "once"));

        Assert.Equal(sent.EventId, Assert.Single(api.Server.Api.SentChatMessages).EventId);
        Assert.Equal(4, api.Calls.Count(call => call.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("status=503")]
    [InlineData("html")]
    public async Task If_all_retries_fail_and_the_conversation_does_not_show_it_delivery_is_uncertain(string fault)
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.Parse(fault), int.MaxValue);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(To(Jacqueline, "secret words")));

        Assert.Equal((DmErrorKind.SendUncertain, DmErrorReason.ChatSendUncertain), (error.Kind, error.Reason));
        Assert.Equal((null, nameof(DmSource.Chat), OneToOne), (error.UncertainMessage!.EventId, error.UncertainMessage.Source, error.UncertainMessage.ConversationId));
        Assert.NotNull(error.UncertainMessage.MessageId);
        Assert.DoesNotContain("secret words", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(api.Server.Api.SentChatMessages);
    }

    [Fact]
    public async Task If_all_responses_are_lost_the_conversation_shows_that_it_arrived()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling, int.MaxValue);

        var sent = await api.SendAsync(To(Jacqueline, "once"));

        Assert.Equal(sent.EventId, Assert.Single(api.Server.Api.SentChatMessages).EventId);
    }

    [Fact]
    public async Task A_message_that_never_left_is_not_uncertain()
    {
        await using var api = await TestApi.StartChatAsync();
        await api.ListAsync(new() { ConversationId = OneToOne, Sources = [DmSource.Chat] });
        using var stopped = await api.StopServerAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(To(Jacqueline, "Hi")));

        Assert.Equal(DmErrorKind.Service, error.Kind);
    }

    [Fact]
    public async Task A_refusal_after_an_attempt_that_arrived_is_not_believed()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling, 1);
        api.Server.Faults.When(request => request.Method == "POST", Fault.Status(403), 1);

        var sent = await api.SendAsync(To(Jacqueline, "once"));

        Assert.Equal(sent.EventId, Assert.Single(api.Server.Api.SentChatMessages).EventId);
    }

    [Fact]
    public async Task A_refusal_after_an_attempt_that_the_conversation_does_not_show_is_uncertain()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetWhileReading, 1);
        api.Server.Faults.When(request => request.Method == "POST", Fault.Status(403), 1);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(To(Jacqueline, "once")));

        Assert.Equal(DmErrorKind.SendUncertain, error.Kind);
        Assert.Empty(api.Server.Api.SentChatMessages);
    }

    [Theory]
    [InlineData(ChatRefusal.FailureEvent)]
    [InlineData(ChatRefusal.Problem)]
    public async Task A_conversation_that_is_not_accepted_is_named_as_such(ChatRefusal refusal)
    {
        await using var api = await TestApi.StartChatAsync(new SandboxOptions { ChatRefusal = refusal });
        var text = To(Ines, "Hello?");
        await api.SendAsync(text);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(text));

        Assert.Equal(DmErrorKind.Permission, error.Kind);
        Assert.Contains("RECIPIENT_HAS_NOT_TRUSTED_CONVERSATION", error.Message, StringComparison.Ordinal);
        Assert.Equal(DmErrorReason.ChatConversationNotAccepted, error.Reason);
        Assert.False(error.EndsRun);
    }
}
