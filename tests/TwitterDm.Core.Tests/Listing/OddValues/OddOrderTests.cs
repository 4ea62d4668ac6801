using System.Text.Json;
using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Listing.OddValues;

/// <summary>An event whose id or time says nothing about its place neither ends a list nor becomes a position.</summary>
public sealed class OddOrderTests
{
    private static readonly DateTimeOffset Newest = DateTimeOffset.UtcNow.AddMinutes(-1);

    private static readonly Dictionary<string, (string Id, object? CreatedAt)> Odd = new(StringComparer.Ordinal)
    {
        ["an id that is not a number"] = ("nonsense", null),
        ["an id beyond 64 bits"] = ("99999999999999999999999", Time(5)),
        ["an id just beyond 64 bits"] = ("9999999999999999999", Time(5)),
        ["an id with a sign"] = ("-5", "2010-01-01T00:00:00.000Z"),
        ["an id without a time"] = ("5", null),
        ["an id without a time, and an odd time"] = ("6", "yesterday"),
        ["an id without a time, and the time of today"] = ("5", Time(5)),
        ["the id of another day"] = (Id(3000), Time(5)),
        ["a time before X"] = (Id(5), "1970-01-01T00:00:00.000Z"),
        ["a time that does not fit the id"] = (Id(5), "Wed Oct 10 20:19:24 +0000 2018"),
        ["a time in the distant future"] = (Id(5), "9999-12-31T00:00:00.000Z"),
    };

    public static TheoryData<string> Names => [.. Odd.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_odd_event_does_not_end_a_list_that_starts_at_a_time(string name)
    {
        await using var api = await ListServer.StartAsync(_ => Page(Odd[name]));

        var events = await TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery { Since = Newest.AddMinutes(-8.5) }));

        Assert.Equal([Id(3), Id(4), Odd[name].Id, Id(6), Id(7), Id(8)], events.Select(item => item.Id));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_odd_event_does_not_end_a_list_that_starts_at_an_event(string name)
    {
        await using var api = await ListServer.StartAsync(_ => Page(Odd[name]));

        var listing = api.Client.ListEvents(new DmEventQuery { SinceId = Id(9) });
        var events = await TestApi.CollectAsync(listing);

        Assert.Equal([Id(3), Id(4), Odd[name].Id, Id(6), Id(7), Id(8)], events.Select(item => item.Id));
        Assert.Equal(nameof(DmStopReason.SinceId), listing.Report!.StopReason);
    }

    [Fact]
    public async Task An_id_from_before_a_known_event_does_not_end_a_list_if_its_time_is_later()
    {
        await using var api = await ListServer.StartAsync(_ => Page((Id(60), Time(5))));

        var events = await TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery { SinceId = Id(50) }));

        Assert.Equal(8, events.Count);
    }

    [Theory]
    [InlineData(9, "2199-01-01T00:00:00.000Z")]
    [InlineData(9, "2018-01-01T00:00:00.000Z")]
    public async Task The_known_event_ends_a_list_whatever_its_time_is(int minute, string time)
    {
        await using var api = await ListServer.StartAsync(_ => Page((Id(minute), time)));

        var events = await TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery { SinceId = Id(minute) }));

        Assert.Equal([Id(3), Id(4)], events.Select(item => item.Id));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_odd_event_does_not_end_the_list_of_a_checkpoint(string name)
    {
        var isNew = false;
        await using var api = await ListServer.StartAsync(page => page is null && isNew
            ? Page(Odd[name], count: 4, next: "0000000000000001")
            : Page((Id(9 + 2), Time(9 + 2)), first: 9));
        using var folder = new Profiles.TemporaryFolder();
        var query = new DmEventQuery { CheckpointPath = Path.Combine(folder.Root, "checkpoint") };
        await TestApi.CollectAsync(api.Client.ListEvents(query));
        isNew = true;

        var events = await TestApi.CollectAsync(api.Client.ListEvents(query));

        Assert.Equal([Id(3), Id(4), Odd[name].Id, Id(6)], events.Select(item => item.Id));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_odd_event_is_not_lost_before_a_time(string name)
    {
        await using var api = await ListServer.StartAsync(_ => Page(Odd[name]));

        var events = await TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery { Until = Newest }));

        Assert.Equal(8, events.Count);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("99999999999999999999999")]
    [InlineData("9999999999999999999")]
    [InlineData("9000000000000000001")]
    public async Task An_odd_id_is_never_the_position_of_a_checkpoint(string id)
    {
        var isNew = false;
        await using var api = await ListServer.StartAsync(_ => Page((id, Time(0)), isNew ? 1 : 3));
        var folder = Directory.CreateTempSubdirectory("twitterdm-odd");
        try
        {
            var query = new DmEventQuery { CheckpointPath = Path.Combine(folder.FullName, "checkpoint") };
            await TestApi.CollectAsync(api.Client.ListEvents(query));
            isNew = true;

            var events = await TestApi.CollectAsync(api.Client.ListEvents(query));

            Assert.Equal([Id(1), Id(2)], events.Select(item => item.Id).Take(2));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("99999999999999999999999")]
    [InlineData("-5")]
    public async Task An_odd_id_is_never_the_position_of_a_resume_token(string id)
    {
        var isDown = true;
        await using var api = await ListServer.StartAsync(page => page is null
            ? Page((id, Time(5)), count: 3, next: "0000000000000001")
            : isDown ? "{}" : Page((id, Time(5)), 6));
        var events = new List<DmEvent>();

        var error = await Assert.ThrowsAsync<DmException>(() => TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery()), events));
        isDown = false;
        var resumeAt = Assert.IsType<DmResumePoint>(error.Target).PageToken;
        var rest = await TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery { PageToken = resumeAt }));

        Assert.Equal($"0000000000000001.{Id(4)}", resumeAt);
        Assert.Equal([Id(6), Id(7), Id(9)], rest.Select(item => item.Id).Where(item => item != id).Take(3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_list_resumes_after_an_odd_event_without_a_loss(string name)
    {
        var isDown = true;
        await using var api = await ListServer.StartAsync(page => page is null
            ? Page(Odd[name], count: 3, next: "0000000000000001")
            : isDown ? "{}" : Page((Id(8), Time(8)), first: 6));
        var events = new List<DmEvent>();

        var error = await Assert.ThrowsAsync<DmException>(() => TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery()), events));
        isDown = false;
        await TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery { PageToken = Assert.IsType<DmResumePoint>(error.Target).PageToken }), events);

        Assert.Equal([Id(3), Id(4), Odd[name].Id, Id(6), Id(7), Id(8)], events.Select(item => item.Id).Take(6));
        Assert.Equal(11, events.Count);
    }

    [Fact]
    public async Task A_token_of_an_earlier_version_at_an_odd_id_loses_nothing()
    {
        await using var api = await ListServer.StartAsync(_ => Page((Id(5), Time(5))));

        Assert.Equal(8, (await TestApi.CollectAsync(api.Client.ListEvents(new DmEventQuery { PageToken = "0000000000000001.5" }))).Count);
    }

    // The numbers are the minutes of the events of two pages; an odd event stands for 0.
    [Theory]
    [InlineData(new[] { 1, 3, 2 }, new[] { 4, 5 })]
    [InlineData(new[] { 3, 2, 1 }, new[] { 5, 4 })]
    [InlineData(new[] { 0, 1, 2 }, new[] { 0, 2, 3 })]
    [InlineData(new[] { 2, 0, 1 }, new[] { 0, 3, 4 })]
    [InlineData(new[] { 0 }, new[] { 1, 0, 2 })]
    public async Task A_list_that_is_not_in_order_is_read_in_parts_without_a_loss_or_a_repetition(int[] first, int[] second)
    {
        await using var api = await ListServer.StartAsync(page => ListOf(page is null ? first : second, page is null ? "0000000000000001" : null));
        var whole = first.Concat(second).Distinct().Select(EventId).ToArray();

        for (var size = 1; size <= whole.Length; size++)
        {
            var (events, token, requests) = (new List<DmEvent>(), (string?)null, 0);
            do
            {
                var listing = api.Client.ListEvents(new DmEventQuery { First = size, PageToken = token });
                await TestApi.CollectAsync(listing, events);
                token = listing.Report!.PageToken;
            }
            while (token is not null && ++requests < 20);

            Assert.Equal(whole, events.Select(item => item.Id));
        }
    }

    [Fact]
    public async Task An_impossible_time_is_not_the_time_of_a_checkpoint()
    {
        await using var api = await ListServer.StartAsync(_ => Page((Id(0), "2199-01-01T00:00:00.000Z")));
        using var folder = new Profiles.TemporaryFolder();
        var query = new DmEventQuery { CheckpointPath = Path.Combine(folder.Root, "checkpoint") };

        Assert.Equal(8, (await TestApi.CollectAsync(api.Client.ListEvents(query))).Count);
        Assert.Empty(await TestApi.CollectAsync(api.Client.ListEvents(query)));

        using var saved = JsonDocument.Parse(await File.ReadAllTextAsync(query.CheckpointPath));
        Assert.Equal(
            (Id(0), Ids.TimeOf(Id(0))),
            (saved.RootElement.GetProperty("newestEventId").GetString(), saved.RootElement.GetProperty("newestEventAt").GetDateTimeOffset()));
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(-1200)]
    public async Task An_event_that_is_later_than_now_is_not_the_position_of_a_checkpoint(int minute)
    {
        await using var api = await ListServer.StartAsync(_ => Page((Id(minute), Time(minute))));
        using var folder = new Profiles.TemporaryFolder();
        var query = new DmEventQuery { CheckpointPath = Path.Combine(folder.Root, "checkpoint") };

        await TestApi.CollectAsync(api.Client.ListEvents(query));

        Assert.Empty(await TestApi.CollectAsync(api.Client.ListEvents(query)));
    }

    [Fact]
    public async Task An_event_without_a_time_does_not_spoil_the_report()
    {
        await using var api = await ListServer.StartAsync(_ => Page(("nonsense", null)));
        var listing = api.Client.ListEvents(new DmEventQuery());

        await TestApi.CollectAsync(listing);

        Assert.Equal(((DateTimeOffset?)Ids.TimeOf(Id(3)), (DateTimeOffset?)Ids.TimeOf(Id(10))), (listing.Report!.NewestUtc, listing.Report.OldestUtc));
    }

    // Events of each minute back, with the odd one as the third.
    private static string Page((string Id, object? CreatedAt) odd, int first = 3, int? count = null, string? next = null)
    {
        var events = Enumerable
            .Range(first, 8)
            .Select(minute => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = Id(minute),
                ["created_at"] = Time(minute),
            })
            .ToList();
        events[2] = new(StringComparer.Ordinal) { ["id"] = odd.Id, ["created_at"] = odd.CreatedAt };
        events = events[..(count ?? events.Count)];
        return JsonSerializer.Serialize(new { data = events, meta = new { result_count = events.Count, next_token = next } });
    }

    private static string EventId(int minute) => minute == 0 ? "5" : Id(minute);

    private static string ListOf(int[] minutes, string? next) => JsonSerializer.Serialize(new
    {
        data = minutes.Select(minute => new { id = EventId(minute), created_at = Time(minute) }),
        meta = new { result_count = minutes.Length, next_token = next },
    });

    private static string Id(int minute)
        => ((Newest.AddMinutes(-minute).ToUnixTimeMilliseconds() - 1_288_834_974_657) << 22).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Time(int minute) => Ids.TimeOf(Id(minute)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
