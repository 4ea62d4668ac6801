using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using TwitterDm.Transcripts.Exporting;
using TwitterDm.Transcripts.JsonLines;

namespace TwitterDm.Bench.Transcripts;

/// <summary>One way of writing a transcript, in a process of its own.</summary>
internal static class TranscriptWriting
{
    public const string Partitioned = "partitioned";
    public const string Import = "import";
    public const string InMemory = "memory";

    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes, and prints the result as JSON.</summary>
    public static int Run(string way, int count, string folder)
    {
        var clock = Stopwatch.StartNew();
        IReadOnlyList<string> files = way switch
        {
            InMemory => [WriteInMemory(count, Path.Combine(folder, "memory.html"))],
            Import => [ReadLines(Path.Combine(folder, "t.jsonl"), count)],
            Partitioned => Export(count, new() { Path = Path.Combine(folder, "parts.html"), PartitionSize = 5000 }),
            _ => Export(count, new() { Path = Path.Combine(folder, way) }),
        };
        var result = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["files"] = files.Count,
            ["bytes"] = files.Sum(file => new FileInfo(file).Length),
            ["milliseconds"] = clock.ElapsedMilliseconds,
            ["peakBytes"] = Process.GetCurrentProcess().PeakWorkingSet64,
        };
        Console.WriteLine(JsonSerializer.Serialize(result));
        return 0;
    }

    private static IReadOnlyList<string> Export(int count, DmTranscriptOptions options)
    {
        using var export = new DmTranscriptExport(options);
        foreach (var item in Events(count))
            export.Add(item);
        return [.. export.Plan().SelectMany(file => export.Write(file, CancellationToken.None))];
    }

    private static string ReadLines(string path, int count)
    {
        using var reader = new DmTranscriptReader(path);
        var read = 0;
        while (reader.Read() is not null)
            read++;
        return read == count ? path : throw new InvalidOperationException($"{read} of {count} events were read.");
    }

    // The least that a script would do: keep all events, sort them, build the page as one text.
    private static string WriteInMemory(int count, string path)
    {
        var all = Events(count).ToList();
        var changes = all.Where(item => item.TargetId is not null).ToLookup(item => item.TargetId, StringComparer.Ordinal);
        var page = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><title>Conversation</title>\n");
        foreach (var item in all.Where(item => item.TargetId is null).OrderBy(item => item.CreatedAt))
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<p><b>{WebUtility.HtmlEncode(item.SenderUsername)}</b> {item.CreatedAt:s}</p><p>{WebUtility.HtmlEncode(item.Text)}</p>\n");
            foreach (var change in changes[item.Id])
                page.Append(CultureInfo.InvariantCulture, $"<p>{WebUtility.HtmlEncode(change.Reaction ?? change.Text)}</p>\n");
        }

        File.WriteAllText(path, page.ToString());
        return path;
    }

    // As an object of another process would be read: a dictionary for each event.
    private static IEnumerable<DmEvent> Events(int count)
    {
        var people = new[] { Person("111", "support_desk", "Support Desk"), Person("222", "ann", "Ann Example") };
        for (var number = count - 1; number >= 0; number--)
        {
            var sender = people[number % 2];
            var kind = number % 20;
            var values = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Id"] = Id(number),
                ["EventType"] = kind == 19 ? "ReactionAdd" : kind == 9 ? "MessageEdit" : "MessageCreate",
                ["Source"] = "Chat",
                ["Timestamp"] = Start.AddMinutes(number).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                ["ConversationId"] = "111-222",
                ["ConversationType"] = "OneToOne",
                ["Direction"] = number % 2 == 0 ? "Outgoing" : "Incoming",
                ["SenderId"] = sender["Id"],
                ["Sender"] = sender,
                ["ParticipantIds"] = new object?[] { "111", "222" },
                ["Participants"] = people,
                ["IsVerified"] = true,
                ["TargetId"] = kind is 9 or 19 ? Id(number - 2) : null,
                ["Reaction"] = kind == 19 ? "👍" : null,
                ["Text"] =
                    kind == 19
                        ? null
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"Message number {number}: the meeting is at ten, and the <agenda> & the minutes are attached. See you there!"),
            };
            yield return DmEventCopy.Create(values, (source, name) => ((Dictionary<string, object?>)source).GetValueOrDefault(name));
        }
    }

    private static Dictionary<string, object?> Person(string id, string username, string name)
        => new(StringComparer.Ordinal) { ["Id"] = id, ["Username"] = username, ["Name"] = name };

    private static string Id(int number) => (1_700_000_000_000_000_000 + number).ToString(CultureInfo.InvariantCulture);
}
