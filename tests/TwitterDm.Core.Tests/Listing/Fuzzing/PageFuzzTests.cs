using System.Globalization;
using System.Text.Json.Nodes;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using Xunit.Abstractions;

namespace TwitterDm.Core.Tests.Listing.Fuzzing;

/// <summary>
/// Thousands of pages with random odd values: no exception but a DmException, and every event that was not touched comes out as it was.
/// TWITTERDM_TEST_SEED repeats a run, or, as SEED/PAGE, one page of it; TWITTERDM_TEST_PAGES makes it longer.
/// </summary>
public sealed class PageFuzzTests(ITestOutputHelper output)
{
    private const int DefaultPages = 10_000;
    private const int PagesOverSockets = 300;

    [Fact]
    public async Task Odd_values_cost_no_event_that_they_are_not_in()
    {
        var (seed, pages) = Settings(DefaultPages);
        output.WriteLine($"Seed {seed}");
        var recorded = await RecordedPage.ReadAsync();
        using var transport = new PageTransport();
        using var connection = await DmConnection.OpenAsync(new DmConnectionOptions
        {
            ApiBaseUri = new Uri("https://api.x.com/"), Credential = new BearerCredential("token"), Transport = () => transport,
        });
        var client = new DmClient(connection);
        foreach (var page in pages)
            await RunAsync(seed, page, recorded, client, bytes => transport.Page = bytes);
    }

    [Fact]
    public async Task The_same_holds_over_sockets()
    {
        var (seed, pages) = Settings(PagesOverSockets);
        output.WriteLine($"Seed {seed}");
        var recorded = await RecordedPage.ReadAsync();
        byte[] current = [];
        await using var server = await OtherServer.StartAsync(async context =>
        {
            using var transport = new PageTransport { Page = current };
            using var invoker = new HttpMessageInvoker(transport);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://localhost{context.Request.Path}{context.Request.QueryString}");
            using var response = await invoker.SendAsync(request, CancellationToken.None);
            await response.Content.CopyToAsync(context.Response.Body);
        });
        using var connection = await DmConnection.OpenAsync(new DmConnectionOptions { ApiBaseUri = server.BaseUri, Credential = new BearerCredential("token") });
        var client = new DmClient(connection);
        foreach (var page in pages)
            await RunAsync(seed, page, recorded, client, bytes => current = bytes);
    }

    private static async Task RunAsync(int seed, int number, IReadOnlyList<string> recorded, DmClient client, Action<byte[]> serve)
    {
        var random = new Random(unchecked((seed * 486_187_739) + number));
        var page = recorded[random.Next(recorded.Count)];
        var (body, untouched) = Mutate(random, page);
        serve(body);
        var events = new List<DmEvent>();
        try
        {
            await TestApi.CollectAsync(client.ListEvents(new DmEventQuery()), events);
            Assert.All(events, item =>
                Assert.NotNull(
                    $"{item.WithSafeText()} {item.Sender} {item.Media} {item.Participants} {item.AdditionalProperties} {item.Sender?.AdditionalProperties}"));
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.Protocol && untouched is null)
        {
            // The bytes are no page any more.
        }
        catch (Exception exception)
        {
            throw Failure(seed, number, body, exception.Message, exception);
        }

        foreach (var (id, text) in untouched ?? [])
        {
            if (!events.Exists(item => string.Equals(item.Id, id, StringComparison.Ordinal) && string.Equals(item.Text, text, StringComparison.Ordinal)))
                throw Failure(seed, number, body, $"Event {id} is missing.");
        }
    }

    // The events that have to come out; null where the page as a whole may be broken.
    private static (byte[] Body, (string Id, string? Text)[]? Untouched) Mutate(Random random, string page)
    {
        var mutator = new PageMutator(random);
        var all = JsonNode.Parse(page)!["data"]!.AsArray().Select(item => ((string)item!["id"]!, (string?)item["text"])).ToArray();
        switch (random.Next(5))
        {
            case 0:
                return (mutator.MutateBytes(page), null);
            case 1:
                return (mutator.MutatePart(page, root => (root["includes"]!["users"]!, random.Next(root["includes"]!["users"]!.AsArray().Count))), all);
            case 2:
                string[] names = ["includes", "errors", "notice", "title"];
                return (mutator.MutatePart(page, root => (root, names[random.Next(names.Length)])), all);
            default:
                var odd = random.Next(all.Length);
                return (mutator.MutatePart(page, root => (root["data"]!, odd)), [.. all.Where((_, index) => index != odd)]);
        }
    }

    private static InvalidOperationException Failure(int seed, int number, byte[] body, string what, Exception? cause = null)
    {
        var shown = System.Text.Encoding.Latin1.GetString(body);
        return new($"TWITTERDM_TEST_SEED={seed}/{number} repeats it: {what} Page: {(shown.Length > 6000 ? shown[..6000] : shown)}", cause);
    }

    private static (int Seed, IEnumerable<int> Pages) Settings(int defaultPages)
    {
        var parts = Environment.GetEnvironmentVariable("TWITTERDM_TEST_SEED")?.Split('/');
        var count = Environment.GetEnvironmentVariable("TWITTERDM_TEST_PAGES") is { } text ? Number(text) : defaultPages;
        var seed = parts is null ? Random.Shared.Next() : Number(parts[0]);
        return (seed, parts is [_, var page] ? [Number(page)] : Enumerable.Range(1, count));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
