using System.Text.Json;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Usage;

/// <summary>A request that could exceed the limit is not sent. Opening a connection costs 0.01 of each limit here.</summary>
public sealed class SpendingLimitTests
{
    [Fact]
    public async Task Checking_the_connection_counts_toward_the_limit()
    {
        await using var api = await TestApi.StartAsync();
        var before = api.Server.Requests.Count;

        var error = await Assert.ThrowsAsync<DmException>(() => api.OpenAsync(spendingLimit: 0.009m));

        Assert.Equal(DmErrorKind.SpendingLimit, error.Kind);
        Assert.Equal(before, api.Server.Requests.Count);
        using var connection = await api.OpenAsync(spendingLimit: 0.01m);
        Assert.Equal((0.01m, 0.01m), (connection.Usage.EstimatedCost, connection.SpendingLimit));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(137)]
    [InlineData(300)]
    public async Task A_listing_stops_at_the_limit_and_another_connection_resumes_with_exactly_the_rest(int cents)
    {
        var limit = cents / 100m;
        await using var api = await TestApi.StartAsync();
        var all = await api.ListAsync();
        using var connection = await api.OpenAsync(limit);

        var (events, error) = await api.ListUntilErrorAsync(client: new DmClient(connection));
        var position = Assert.IsType<DmResumePoint>(error.Target);
        var rest = await api.ListAsync(new DmEventQuery { PageToken = position.PageToken });

        Assert.Equal(DmErrorKind.SpendingLimit, error.Kind);
        Assert.Equal(all.Select(item => item.Id), events.Concat(rest).Select(item => item.Id));
        Assert.Equal(events.Count, position.EventCount);
        Assert.NotNull(position.PageToken);
        Assert.InRange(connection.Usage.EstimatedCost, limit - 0.019m, limit);
        Assert.Equal(events.Count, connection.Usage.EventsRead);
    }

    [Fact]
    public async Task The_error_has_the_limit_the_amount_spent_and_the_possible_cost()
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await api.OpenAsync(spendingLimit: 0.0275m);

        var (_, error) = await api.ListUntilErrorAsync(client: new DmClient(connection));

        Assert.Equal("GET /2/dm_events was not sent: it could cost 0.02 US dollars, and 0.01 of the limit of 0.0275 has been spent.", error.Message);
        Assert.Equal(DmErrorReason.SpendingLimitReached, error.Reason);
        Assert.Equal("GET /2/dm_events", error.Request);
    }

    [Fact]
    public async Task The_page_size_is_limited_as_if_each_event_included_a_new_user()
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await api.OpenAsync(spendingLimit: 0.50m);

        await api.ListUntilErrorAsync(client: new DmClient(connection));

        Assert.Contains("?max_results=24&", api.ListRequests[0], StringComparison.Ordinal);
        Assert.Contains("?max_results=1&", api.ListRequests[^1], StringComparison.Ordinal);
    }

    // These are requested in another way: see RequestedFields.
    [Fact]
    public async Task A_limit_changes_neither_the_events_nor_their_cost()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 1000 });
        using var limited = await api.OpenAsync(spendingLimit: 1000);

        var without = await api.ListAsync();
        var with = await api.ListAsync(client: new DmClient(limited));
        var one = await api.Clock.RunAsync(new DmClient(limited).GetEventAsync(without[7].Id));

        Assert.Equal(without.Select(item => JsonSerializer.Serialize(item)), with.Select(item => JsonSerializer.Serialize(item)));
        Assert.Equal(JsonSerializer.Serialize(without[7]), JsonSerializer.Serialize(one));
        Assert.Equal(api.Connection.Usage.EstimatedCost, limited.Usage.EstimatedCost);
    }

    [Fact]
    public async Task A_participant_whose_name_exceeds_the_limit_is_returned_by_id_with_a_warning()
    {
        await using var api = await TestApi.StartAsync();
        var events = await api.ListAsync();
        var sender = api.Connection.User.Id;
        var item = events.First(item => item.SenderId == sender && item.Is(DmEventType.ParticipantsJoin) && item.ParticipantIds.Count > 2);
        using var connection = await api.OpenAsync(spendingLimit: 0.03m);

        var read = await new DmClient(connection, new DmCallOptions { Notices = api.Notices }).GetEventAsync(item.Id);

        Assert.Equal(item.ParticipantIds, read.ParticipantIds);
        Assert.All(read.Participants, user => Assert.Null(user.Username));
        Assert.NotNull(read.SenderUsername);
        Assert.Contains(
            "too small to look them up",
            Assert.Single(api.Notices.Warnings, text => !text.Contains("X Chat", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Equal(0.02m, connection.Usage.EstimatedCost);
    }

    [Fact]
    public async Task Sending_stops_at_the_limit_and_the_rest_is_not_tried()
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await api.OpenAsync(spendingLimit: 0.06m);
        var messages = Enumerable.Range(1, 6).Select(number => new DmOutgoingMessage { To = new("12"), Text = $"{number}" }).ToArray();

        var results = await api.Clock.RunAsync(TestApi.CollectAsync(new DmClient(connection).SendMessages(messages)));

        Assert.Equal(["1", "2", "3"], api.Server.Api.SentMessages.Select(message => message.Text));
        Assert.All(results.Skip(3), result => Assert.Equal(DmErrorKind.SpendingLimit, result.Error!.Kind));
        Assert.All(results.Skip(4), result => Assert.Contains("was not tried", result.Error!.Message, StringComparison.Ordinal));
        Assert.Equal(0.055m, connection.Usage.EstimatedCost);
    }

    [Fact]
    public async Task Only_recipients_within_the_limit_are_looked_up()
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await api.OpenAsync(spendingLimit: 0.1m);
        var messages = Enumerable.Range(1, 50).Select(number => new DmOutgoingMessage { To = new($"@reader_{number:0000}"), Text = "Hello" }).ToArray();

        var results = await api.Clock.RunAsync(TestApi.CollectAsync(new DmClient(connection).SendMessages(messages)));

        Assert.Equal((4, 3), (connection.Usage.UsersRead, connection.Usage.MessagesSent));
        Assert.Equal(DmErrorKind.SpendingLimit, results[^1].Error!.Kind);
    }

    [Fact]
    public async Task Requests_are_rejected_at_the_limit_unless_they_are_free()
    {
        await using var api = await TestApi.StartAsync();
        var item = (await api.ListAsync(new DmEventQuery { First = 1 }))[0];
        using var connection = await api.OpenAsync(spendingLimit: 0.015m);
        var client = new DmClient(connection);
        var before = api.Server.Requests.Count;

        foreach (var attempt in new Func<Task>[]
            {
                () => client.DeleteEventAsync(item.Id),
                () => client.ResolveAsync(new("@layla_h")),
                () => client.GetEventAsync(item.Id),
                () => client.BlockAsync(new("12")),
            })
        {
            Assert.Equal(DmErrorKind.SpendingLimit, (await Assert.ThrowsAsync<DmException>(attempt)).Kind);
        }

        Assert.Equal(before, api.Server.Requests.Count);

        connection.Prices = new DmPrices { Delete = 0, Block = 0 };
        await client.DeleteEventAsync(item.Id);
        await client.BlockAsync(new("12"));
    }

    [Fact]
    public async Task A_retry_does_not_count_twice_and_a_failure_does_not_count()
    {
        await using var api = await TestApi.StartAsync();
        var item = (await api.ListAsync(new DmEventQuery { First = 1 }))[0];
        using var connection = await api.OpenAsync(spendingLimit: 0.03m);
        var client = new DmClient(connection);
        api.Server.Faults.Reset();
        api.Server.Faults.At(2, Fault.Status(503));
        api.Server.Faults.At(3, Fault.CutBody);

        await Assert.ThrowsAsync<DmException>(() => client.GetEventAsync("1"));
        Assert.Equal(0.01m, connection.Usage.EstimatedCost);
        var read = await api.Clock.RunAsync(client.GetEventAsync(item.Id));

        Assert.Equal(item.Id, read.Id);
        Assert.InRange(connection.Usage.EstimatedCost, 0.02m, 0.03m);
    }

    [Fact]
    public async Task Concurrent_threads_do_not_exceed_the_limit()
    {
        await using var api = await TestApi.StartAsync(
            new SandboxOptions
            {
                EventCount = 5000,
                RequestsPerWindow = 100_000,
                SendsPerWindow = 100_000,
                SendsPerDay = null,
            });
        using var connection = await api.OpenAsync(spendingLimit: 5);
        connection.Prices = new DmPrices { Event = 0.011m, User = 0.013m, Message = 0.017m };

        var errors = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() => SpendAsync(connection, number)))).WithinBoundsAsync(api.Clock);

        Assert.All(errors, error => Assert.Equal(DmErrorKind.SpendingLimit, error.Kind));
        Assert.InRange(connection.Usage.EstimatedCost, 5 - 0.024m, 5);
        Assert.Equal(api.Server.Api.SentMessages.Count, connection.Usage.MessagesSent);
    }

    private static Task<DmException> SpendAsync(DmConnection connection, int number) => Assert.ThrowsAsync<DmException>(async () =>
    {
        var client = new DmClient(connection, new DmCallOptions());
        while (true)
        {
            if (number % 3 == 0)
                await client.SendMessageAsync(new() { To = new("12"), Text = "Hello" });
            else
                await TestApi.CollectAsync(client.ListEvents(new DmEventQuery { PageSize = 7 + number }));
        }
    });
}
