using TwitterDm.Auth;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Sending;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>Messages with the same text, some of them uncertain: no event is matched with two of them, and none is overlooked.</summary>
public sealed class IdenticalMessageTests : IDisposable
{
    private static readonly DmOutgoingMessage Hello = new() { To = new("12"), Text = "Hello" };

    private readonly TemporaryFolder _folder = new();

    private string Journal => Path.Combine(_folder.Root, "run.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_identical_uncertain_messages_are_each_found_with_their_own_event()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { ListDelay = TimeSpan.FromMinutes(1) });
        api.Server.Faults.When(IsPost, Fault.ResetAfterHandling, times: 2);
        var first = await api.SendAllAsync(Journal, Hello, Hello);
        Assert.All(first, result => Assert.Equal(DmErrorKind.SendUncertain, result.Error!.Kind));
        api.Clock.Advance(TimeSpan.FromMinutes(2));

        var second = await RunLaterAsync(api, Hello, Hello);

        Assert.Equal(
            api.Server.Api.SentMessages.Select(message => message.EventId).Order(StringComparer.Ordinal),
            second.Select(result => result.Sent!.EventId!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_event_sent_in_this_run_is_not_mistaken_for_an_uncertain_message_of_the_previous_run()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(403));
        api.Server.Faults.At(2, Fault.RefuseBeforeReading);
        await api.SendAllAsync(Journal, Hello, Hello);

        var second = await RunLaterAsync(api, Hello, Hello);

        Assert.NotNull(second[0].Sent);
        Assert.Equal(DmErrorKind.SendUncertain, second[1].Error!.Kind);
        Assert.Single(api.Server.Api.SentMessages);
    }

    [Fact]
    public async Task A_declined_message_keeps_its_row_so_that_an_identical_one_that_was_sent_is_not_sent_again()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(403));
        await api.SendAllAsync(Journal, Hello, Hello);
        var client = api.Client();
        DmCheckedMessage[] messages = [client.CheckMessage(Hello), client.CheckMessage(Hello)];
        Assert.Equal([false, true], client.ReadSent(messages, Journal));

        var options = new DmSendOptions { JournalPath = Journal, Declined = new HashSet<int> { 0 } };
        var result = Assert.Single(await api.Clock.RunAsync(TestApi.CollectAsync(client.SendMessages(messages, options, default))));

        Assert.Equal((1, true), (result.Index, result.WasSentBefore));
        Assert.Single(api.Server.Api.SentMessages);
    }

    [Fact]
    public async Task An_event_sent_in_the_previous_run_is_not_mistaken_for_its_uncertain_message()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(2, Fault.RefuseBeforeReading);
        await api.SendAllAsync(Journal, Hello, Hello);

        var second = await RunLaterAsync(api, Hello, Hello);

        Assert.True(second[0].WasSentBefore);
        Assert.Equal(DmErrorKind.SendUncertain, second[1].Error!.Kind);
    }

    [Fact]
    public async Task An_event_found_for_one_uncertain_message_is_not_used_for_the_next()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(Journal, Hello);
        // As left behind by a process that is killed before the response arrives.
        await File.WriteAllLinesAsync(Journal, (await File.ReadAllLinesAsync(Journal)).SkipLast(1));
        using var later = await api.OpenAsync(new BearerCredential(SandboxCredentials.UserToken));
        var client = new DmClient(later);
        var found = await api.Clock.RunAsync(TestApi.CollectAsync(client.SendMessages([Hello], new DmSendOptions { JournalPath = Journal })));
        api.Server.Faults.When(IsPost, Fault.RefuseBeforeReading);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(Hello, client));

        Assert.Equal(api.Server.Api.SentMessages.Single().EventId, found[0].Sent!.EventId);
        Assert.Equal(DmErrorKind.SendUncertain, error.Kind);
    }

    [Fact]
    public async Task An_uncertain_message_reports_the_request_error_even_if_the_conversation_cannot_be_read()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(503));
        api.Server.Faults.When(request => request.Method == "GET", Fault.Status(403), times: int.MaxValue);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(Hello));

        var cause = Assert.IsType<DmException>(error.InnerException);
        Assert.StartsWith("POST", cause.Request, StringComparison.Ordinal);
        Assert.Equal((503, cause.Request), ((int)error.StatusCode!, error.Request));
        Assert.Contains(cause.Message, error.Message, StringComparison.Ordinal);
        Assert.Contains("403", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@jacqueline", null, "@jacqueline")]
    [InlineData(null, "1590000000000000001", "1590000000000000001")]
    public async Task An_uncertain_message_names_its_recipient(string? to, string? conversationId, string name)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.When(IsPost, Fault.RefuseBeforeReading);

        var error = await Assert.ThrowsAsync<DmException>(
            () => api.SendAsync(new DmOutgoingMessage { To = to is null ? null : new(to), ConversationId = conversationId, Text = "Hello" }));

        Assert.Equal(DmErrorKind.SendUncertain, error.Kind);
        Assert.Contains($" {name} ", error.Message, StringComparison.Ordinal);
    }

    private static bool IsPost(RecordedRequest request) => request.Method == "POST";

    private async Task<List<DmSendResult>> RunLaterAsync(TestApi api, params DmOutgoingMessage[] messages)
    {
        using var later = await api.OpenAsync(new BearerCredential(SandboxCredentials.UserToken));
        return await api.Clock.RunAsync(TestApi.CollectAsync(new DmClient(later).SendMessages(messages, new DmSendOptions { JournalPath = Journal })));
    }
}
