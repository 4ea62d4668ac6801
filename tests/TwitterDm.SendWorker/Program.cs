using System.Globalization;
using TwitterDm;
using TwitterDm.Auth;
using TwitterDm.Testing;

// Usage: ADDRESS TOKEN CLOCK JOURNAL ROWS. Sends rows 1 to ROWS to @reader_0001 and so on, and prints the result of each.
var (address, token, clock, journal) = (new Uri(args[0]), args[1], FastClock.Parse(args[2]), args[3]);
var rows = Enumerable.Range(1, int.Parse(args[4], CultureInfo.InvariantCulture))
    .Select(row => new DmOutgoingMessage { To = new(string.Create(CultureInfo.InvariantCulture, $"@reader_{row:0000}")), Text = $"Message {row}" })
    .ToArray();
using var connection = await DmConnection.OpenAsync(new() { ApiBaseUri = address, Credential = new BearerCredential(token), Clock = clock });
await foreach (var result in new DmClient(connection).SendMessages(rows, new DmSendOptions { JournalPath = journal }))
{
    var outcome = result switch
    {
        { WasSentBefore: true } => "before",
        { Error: { } error } => $"{error.Kind} {error.Message}",
        _ => $"sent {result.Sent!.EventId}",
    };
    await Console.Out.WriteLineAsync($"{result.Index + 1} {outcome}");
}

await Console.Out.WriteLineAsync($"used {connection.Usage}");
