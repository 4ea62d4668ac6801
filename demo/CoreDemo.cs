using System.Globalization;
using TwitterDm.Auth;
using TwitterDm.Listing;
using TwitterDm.Sandbox;
using TwitterDm.Text;

namespace TwitterDm.Demo;

/// <summary>The same tasks through the core in C#, for machines without PowerShell.</summary>
internal static class CoreDemo
{
    private const int Shown = 12;

    public static async Task<int> RunAsync(string reason)
    {
        Console.WriteLine($"Shown through the core in C#: {reason.TrimEnd('.')}.");
        var api = new SandboxApi(new SandboxOptions());
        using var connection = await DmConnection.OpenAsync(new DmConnectionOptions
        {
            ApiBaseUri = new Uri("https://sandbox.invalid/"),
            Credential = new BearerCredential(SandboxCredentials.UserToken),
            IsSandbox = true,
            Transport = () => new SandboxMessageHandler(api),
        });
        var client = new DmClient(connection);

        Heading($"The newest {Shown} events of {connection.User}");
        await foreach (var item in client.ListEvents(new DmEventQuery { First = Shown }))
            Console.WriteLine($"{Time(item.CreatedAt)} {(IsOutgoing(item) ? "->" : "<-")} {item.Sender,-16} {VisibleText.Of(item.Text, 60)}");

        Heading("Messages, each sent once, and each with its own result");
        string[] names = ["@jacqueline", "@layla_h", "@nobody_here"];
        await foreach (var result in client.SendMessages([.. names.Select(name => new DmOutgoingMessage { To = new(name), Text = "We open at nine." })]))
            Console.WriteLine(result.Sent?.ToString() ?? result.Error!.Message);

        var csv = Path.Combine(Path.GetTempPath(), $"twitterdm-demo-{Environment.ProcessId}.csv");
        try
        {
            var folder = await ExportAsync(client, csv);
            Heading("Conversations");
            foreach (var conversation in folder.Conversations().Take(6))
            {
                Console.WriteLine(
                    $"{Time(conversation.LastEvent!.CreatedAt)} {conversation.ConversationType, -8} {conversation.EventCount, 4} events  {conversation.Participants}");
            }

            Heading($"Incoming messages in {csv}, with what is hostile in them made visible");
            foreach (var line in File.ReadLines(csv).Take(4))
                Console.WriteLine(line);
        }
        finally
        {
            File.Delete(csv);
        }

        Heading($"Usage: {connection.Usage}");
        return 0;
    }

    // Each event is written to the file and aggregated as it arrives: one pass, whatever the number of events.
    private static async Task<DmConversationAggregator> ExportAsync(DmClient client, string path)
    {
        var folder = client.Aggregate();
        await using var writer = new StreamWriter(path);
        await writer.WriteLineAsync("Id,CreatedAt,SenderUsername,Text");
        await foreach (var item in client.ListEvents(new DmEventQuery()))
        {
            folder.Add(item);
            if (!IsOutgoing(item))
                await writer.WriteLineAsync(string.Join(',', new[] { item.Id, Time(item.CreatedAt), item.SenderUsername, VisibleText.Of(item.Text) }.Select(Quote)));
        }

        return folder;
    }

    private static string Quote(string? cell) => $"\"{cell?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static bool IsOutgoing(DmEvent item) => string.Equals(item.Direction, nameof(DmDirection.Outgoing), StringComparison.Ordinal);

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static void Heading(string text) => Console.WriteLine($"\n{text}");
}
