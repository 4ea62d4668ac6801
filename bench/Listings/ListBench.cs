using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using TwitterDm.Auth;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;

namespace TwitterDm.Bench.Listings;

/// <summary>The same lists read in the ways that people use today: their requests, lost and duplicate events, and cost.</summary>
internal static class ListBench
{
    private const int Speed = 120;
    private const int FaultEvery = 5;
    private const int Hours = 24;
    private const int NewEachHour = 3;
    private const string Account = "1385551234567890123";

    private static readonly Fault[] Faults =
    [
        Fault.ResetAfterHandling, Fault.Status(503), Fault.CutBody, Fault.CutJson, Fault.TooManyRequestsRetryAfter(TimeSpan.FromSeconds(60)),
        Fault.PartialSuccess, Fault.EmptyPage, Fault.RepeatEvents, Fault.Html,
    ];

    private static readonly SandboxOptions Narrow = new() { EventCount = 10_000, RequestsPerWindow = 15 };

    public static async Task<int> RunAsync(int events)
    {
        Console.WriteLine($"{"scenario and method",-46} {"requests",8} {"429s",5} {"lost",6} {"twice",6} {"USD",8}");
        await ListAsync($"{events:N0} events, 15 requests in 15 minutes", Narrow with { EventCount = events }, spoil: false);
        await ListAsync($"the same, every {FaultEvery}th request fails", Narrow with { EventCount = events }, spoil: true);
        await WatchAsync();
        return 0;
    }

    private static async Task ListAsync(string what, SandboxOptions options, bool spoil)
    {
        Console.WriteLine(what);
        foreach (var way in ListWay.All)
        {
            var fast = FastClock.StartNow(Speed);
            var clock = new BenchClock(fast);
            await using var server = await SandboxServer.StartAsync(options with { Clock = clock });
            var held = await HeldAsync(options with { Clock = clock, RequestsPerWindow = null });
            clock.LetGo();
            var bill = Listen(server);
            if (spoil)
                Spoil(server);
            using var files = new BenchFolder();
            await way.RunAsync(server.BaseUri, fast.ToString(), files.Ids, state: null);
            Report(way, bill, held, files.ReadIds());
        }
    }

    // An hourly job that reads new events.
    private static async Task WatchAsync()
    {
        Console.WriteLine($"an hourly job for a day, {NewEachHour} new events each time");
        foreach (var way in ListWay.All)
        {
            var clock = new BenchClock(TimeProvider.System);
            clock.LetGo();
            await using var server = await SandboxServer.StartAsync(new SandboxOptions { Clock = clock, RequestsPerWindow = 15 });
            using var files = new BenchFolder();
            var now = new FastClock(DateTimeOffset.UtcNow, 1).ToString();
            await way.RunAsync(server.BaseUri, now, files.Ids, files.State);
            var known = files.ReadIds().Count;
            var bill = Listen(server);
            for (var hour = 0; hour < Hours; hour++)
            {
                clock.PutForward(TimeSpan.FromHours(1));
                await SendAsync(server);
                await way.RunAsync(server.BaseUri, now, files.Ids, files.State);
            }

            Report(way, bill, [.. server.Api.SentMessages.Select(message => message.EventId)], files.ReadIds()[known..], own: Hours * NewEachHour);
        }
    }

    private static ServerBill Listen(SandboxServer server)
    {
        var bill = new ServerBill();
        server.ResponseStarted = bill.Add;
        return bill;
    }

    private static void Spoil(SandboxServer server)
    {
        for (var kind = 0; kind < Faults.Length; kind++)
        {
            var turn = kind;
            server.Faults.When(request => request.Number % FaultEvery == 0 && request.Number / FaultEvery % Faults.Length == turn, Faults[kind], int.MaxValue);
        }
    }

    private static async Task<IReadOnlyList<string>> HeldAsync(SandboxOptions options)
    {
        var twin = new SandboxApi(options);
        using var connection = await DmConnection.OpenAsync(new()
        {
            ApiBaseUri = new Uri("https://sandbox.invalid/"),
            Credential = new BearerCredential(SandboxCredentials.UserToken),
            IsSandbox = true,
            Transport = () => new SandboxMessageHandler(twin),
        });
        var ids = new List<string>();
        await foreach (var item in new DmClient(connection).ListEvents(new DmEventQuery()))
            ids.Add(item.Id);
        return ids;
    }

    private static async Task SendAsync(SandboxServer server)
    {
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Api.IssueTokens(account: 2).AccessToken);
        for (var number = 0; number < NewEachHour; number++)
        {
            (
                await http.PostAsJsonAsync(
                    new Uri($"2/dm_conversations/with/{Account}/messages", UriKind.Relative),
                    new { text = "Something new" })).EnsureSuccessStatusCode();
        }
    }

    private static void Report(ListWay way, ServerBill bill, IReadOnlyList<string> held, List<string> got, int own = 0)
    {
        var (unique, requests) = (got.ToHashSet(StringComparer.Ordinal), bill.Requests - own);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {way.Name,-44} {requests,8} {bill.TooMany,5} {held.Count(id => !unique.Contains(id)),6} {got.Count - unique.Count,6} {bill.Dollars,8:0.00}"));
    }
}
