using System.Text.Json;
using TwitterDm.Core.Tests.Media;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>The errors of a run, and what the run spends before it ends.</summary>
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
        Assert.Equal((first.Kind, first.StatusCode, first.Request, first.ResetsAt), (second.Kind, second.StatusCode, second.Request, second.ResetsAt));
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

    [Fact]
    public async Task A_missing_file_is_detected_before_its_recipient_is_looked_up()
    {
        await using var api = await TestApi.StartAsync();

        var error = (await api.SendAllAsync(null, To("@jacqueline") with { MediaPath = Path.Combine(_folder.Root, "none.png") }))[0].Error!;

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task A_known_recipient_given_by_id_has_a_name_in_the_result()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAsync(To("@jacqueline"));

        var sent = await api.SendAsync(To("12"));

        Assert.Equal("jacqueline", sent.Recipient!.Username);
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
    public async Task Names_are_looked_up_for_as_many_messages_as_the_spending_limit_allows()
    {
        await using var api = await TestApi.StartAsync();
        // Checking the connection costs 0.01, and a user with a message 0.025.
        using var connection = await api.OpenAsync(spendingLimit: 0.01m + (2 * 0.025m));
        var requests = api.Server.Requests.Count;

        var results = await api.Clock.RunAsync(TestApi.CollectAsync(new DmClient(connection).SendMessages([To("@jacqueline"), To("@layla_h"), To("@reader_0001"), To("@reader_0002")])));

        Assert.Equal([null, null, DmErrorKind.SpendingLimit, DmErrorKind.SpendingLimit], results.Select(result => result.Error?.Kind));
        Assert.Equal(2, api.Server.Api.SentMessages.Count);
        Assert.Equal((2, 3), ((int)connection.Usage.MessagesSent, (int)connection.Usage.UsersRead));
        var lookUp = Assert.Single(api.Server.Requests.Skip(requests), request => request.Method == "GET");
        Assert.Contains("usernames=jacqueline%2Clayla_h&", lookUp.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_accepts_no_messages_is_looked_up_once_per_run()
    {
        await using var api = await TestApi.StartAsync();

        for (var run = 1; run <= 2; run++)
        {
            var results = await api.SendAllAsync(null, To("@sato_kenji"), To("@Sato_Kenji"));

            Assert.All(results, result => Assert.Equal(DmErrorKind.Permission, result.Error!.Kind));
            Assert.Equal(run, api.Calls.Count(call => call == "GET /2/users/by"));
        }
    }

    [Fact]
    public async Task A_known_name_is_not_part_of_a_look_up()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAllAsync(null, To("@layla_h"));

        await api.SendAllAsync(null, To("@jacqueline"), To("@layla_h"), To("@JACQUELINE"));

        Assert.Contains("usernames=jacqueline&", api.Server.Requests.Last(request => request.Method == "GET").PathAndQuery, StringComparison.Ordinal);
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

    [Fact]
    public async Task Progress_counts_previously_sent_messages_separately()
    {
        await using var api = await TestApi.StartAsync();
        var journal = Path.Combine(_folder.Root, "run.jsonl");
        await api.SendAllAsync(journal, To("12"));
        var shown = api.Notices.Progress.Count;

        await api.SendAllAsync(journal, To("12"), To("783214"), To("@missing"), To("987654321"));

        var bars = api.Notices.Progress.Skip(shown).ToList();
        Assert.Equal([0, 25, 50, 75, 100, 100], bars.Select(bar => bar.PercentComplete));
        Assert.Contains("2 sent, 1 sent before, 1 failed, 0 left", bars[^2].Text, StringComparison.Ordinal);
        Assert.Equal([true, true, true, true, false, false], bars.Select(bar => bar.Left >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Progress_shows_the_date_on_which_a_long_run_ends()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { SendsPerWindow = 1, SendsPerDay = null });

        await foreach (var _ in api.Client().SendMessages([.. Enumerable.Range(1, 60).Select(number => To("12") with { Text = $"{number}" })]))
            break;

        var text = api.Notices.Progress.Select(bar => bar.Text).First(text => text.StartsWith("1 sent, ", StringComparison.Ordinal));
        // 59 windows of 15 minutes after noon.
        Assert.EndsWith("done at about 2026-01-16 02:45", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(49)]
    public async Task A_group_has_2_to_49_participants_besides_its_creator(int others)
    {
        await using var api = await TestApi.StartAsync();
        string[] names = [.. Enumerable.Range(1, others).Select(number => $"@reader_{number:0000}")];

        await api.Clock.RunAsync(api.Client().CreateConversationAsync(
            [.. names.Append("1385551234567890123").Take(49).Select(name => new DmUserReference(name))], new DmOutgoingMessage { Text = "Welcome" }));

        var ids = JsonDocument.Parse(api.Server.Requests[^1].Body).RootElement.GetProperty("participant_ids").EnumerateArray().Select(id => id.GetString()!).ToList();
        Assert.Equal(others, ids.Distinct().Count());
        Assert.Equal(others, ids.Count);
        Assert.DoesNotContain("1385551234567890123", ids);
    }

    [Fact]
    public async Task A_group_can_begin_with_a_file_that_is_not_shared()
    {
        await using var api = await TestApi.StartAsync();
        DmUserReference[] participants = [new("12"), new("783214")];

        var sent = await api.Clock.RunAsync(api.Client().CreateConversationAsync(participants, new DmOutgoingMessage { MediaPath = Write("a.png", SampleMedia.Png) }));

        Assert.Equal(sent.AttachmentId, MediaIdOf(api.Server.Requests[^1]));
        Assert.DoesNotContain("shared", System.Text.Encoding.UTF8.GetString(api.Server.Requests.First(request => request.PathAndQuery.EndsWith("/initialize", StringComparison.Ordinal)).Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_with_too_few_known_participants_is_rejected_before_it_is_created()
    {
        await using var api = await TestApi.StartAsync();
        DmUserReference[] participants = [new("@jacqueline"), new("12"), new("1385551234567890123")];

        await Assert.ThrowsAsync<DmException>(() => api.Clock.RunAsync(api.Client().CreateConversationAsync(participants, new DmOutgoingMessage { Text = "Welcome" })));

        Assert.Equal(["GET /2/users/by"], api.Calls);
    }

    [Fact]
    public void An_id_and_a_name_with_the_same_digits_are_two_users()
        => DmClient.CheckConversation([new("12"), new("@12")], new DmOutgoingMessage { Text = "Welcome" });

    [Fact]
    public void A_group_is_validated_without_a_connection()
    {
        var error = Assert.Throws<DmException>(() => DmClient.CheckConversation([new("12"), new("783214")], new DmOutgoingMessage { Text = " " }));
        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);

        error = Assert.Throws<DmException>(() => DmClient.CheckConversation([new("12"), new("no one")], new DmOutgoingMessage { Text = "Welcome" }));
        Assert.Contains("no one", error.Message, StringComparison.Ordinal);

        error = Assert.Throws<DmException>(() => DmClient.CheckConversation([new("12"), new("@jacqueline")], new DmOutgoingMessage { MediaPath = Path.Combine(_folder.Root, "none.png") }));
        Assert.Contains("none.png", error.Message, StringComparison.Ordinal);
    }

    private static DmOutgoingMessage To(string user) => new() { To = new(user), Text = "Hello" };

    private static string? MediaIdOf(RecordedRequest request)
        => JsonDocument.Parse(request.Body).RootElement.GetProperty("message").GetProperty("attachments")[0].GetProperty("media_id").GetString();

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.Root, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
