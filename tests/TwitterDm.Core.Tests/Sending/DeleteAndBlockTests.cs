using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Sending;

public sealed class DeleteAndBlockTests
{
    [Fact]
    public async Task An_event_is_deleted_and_counted()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = "Hello" });
        var events = await api.ListAsync(new DmEventQuery { First = 2 });
        var before = api.Connection.Usage;

        await api.Client().DeleteEventAsync(events[0].Id);

        Assert.Equal(events[1].Id, (await api.ListAsync(new DmEventQuery { First = 1 }))[0].Id);
        Assert.Equal(1, api.Connection.Usage.EventsDeleted - before.EventsDeleted);
    }

    [Fact]
    public async Task Deleting_a_message_that_someone_else_sent_fails_and_costs_nothing()
    {
        await using var api = await TestApi.StartAsync();
        var other = (await api.ListAsync()).First(item => !item.IsOutgoing);

        var error = await Assert.ThrowsAsync<DmException>(() => api.Client().DeleteEventAsync(other.Id));

        Assert.Equal(DmErrorKind.Permission, error.Kind);
        Assert.Contains("only the Direct Messages that you sent", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("You can delete only what you sent.", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0, api.Connection.Usage.EventsDeleted);
    }

    [Fact]
    public async Task A_deletion_that_a_locked_account_is_refused_has_the_advice_about_the_account()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.When(request => request.Method == "DELETE", Fault.Locked);

        var error = await Assert.ThrowsAsync<DmException>(() => api.Client().DeleteEventAsync("1"));

        Assert.Equal(DmErrorReason.AccountLocked, error.Reason);
        Assert.StartsWith("X has locked this account.", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_an_unknown_event_fails_with_not_found()
    {
        await using var api = await TestApi.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.Client().DeleteEventAsync("1"));

        Assert.Equal(DmErrorKind.NotFound, error.Kind);
        Assert.Equal(0, api.Connection.Usage.EventsDeleted);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("status-after=503")]
    [InlineData("refuse")]
    public async Task A_deletion_is_retried_after_a_lost_response(string fault)
    {
        await using var api = await TestApi.StartAsync();
        var newest = (await api.SendAsync(new DmOutgoingMessage { To = new("12"), Text = "Hello" })).EventId!;
        api.Server.Faults.When(request => request.Method == "DELETE", Fault.Parse(fault));

        await api.Clock.RunAsync(api.Client().DeleteEventAsync(newest));

        Assert.NotEqual(newest, (await api.ListAsync(new DmEventQuery { First = 1 }))[0].Id);
    }

    [Theory]
    [InlineData("12a")]
    [InlineData("")]
    public async Task An_invalid_id_is_rejected_before_any_request(string id)
    {
        await using var api = await TestApi.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.Client().DeleteEventAsync(id));

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task A_user_is_blocked_and_unblocked()
    {
        await using var api = await TestApi.StartAsync();
        var message = new DmOutgoingMessage { To = new("12"), Text = "Hello" };

        var blocked = await api.Client().BlockAsync(new DmUserReference("@jacqueline"));
        var refused = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(message));
        await api.Client().UnblockAsync(new DmUserReference("12"));
        await api.SendAsync(message);

        Assert.Equal("@jacqueline", blocked.ToString());
        Assert.Equal(DmErrorKind.Permission, refused.Kind);
    }

    [Fact]
    public async Task A_block_is_retried_after_a_lost_response()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.ResetAfterHandling);

        await api.Clock.RunAsync(api.Client().BlockAsync(new DmUserReference("12")));

        Assert.Equal(2, api.Calls.Count);
    }

    [Fact]
    public async Task A_message_to_the_name_of_a_blocked_user_is_rejected_before_its_request()
    {
        await using var api = await TestApi.StartAsync();
        await api.Client().BlockAsync(new DmUserReference("12"));

        var error = await Assert.ThrowsAsync<DmException>(() => api.SendAsync(new DmOutgoingMessage { To = new("@jacqueline"), Text = "Hello" }));

        Assert.Equal(DmErrorKind.Permission, error.Kind);
        Assert.Empty(api.Server.Api.SentMessages);
    }
}
