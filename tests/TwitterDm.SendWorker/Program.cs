using System.Globalization;
using TwitterDm;
using TwitterDm.Auth;
using TwitterDm.Testing;

// Usage: ADDRESS TOKEN CLOCK JOURNAL ROWS [CHATKEY]. Sends rows 1 to ROWS to @reader_0001 and so on, and prints the result of each. With a
// chat key, it sends by X Chat, to the first 40 of them in turn.
var (address, token, clock, journal) = (new Uri(args[0]), args[1], FastClock.Parse(args[2]), args[3]);
var chatKey = args.Length > 5 ? ChatKey.Parse(args[5]) : null;
var rows = Enumerable.Range(1, int.Parse(args[4], CultureInfo.InvariantCulture))
    .Select(row => new DmOutgoingMessage
    {
        To = new(string.Create(CultureInfo.InvariantCulture, $"@reader_{(chatKey is null ? row : (row % 40) + 1):0000}")),
        Text = $"Message {row}",
        Source = chatKey is null ? null : DmSource.Chat,
    })
    .ToArray();
using var connection = await DmConnection.OpenAsync(new() { ApiBaseUri = address, Credential = new BearerCredential(token), Clock = clock, ChatKey = chatKey });
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
