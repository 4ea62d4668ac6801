using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Chat.Writing;
using static TwitterDm.Core.Tests.Sending.Chat.ChatSending;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>A conversation whose key changes while it is written to, and other refusals of X.</summary>
public sealed class ChatKeyVersionTests
{
    [Theory]
    [InlineData(ChatRefusal.FailureEvent)]
    [InlineData(ChatRefusal.Problem)]
    public async Task After_a_refusal_of_the_key_version_the_message_is_encrypted_again_once(ChatRefusal refusal)
    {
        await using var api = await TestApi.StartChatAsync(new SandboxOptions { ChatRefusal = refusal });
        var first = await api.SendAsync(To(Jacqueline, "before"));
        api.Server.Api.ChangeChatKey("jacqueline", Jacqueline);

        var second = await api.SendAsync(To(Jacqueline, "after"));

        Assert.Equal(["before", "after"], api.Server.Api.SentChatMessages.Select(message => message.Text));
        Assert.NotEqual(first.MessageId, second.MessageId);
        Assert.Equal(["messages", "messages", "messages"], api.Posts());
        Assert.True((await api.NewestAsync(OneToOne))[0].IsVerified);
    }

    [Fact]
    public async Task The_same_row_is_recorded_with_its_new_id_before_it_is_sent_again()
    {
        await using var api = await TestApi.StartChatAsync();
        await api.SendAsync(To(Jacqueline, "before"));
        api.Server.Api.ChangeChatKey("jacqueline", Jacqueline);
        var journal = Path.GetTempFileName();
        File.Delete(journal);

        var result = (await api.SendAllAsync(journal, To(Jacqueline, "after")))[0];

        var ids = (await File.ReadAllLinesAsync(journal)).Where(line => line.Contains("\"messageId\"", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, ids.Length);
        Assert.Contains(result.Sent!.MessageId!, ids[1], StringComparison.Ordinal);
        File.Delete(journal);
    }

    [Fact]
    public async Task An_unknown_outcome_before_the_refusal_does_not_send_the_message_twice()
    {
        await using var api = await TestApi.StartChatAsync();
        await api.SendAsync(To(Jacqueline, "before"));
        // The message arrives, the response is lost, and the key changes before it is repeated.
        api.Server.Faults.When(request => request.Method == "POST", Fault.ResetAfterHandling, 1);
        api.Server.Faults.When(request => request.Method == "POST", Refusal(), 1);

        var sent = await api.SendAsync(To(Jacqueline, "once"));

        Assert.Equal(["before", "once"], api.Server.Api.SentChatMessages.Select(message => message.Text));
        Assert.Equal(sent.EventId, api.Server.Api.SentChatMessages[1].EventId);
    }

    [Fact]
    public async Task A_version_that_is_refused_without_a_newer_key_is_an_error()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Faults.When(request => request.Method == "POST", Refusal(), int.MaxValue);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(To(Jacqueline, "once")));

        Assert.Equal(DmErrorKind.Permission, error.Kind);
        Assert.Empty(api.Server.Api.SentChatMessages);
    }

    [Fact]
    public async Task A_recipient_with_new_keys_is_named_as_such()
    {
        await using var api = await TestApi.StartChatAsync();
        api.Server.Api.ReplaceChatKeys("jacqueline");

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(To(Jacqueline, "Hi")));

        Assert.Equal((DmErrorKind.Permission, DmErrorReason.ChatRecipientKeysChanged, false), (error.Kind, error.Reason, error.EndsRun));
        Assert.Contains("RECIPIENT_KEY_HAS_CHANGED", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_left_a_group_is_told_so()
    {
        await using var api = await TestApi.StartChatAsync();
        await api.NewestAsync(Group, 100);
        var member = (await api.ListAsync(new() { ConversationId = Group, Sources = [DmSource.Chat] }))
            .First(item => !item.IsOutgoing && item.SenderUsername is not null)
            .SenderUsername!;
        api.Server.Api.RemoveFromChat(member, Group);

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(Into(Group, "Hi")));

        Assert.True(error.Reason == DmErrorReason.ChatNotMember || error.Kind == DmErrorKind.NotFound, error.Message);
    }

    private static Fault Refusal() => Fault.Status(400, body: """{"title":"Invalid Request","detail":"NON_LATEST_CKEY_VERSION: The latest key of the conversation is another one.","type":"about:blank","status":400}""");
}
