using TwitterDm.Core.Tests.Media;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>The errors of a run, and which of them end it.</summary>
public sealed class BatchErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Messages_that_are_not_tried_carry_the_error_that_ended_the_run()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(401, headers: [new("x-transaction-id", "abc123")]));

        var results = await api.SendAllAsync(null, To("12"), To("783214"), To("987654321"));

        var (first, second) = (results[0].Error!, results[1].Error!);
        Assert.Equal((first.Kind, first.StatusCode, first.Request, first.ResetsAtUtc), (second.Kind, second.StatusCode, second.Request, second.ResetsAtUtc));
        Assert.NotNull(first.StatusCode);
        Assert.Equal("abc123", first.TransactionId);
        Assert.Equal(first.TransactionId, second.TransactionId);
        Assert.Same(first.Problem, second.Problem);
        Assert.Same(first, second.InnerException);
        Assert.Same(first, results[2].Error!.InnerException);
        Assert.Equal((first.Reason, first.RecommendedAction), (second.Reason, second.RecommendedAction));
        Assert.True(second.IsNotTried);
        Assert.Single(api.Calls);
    }

    [Fact]
    public async Task An_uncertain_message_carries_the_error_from_X()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(503, headers: [new("x-transaction-id", "abc123")]));

        var error = (await api.SendAllAsync(null, To("12")))[0].Error!;

        Assert.Equal(DmErrorKind.SendUncertain, error.Kind);
        Assert.Equal(503, (int)error.StatusCode!);
        Assert.Equal("abc123", error.TransactionId);
        Assert.Contains("POST", error.Request, StringComparison.Ordinal);
        Assert.NotNull(error.Problem);
        Assert.Contains(Assert.IsType<DmException>(error.InnerException).Message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, DmErrorKind.Authentication)]
    [InlineData(402, DmErrorKind.Credit)]
    public async Task A_problem_with_the_account_while_a_message_is_confirmed_ends_the_run(int status, DmErrorKind kind)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.When(request => request.Method == "POST", Fault.Status(500), times: int.MaxValue);
        api.Server.Faults.When(request => request.Method == "GET", Fault.Status(status), times: int.MaxValue);
        var journal = Path.Combine(_folder.Root, "journal.jsonl");

        // The second run begins with the row that the first one left uncertain.
        for (var run = 1; run <= 2; run++)
        {
            var results = await api.SendAllAsync(journal, To("12"), To("783214"), To("987654321"));

            Assert.Equal([DmErrorKind.SendUncertain, kind, kind], results.Select(result => result.Error!.Kind));
            Assert.Equal([false, true, true], results.Select(result => result.Error!.IsNotTried));
            Assert.All(results, result => Assert.False(result.EndsRun));
            Assert.Equal(run, api.Calls.Count(call => call.StartsWith("GET", StringComparison.Ordinal)));
            Assert.Single(api.Calls, call => call.StartsWith("POST", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Recipients_who_cannot_receive_messages_are_reported_with_advice()
    {
        await using var api = await TestApi.StartAsync();

        var results = await api.SendAllAsync(null, To("@missing"), To("@sato_kenji"));

        Assert.All(results, result => Assert.NotEmpty(result.Error!.RecommendedAction!));
    }

    [Fact]
    public async Task An_empty_message_is_reported_with_its_recipient()
    {
        await using var api = await TestApi.StartAsync();

        var error = (await api.SendAllAsync(null, To("@jacqueline") with { Text = " " }))[0].Error!;

        Assert.Contains("@jacqueline", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_is_displayed_as_its_destination()
    {
        Assert.Equal("@jacqueline", $"{To("@jacqueline")}");
        Assert.Equal("1590000000000000001", $"{new DmOutgoingMessage { To = new(""), ConversationId = " 1590000000000000001 ", Text = "Hello" }}");
    }

    [Fact]
    public async Task White_space_around_a_path_is_ignored()
    {
        await using var api = await TestApi.StartAsync();
        var path = Write("a.png", SampleMedia.Png);

        var results = await api.SendAllAsync(null, To("12") with { MediaPath = path }, To("783214") with { MediaPath = $" {path} " });

        Assert.Single(results.Select(result => result.Sent!.AttachmentId).Distinct());
        Assert.Single(api.Calls, call => call.EndsWith("/initialize", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_upload_that_fails_because_X_is_unavailable_ends_the_run()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/initialize", StringComparison.Ordinal), Fault.Status(500), times: int.MaxValue);

        var results = await api.SendAllAsync(null, To("12") with { MediaPath = Write("a.png", SampleMedia.Png) }, To("783214"));

        Assert.All(results, result => Assert.Equal(DmErrorKind.Service, result.Error!.Kind));
        Assert.Empty(api.Server.Api.SentMessages);
        Assert.All(api.Calls, call => Assert.EndsWith("/initialize", call, StringComparison.Ordinal));
    }

    private static DmOutgoingMessage To(string user) => new() { To = new(user), Text = "Hello" };

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.Root, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
