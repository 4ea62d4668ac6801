using System.Globalization;
using TwitterDm.Auth;
using TwitterDm.Sandbox;

namespace TwitterDm.Bench.Listings;

/// <summary>
/// What the newest events of X Chat cost: X has no list of all events, so each conversation has to be read, and the question is how many.
/// Compared with reading one page of every conversation and sorting.
/// </summary>
internal static class FirstEventsBench
{
    private static readonly int[] Counts = [10, 100, 1_000];

    /// <summary>Lists the newest events of accounts with more and more conversations, and prints a table.</summary>
    /// <param name="first">How many events.</param>
    public static async Task<int> RunAsync(int first)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The newest {first} events of X Chat, with the chat key"));
        Console.WriteLine(
            $"{"conversations", 13} {"requests", 8} {"of conversations", 16} {"of events", 9} {"of public keys", 14} {"other", 5} {"USD", 6}   requests for every conversation");
        foreach (var count in Counts)
        {
            var counter = new RequestCounter();
            var api = new SandboxApi(new SandboxOptions { ChatConversationCount = count });
            using var connection = await DmConnection.OpenAsync(new DmConnectionOptions
            {
                ApiBaseUri = new Uri("https://sandbox.invalid/"),
                Credential = new BearerCredential(SandboxCredentials.UserToken),
                ChatKey = ChatKey.Parse(api.ChatKeyOf().Key),
                IsSandbox = true,
                Transport = () => counter.Before(new SandboxMessageHandler(api)),
            });
            counter.Clear();
            var before = connection.Usage.EstimatedCost;
            var listing = new DmClient(connection).ListEvents(new DmEventQuery { Sources = [DmSource.Chat], First = first });
            await foreach (var item in listing)
                _ = item;
            var lists = counter.Count(path => path.EndsWith("/chat/conversations", StringComparison.Ordinal));
            var events = counter.Count(path => path.EndsWith("/events", StringComparison.Ordinal));
            var keys = counter.Count(path => path.EndsWith("/public_keys", StringComparison.Ordinal));
            var usd = connection.Usage.EstimatedCost - before;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count, 13:N0} {counter.Total, 8:N0} {lists, 16:N0} {events, 9:N0} {keys, 14:N0} {counter.Total - lists - events - keys, 5:N0} {usd, 6:0.00}   {lists + count, 6:N0} and more"));
        }

        return 0;
    }
}
