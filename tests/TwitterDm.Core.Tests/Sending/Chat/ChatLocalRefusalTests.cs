using System.Globalization;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using static TwitterDm.Core.Tests.Sending.Chat.ChatSending;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>
/// An attempt had an unknown outcome, and then the module itself did not start another one: because of the rate limit, the spending limit or
/// the token. That is no answer to the attempt before it.
/// </summary>
public sealed class ChatLocalRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Journal => Path.Combine(_folder.Root, "run.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_rate_limit_after_an_unknown_outcome_does_not_make_it_certain()
    {
        await using var api = await TestApi.StartChatAsync();
        LastSendOfTheWindow(api);

        var sent = (await SendAsync(api, Stopping(api)))[0].Sent!;

        Assert.Equal(sent.EventId, Assert.Single(api.Server.Api.SentChatMessages).EventId);
    }

    [Fact]
    public async Task What_the_rate_limit_leaves_uncertain_is_sent_only_once_by_the_next_run()
    {
        await using var api = await TestApi.StartChatAsync();
        var hasBegun = false;
        api.Server.Faults.When(request => (hasBegun |= request.Method == "POST") && request.Method == "GET", Fault.Status(500), 1000);
        LastSendOfTheWindow(api);

        var error = (await SendAsync(api, Stopping(api)))[0].Error!;

        Assert.Equal((DmErrorKind.SendUncertain, DmErrorReason.ChatSendUncertain), (error.Kind, error.Reason));
        await AssertNextRunSendsNothingNewAsync(api);
    }

    [Fact]
    public async Task The_rate_limit_after_an_edit_with_an_unknown_outcome_does_not_make_it_certain()
    {
        await using var api = await TestApi.StartChatAsync();
        var sent = await api.SendAsync(To(Jacqueline, "before"));
        LastSendOfTheWindow(api);

        var edit = await api.Clock.RunAsync(Stopping(api).EditMessageAsync(new(sent.EventId!, OneToOne), "after"));

        Assert.Equal(edit.EventId, (await api.NewestAsync(OneToOne))[0].Id);
    }

    [Fact]
    public async Task The_spending_limit_after_an_unknown_outcome_does_not_make_it_certain()
    {
        await using var api = await TestApi.StartChatAsync();
        using var connection = await OpenAsync(api, spendingLimit: 1);
        await api.SendAsync(To(Jacqueline, "to know the key"), new DmClient(connection));
        // Enough for this message and one request for the next one, and not for its repetition.
        var others = connection.Usage.EstimatedCost - connection.Prices.Message;
        connection.Prices = new() { Message = (1 - others) / 2.5m };
        api.Server.Faults.When(request => request.Method == "POST", Fault.ChatFailureAfterHandling(14), 1);

        // It is found, for which the limit is enough.
        var sent = (await SendAsync(api, new DmClient(connection)))[0].Sent!;

        Assert.Equal(["messages", "messages"], api.Posts());
        Assert.Equal(sent.MessageId, Assert.Single(api.Server.Api.SentChatMessages, message => message.Text == "once").MessageId);
    }

    private static DmClient Stopping(TestApi api) => api.Client(DmRateLimitAction.Stop);

    // The response is lost, and says that no more requests are left.
    private static void LastSendOfTheWindow(TestApi api)
    {
        var reset = (api.Clock.GetUtcNow() + TimeSpan.FromMinutes(10)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        api.Server.Faults.When(
            request => request.Method == "POST",
            Fault.StatusAfterHandling(503, [new("x-rate-limit-limit", "15"), new("x-rate-limit-remaining", "0"), new("x-rate-limit-reset", reset)]),
            1);
    }

    private static Task<DmConnection> OpenAsync(TestApi api, decimal? spendingLimit)
        => api.Clock.RunAsync(DmConnection.OpenAsync(api.Options(
            new BearerCredential(SandboxCredentials.UserToken), spendingLimit, chatKey: ChatKey.Parse(api.Server.Api.ChatKeyOf().Key))));

    private Task<List<DmSendResult>> SendAsync(TestApi api, DmClient client)
        => api.Clock.RunAsync(TestApi.CollectAsync(client.SendMessages([To(Jacqueline, "once")], new DmSendOptions { JournalPath = Journal })));

    private async Task AssertNextRunSendsNothingNewAsync(TestApi api)
    {
        api.Server.Faults.Reset();
        using var connection = await OpenAsync(api, spendingLimit: null);
        var sent = (await SendAsync(api, new DmClient(connection)))[0].Sent!;
        Assert.Equal(sent.MessageId, Assert.Single(api.Server.Api.SentChatMessages, message => message.Text == "once").MessageId);
    }
}
