using System.Text.Json;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using static TwitterDm.Core.Tests.Sending.Chat.ChatSending;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>The journal of messages by X Chat: what is in it, and what the next run does with it.</summary>
public sealed class ChatJournalTests : IDisposable
{
    private const string KeyVersionRefused = """{"title":"Invalid Request","detail":"NON_LATEST_CKEY_VERSION: The conversation has another key.","type":"about:blank","status":400}""";

    private readonly TemporaryFolder _folder = new();

    private string Journal => Path.Combine(_folder.Root, "run.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_bytes_are_recorded_before_they_are_sent_and_the_text_never_is()
    {
        await using var api = await TestApi.StartChatAsync();

        var sent = (await api.SendAllAsync(Journal, To(Jacqueline, "secret words")))[0].Sent!;

        var lines = await File.ReadAllLinesAsync(Journal);
        Assert.Equal(3, lines.Length);
        var sending = JsonDocument.Parse(lines[1]).RootElement;
        Assert.Equal(
            ("Sending", 2, sent.MessageId, OneToOne),
            (Text(sending, "state"), sending.GetProperty("format").GetInt32(), Text(sending, "messageId"), Text(sending, "conversationId")));
        Assert.True(Text(sending, "encodedEvent")!.Length > 100);
        Assert.DoesNotContain("encodedEvent", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("secret", string.Concat(lines), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("secret words"u8)[..12], string.Concat(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_killed_goes_on_also_if_the_ids_of_the_conversation_are_reversed()
    {
        await using var api = await TestApi.StartChatAsync();
        var message = Into($"{Me}-{Jacqueline}", "once");
        api.Server.Faults.When(request => request.Method == "POST", Fault.Parse("429"), 1);
        var client = api.Client(DmRateLimitAction.Stop);
        await api.Clock.RunAsync(TestApi.CollectAsync(client.SendMessages([message], new DmSendOptions { JournalPath = Journal })));
        // As if it was killed while it waited for the rate limit: its last record is that nothing was sent yet.
        var lines = await File.ReadAllLinesAsync(Journal);
        Assert.Equal(("Unsent", "Failed"), (Text(JsonDocument.Parse(lines[^2]).RootElement, "state"), Text(JsonDocument.Parse(lines[^1]).RootElement, "state")));
        await File.WriteAllLinesAsync(Journal, lines[..^1]);

        var sent = (await api.SendAllAsync(Journal, message))[0].Sent!;

        Assert.Equal((OneToOne, sent.MessageId), (sent.ConversationId, Assert.Single(api.Server.Api.SentChatMessages).MessageId));
    }

    [Fact]
    public async Task A_row_that_was_edited_to_another_conversation_sends_nothing_there()
    {
        await using var api = await TestApi.StartChatAsync();
        var hasBegun = false;
        api.Server.Faults.When(request => hasBegun |= request.Method == "POST", Fault.ResetAfterHandling, int.MaxValue);
        Assert.Equal(DmErrorKind.SendUncertain, (await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].Error!.Kind);
        api.Server.Faults.Reset();
        await File.WriteAllTextAsync(Journal, (await File.ReadAllTextAsync(Journal)).Replace(OneToOne, Group, StringComparison.Ordinal));
        var posts = api.Posts().Count;

        var error = (await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].Error!;

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        // The row is as uncertain as before, so that no later run sends the message as a new one.
        Assert.Equal(DmErrorKind.InvalidRequest, (await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].Error!.Kind);
        Assert.Equal(posts, api.Posts().Count);
        Assert.Equal(1, api.Server.Api.SentChatMessages.Count(message => message.Text == "once"));
    }

    [Fact]
    public async Task What_may_have_been_sent_to_a_name_is_not_sent_to_the_user_who_has_the_name_now()
    {
        await using var api = await TestApi.StartChatAsync();
        var hasBegun = false;
        api.Server.Faults.When(request => hasBegun |= request.Method == "POST", Fault.ResetAfterHandling, int.MaxValue);
        var message = new DmOutgoingMessage { To = new("@jacqueline"), Text = "once", Source = DmSource.Chat };
        Assert.Equal(DmErrorKind.SendUncertain, (await api.SendAllAsync(Journal, message))[0].Error!.Kind);
        api.Server.Faults.Reset();
        api.Connection.Account.Users.Add(new DmUser { Id = "783214", Username = "jacqueline" });

        for (var run = 0; run < 2; run++)
        {
            var error = (await api.SendAllAsync(Journal, message))[0].Error!;
            Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
            Assert.Contains("belongs to another user", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(OneToOne, Assert.Single(api.Server.Api.SentChatMessages).ConversationId);
    }

    [Theory]
    [InlineData(230, true)]
    [InlineData(1_000, false)]
    public async Task A_message_that_may_have_arrived_is_not_encrypted_anew_before_all_events_since_were_read(int others, bool isFound)
    {
        await using var api = await TestApi.StartChatAsync(new() { SendsPerWindow = 100_000, SendsPerDay = null });
        var hasBegun = false;
        api.Server.Faults.When(request => hasBegun |= request.Method == "POST", Fault.ResetAfterHandling, int.MaxValue);
        Assert.Equal(DmErrorKind.SendUncertain, (await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].Error!.Kind);
        api.Server.Faults.Reset();
        for (var index = 0; index < others; index++)
            api.Server.Api.AddChatMessage(Jacqueline, "another", Jacqueline);
        api.Clock.Advance(TimeSpan.FromMinutes(5));
        api.Server.Api.ChangeChatKey("jacqueline", Jacqueline);
        api.Server.Faults.When(request => request.Method == "POST", Fault.Status(400, body: KeyVersionRefused), 1);

        var second = (await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0];

        Assert.Equal("once", Assert.Single(api.Server.Api.SentChatMessages).Text);
        Assert.Equal(isFound ? null : DmErrorKind.SendUncertain, second.Error?.Kind);
    }

    [Fact]
    public async Task The_row_of_a_reply_does_not_depend_on_what_the_connection_has_read()
    {
        await using var api = await TestApi.StartChatAsync();
        var sent = await api.SendAsync(To(Jacqueline, "A question"));
        var reaction = await api.RunAsync(client => client.AddReactionAsync(new(sent), "\U0001F44D"));
        var reply = To(Jacqueline, "The answer") with { ReplyToId = reaction.EventId };
        Assert.NotNull((await api.SendAllAsync(Journal, reply))[0].Sent);
        var posts = api.Posts().Count;

        var options = api.Options(new BearerCredential(SandboxCredentials.UserToken), chatKey: ChatKey.Parse(api.Server.Api.ChatKeyOf().Key));
        using var later = await api.Clock.RunAsync(DmConnection.OpenAsync(options));
        var again = await api.Clock.RunAsync(TestApi.CollectAsync(new DmClient(later).SendMessages([reply], new DmSendOptions { JournalPath = Journal })));

        Assert.True(again[0].WasSentBefore);
        Assert.Equal(posts, api.Posts().Count);
    }

    [Fact]
    public async Task A_row_of_classic_messages_has_the_format_that_it_had()
    {
        await using var api = await TestApi.StartChatAsync();

        await api.SendAllAsync(Journal, new DmOutgoingMessage { To = new(Jacqueline), Text = "classic" });

        Assert.DoesNotContain("format", await File.ReadAllTextAsync(Journal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_stayed_uncertain_is_sent_again_with_the_same_bytes()
    {
        await using var api = await TestApi.StartChatAsync();
        // From the first attempt on, no response arrives, so that the conversation cannot be read either.
        var hasBegun = false;
        api.Server.Faults.When(request => hasBegun |= request.Method == "POST", Fault.ResetAfterHandling, int.MaxValue);
        var first = (await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].Error!;
        Assert.Equal(DmErrorKind.SendUncertain, first.Kind);
        api.Server.Faults.Reset();

        var second = (await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0];

        var there = Assert.Single(api.Server.Api.SentChatMessages);
        Assert.Equal((there.EventId, there.MessageId, first.UncertainMessage!.MessageId), (second.Sent!.EventId, second.Sent.MessageId, there.MessageId));
        Assert.Equal((Jacqueline, "once"), (second.Sent.Recipient!.Id, second.Sent.Text));
        Assert.True((await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].WasSentBefore);
    }

    [Theory]
    [InlineData(DmSource.Chat, null)]
    [InlineData(DmSource.Chat, DmSource.Classic)]
    [InlineData(DmSource.Classic, DmSource.Chat)]
    public async Task A_row_that_was_sent_is_skipped_whatever_the_source_of_the_next_run_is(DmSource first, DmSource? second)
    {
        await using var api = await TestApi.StartChatAsync();
        var message = To(Jacqueline, "once");
        Assert.NotNull((await api.SendAllAsync(Journal, message with { Source = first }))[0].Sent);
        var before = api.Calls.Count;

        var again = await api.SendAllAsync(Journal, message with { Source = second }, To(Jacqueline, "new") with { Source = DmSource.Classic });

        Assert.Equal((true, false), (again[0].WasSentBefore, again[1].WasSentBefore));
        Assert.Single(api.Calls.Skip(before));
    }

    [Fact]
    public async Task A_row_that_was_begun_by_X_Chat_is_not_sent_unencrypted()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.Status(403), 1);
        Assert.NotNull((await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].Error);
        var before = api.Calls.Count;

        var error = (await api.SendAllAsync(Journal, To(Jacqueline, "once") with { Source = null }))[0].Error!;

        Assert.Equal((DmErrorKind.InvalidRequest, DmErrorReason.JournalBegunByChat), (error.Kind, error.Reason));
        Assert.Equal(before, api.Calls.Count);
        Assert.NotNull((await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].Sent);
    }

    [Theory]
    [InlineData(DmSource.Chat, DmSource.Classic, DmErrorReason.JournalBegunByChat)]
    [InlineData(DmSource.Classic, DmSource.Chat, DmErrorReason.JournalBegunClassic)]
    public async Task A_row_that_may_have_arrived_is_not_sent_in_the_other_source(DmSource first, DmSource second, DmErrorReason reason)
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetWhileReading, int.MaxValue);
        Assert.Equal(DmErrorKind.SendUncertain, (await api.SendAllAsync(Journal, To(Jacqueline, "once") with { Source = first }))[0].Error!.Kind);
        api.Server.Faults.Reset();
        var before = api.Calls.Count;

        var error = (await api.SendAllAsync(Journal, To(Jacqueline, "once") with { Source = second }))[0].Error!;

        Assert.Equal(reason, error.Reason);
        Assert.Equal(before, api.Calls.Count);
    }

    [Fact]
    public async Task A_message_that_X_refused_is_encrypted_anew_by_the_next_run()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.Status(403), 1);
        Assert.Equal(DmErrorKind.Permission, (await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].Error!.Kind);

        Assert.NotNull((await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].Sent);

        var ids = (await File.ReadAllLinesAsync(Journal)).Select(line => Text(JsonDocument.Parse(line).RootElement, "messageId")).OfType<string>().ToArray();
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public async Task If_the_key_has_changed_since_an_unknown_outcome_the_message_is_sent_once_the_list_cannot_be_late()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetWhileReading, int.MaxValue);
        var first = (await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].Error!;
        api.Server.Faults.Reset();
        api.Server.Api.ChangeChatKey("jacqueline", Jacqueline);

        // An earlier attempt may have been accepted: under another id, the message could arrive twice.
        var second = (await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].Error!;

        Assert.Equal((DmErrorKind.SendUncertain, DmErrorKind.SendUncertain), (first.Kind, second.Kind));
        Assert.Equal(first.UncertainMessage!.MessageId, second.UncertainMessage!.MessageId);
        Assert.Empty(api.Server.Api.SentChatMessages);

        api.Clock.Advance(TimeSpan.FromMinutes(5));
        var third = Assert.Single(await api.SendAllAsync(Journal, To(Jacqueline, "once")));

        Assert.NotEqual(first.UncertainMessage!.MessageId, third.Sent!.MessageId);
        Assert.Equal("once", Assert.Single(api.Server.Api.SentChatMessages).Text);
        Assert.True(Assert.Single(await api.SendAllAsync(Journal, To(Jacqueline, "once"))).WasSentBefore);
    }

    [Fact]
    public async Task The_same_message_by_both_ways_is_two_rows()
    {
        await using var api = await TestApi.StartChatAsync();
        await api.SendAllAsync(Journal, new DmOutgoingMessage { To = new(Jacqueline), Text = "Hi" });

        var results = await api.SendAllAsync(Journal, new DmOutgoingMessage { To = new(Jacqueline), Text = "Hi" }, To(Jacqueline, "Hi"));

        Assert.Equal([true, false], results.Select(result => result.WasSentBefore));
    }

    [Fact]
    public async Task A_row_of_a_newer_format_is_refused_and_nothing_is_sent()
    {
        await using var api = await TestApi.StartChatAsync();
        await api.SendAllAsync(Journal, To(Jacqueline, "Hi"));
        await File.WriteAllTextAsync(Journal, (await File.ReadAllTextAsync(Journal)).Replace("\"format\":2", "\"format\":3", StringComparison.Ordinal));
        var before = api.Calls.Count;

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAllAsync(Journal, To(Jacqueline, "Hi")));

        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, api.Calls.Count);
    }

    [Fact]
    public async Task A_429_after_an_attempt_with_an_unknown_outcome_does_not_make_the_row_unsent()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling, 1);
        api.Server.Faults.When(request => request.Method == "POST", Fault.TooManyRequestsRetryAfter(TimeSpan.FromMinutes(5)), 1);

        Assert.NotNull((await api.SendAllAsync(Journal, To(Jacqueline, "once")))[0].Sent);

        Assert.DoesNotContain("Unsent", await File.ReadAllTextAsync(Journal), StringComparison.Ordinal);
        Assert.Single(api.Server.Api.SentChatMessages);
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
