using System.Text.Json.Nodes;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Tests.Chat.Writing;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Faults;

/// <summary>Faults while X Chat messages are sent: whether the message was stored, and that a repeat gets its event.</summary>
public sealed class ChatFaultTests : IAsyncLifetime
{
    private const string Conversation = ChatClient.WithJacqueline;

    private RunningSandbox _sandbox = null!;
    private ChatClient _chat = null!;
    private JsonObject _message = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await RunningSandbox.StartAsync();
        _chat = new ChatClient(_sandbox.Server.Api, _sandbox.Client);
        _message = _chat.Message(Conversation, ChatEntries.Message("Once"), await _chat.KeyAsync(Conversation));
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_message_whose_response_was_lost_is_stored_and_a_repeat_gets_its_event()
    {
        Inject(Fault.ResetAfterHandling);
        await Assert.ThrowsAsync<HttpRequestException>(SendAsync);
        await AssertSentOnceAsync(storedBefore: 1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task The_same_goes_for_a_status_after_handling(int status)
    {
        Inject(Fault.StatusAfterHandling(status));
        Assert.Equal(status, (int)(await SendAsync()).Status);
        await AssertSentOnceAsync(storedBefore: 1);
    }

    [Fact]
    public async Task A_cut_response_can_be_repeated()
    {
        Inject(Fault.CutBody);
        await Assert.ThrowsAsync<HttpRequestException>(SendAsync);
        await AssertSentOnceAsync(storedBefore: 1);
    }

    [Fact]
    public async Task A_request_that_was_lost_is_not_stored()
    {
        Inject(Fault.RefuseBeforeReading);
        await Assert.ThrowsAsync<HttpRequestException>(SendAsync);
        Inject(Fault.ResetWhileReading);
        await Assert.ThrowsAsync<HttpRequestException>(SendAsync);
        Inject(Fault.Status(503));
        await SendAsync();
        await AssertSentOnceAsync(storedBefore: 0);
    }

    [Theory]
    [InlineData("chat-failure=2", nameof(ChatFailureType.InternalError), 0)]
    [InlineData("chat-failure=12", nameof(ChatFailureType.RateLimitUpsell), 0)]
    [InlineData("chat-failure=99", nameof(ChatFailureType.Unknown), 0)]
    [InlineData("chat-failure-after=14", nameof(ChatFailureType.GenericError), 1)]
    public async Task A_message_can_be_refused_with_any_reason_before_and_after_it_was_stored(string fault, string type, int stored)
    {
        Inject(Fault.Parse(fault));
        var reply = await SendAsync();
        Assert.Equal((type, _message["message_id"]!.GetValue<string>()), (ChatClient.FailureOf(reply).ToString(), ChatClient.EventOf(reply).MessageId));
        await AssertSentOnceAsync(stored);
    }

    [Fact]
    public async Task Other_requests_are_not_affected_by_a_failure_of_messages()
    {
        Inject(Fault.ChatFailure(2));
        Assert.Equal(200, (int)(await _chat.GetAsync($"/2/chat/conversations/{Conversation}/events")).Status);
    }

    [Theory]
    [InlineData("chat-failure=0")]
    [InlineData("chat-failure-after=x")]
    public void A_reason_is_a_number(string fault) => Assert.Throws<FormatException>(() => Fault.Parse(fault));

    private void Inject(Fault fault) => _sandbox.Server.Faults.When(request => request.PathAndQuery.Contains("/chat/", StringComparison.Ordinal), fault);

    private Task<Reply> SendAsync() => _chat.SendAsync(Conversation, _message);

    private async Task AssertSentOnceAsync(int storedBefore)
    {
        Assert.Equal(storedBefore, _sandbox.Server.Api.SentChatMessages.Count);
        var first = ChatClient.EventOf(await SendAsync());
        Assert.Null(first.Failure);
        Assert.Equal(first.SequenceId, ChatClient.EventOf(await SendAsync()).SequenceId);
        Assert.Equal(first.SequenceId, Assert.Single(_sandbox.Server.Api.SentChatMessages).EventId);
        Assert.Single(await _chat.Reading.EventsAsync(Conversation), item => item.Text == "Once");
    }
}
