using System.Globalization;
using System.Text;
using TwitterDm.Testing.Archives;
using Xunit.Abstractions;
using static TwitterDm.Testing.Archives.ArchiveConversationBuilder;

namespace TwitterDm.Core.Tests.Archive;

/// <summary>An entry that is damaged is lost, and nothing else is.</summary>
public sealed class ArchiveDamageTests(ITestOutputHelper output) : IDisposable
{
    private readonly ArchiveFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"text\": \"two\"", "\"text\": \"two", 1)]
    [InlineData("\"text\": \"two\"", "\"text\": tw\"o\"", 1)]
    [InlineData("\"text\": \"two\"", "\"text\": \"two\" \"three\"", 1)]
    [InlineData("\"text\": \"two\",", "\"text\": \"two\"}", 1)]
    [InlineData("\"text\": \"two\",", "\"text\": {\"two\",", 1)]
    [InlineData("\"text\": \"two\",", "\"text\": [[[\"two\",", 1)]
    [InlineData("\"text\": \"two\",", "\"text\": ]]]]\"two\",", 1)]
    [InlineData("\"text\": \"two\"", "\"text\": \"tw\\qo\"", 0)]
    [InlineData("\"text\": \"two\"", "\"text\": \"tw\\ud800o\"", 0)]
    [InlineData("\"text\": \"two\"", "\"text\": \"tw\no\"", 0)]
    [InlineData("\"text\": \"two\"", "\"text\": 2", 0)]
    [InlineData("\"text\": \"two\"", "\"text\": {\"a\": [1, 2]}", 0)]
    [InlineData("\"text\": \"two\"", "\"text\": \"first\", \"text\": \"two\"", 0)]
    [InlineData("\"mediaUrls\": []", "\"mediaUrls\": [null, 5, {}]", 0)]
    [InlineData("\"reactions\": []", "\"reactions\": {\"senderId\": 5}", 0)]
    public async Task Damage_in_an_entry_costs_at_most_that_entry(string text, string replacement, int lost)
    {
        var content = Archive().TextOf(isGroup: false);
        var at = content.IndexOf("\"two\"", StringComparison.Ordinal);
        at = text.Contains("two", StringComparison.Ordinal) ? content.IndexOf(text, StringComparison.Ordinal) : content.LastIndexOf(text, at, StringComparison.Ordinal);
        content = content[..at] + replacement + content[(at + text.Length)..];

        var events = await ReadAsync(content);

        Assert.Equal(
            lost == 0 ? ["one", "two", "three", "four"] : ["one", "three", "four"],
            events.Where(item => item.EventType == "MessageCreate").Select(item => TextOf(item)).ToArray());
        Assert.Equal(lost, _folder.Notices.Errors.Count());
        Assert.All(_folder.Notices.Errors, error => Assert.Matches("direct-messages.js', at byte \\d+: an entry is damaged", error.Message));
        Assert.Equal(lost, _folder.Report!.ProblemCount);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[{\"a\": 1}]")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("{\"messageCreate\": null}")]
    [InlineData("{\"messageCreate\": null, \"participantsJoin\": null}")]
    public async Task An_odd_entry_is_lost_alone_whatever_follows(string odd)
    {
        var time = $"{{\"createdAt\": \"{Time(5)}\"}}";
        var content = Archive().TextOf(isGroup: false);
        content = content.Insert(content.IndexOf("\"messages\": [", StringComparison.Ordinal) + 13, $"{odd}, {{\"callStarted\": {time}}}, {{\"callEnded\": {time}}}, ");

        var events = await ReadAsync(content);

        Assert.Equal(["callEnded", "callStarted"], events.Where(item => item.EventType == "Unknown").Select(item => item.EventTypeName).Order());
        Assert.Equal(["one", "two", "three", "four"], events.Where(item => item.EventType == "MessageCreate").Select(item => item.Text));
        Assert.Matches("direct-messages.js', at byte \\d+: an entry is damaged", Assert.Single(_folder.Notices.Errors).Message);
        Assert.Equal(1, _folder.Report!.ProblemCount);
    }

    [Theory]
    [InlineData("messageCreate", "{\"text\": \"without anything\"}")]
    [InlineData("messageCreate", "{}")]
    [InlineData("messageCreate", "{\"senderId\": \"5\", \"text\": \"x\", \"createdAt\": \"yesterday\", \"id\": \"abc\"}")]
    [InlineData("participantsLeave", "{\"userIds\": [\"5\"]}")]
    public async Task An_entry_of_which_no_time_is_known_is_lost_and_its_place_is_named(string kind, string entry)
    {
        var content = Archive().TextOf(isGroup: false);
        var at = content.IndexOf("\"messages\":", StringComparison.Ordinal);
        at = content.IndexOf('[', at) + 1;

        var events = await ReadAsync($"{content[..at]}{{\"{kind}\": {entry}}}, {content[at..]}");

        Assert.Equal("one two three four", string.Join(' ', events.Where(item => item.EventType == "MessageCreate").Select(item => TextOf(item))));
        Assert.All(events, item => Assert.True(item.CreatedAt.Year > 2000));
        Assert.Matches("direct-messages.js', at byte \\d+: an entry has neither a time nor an id", Assert.Single(_folder.Notices.Errors).Message);
        Assert.Equal(1, _folder.Report!.ProblemCount);
    }

    [Theory]
    [InlineData("]}},", "")]
    [InlineData("]}},", "]")]
    [InlineData("]}},", "]}}")]
    [InlineData("]}},", "},")]
    [InlineData("]}},", "]]]}},")]
    [InlineData("\"id\":\"2\"}},", "\"id\":\"2\"}}],")]
    [InlineData("\"id\":\"2\"}},", "\"id\":\"2\"}}]]],")]
    public async Task A_bracket_that_is_missing_or_too_many_costs_nothing(string text, string replacement)
    {
        var list = string.Join(
            ',',
            new[] { "222", "333" }.Select(user =>
                $"{{\"dmConversation\":{{\"conversationId\":\"111-{user}\",\"messages\":[{Entry(user, 2)},{Entry(user, 1)}]}}}}"));
        var at = list.IndexOf(text, StringComparison.Ordinal);

        var events = await ReadAsync($"window.x = [{list[..at]}{replacement}{list[(at + text.Length)..]}]");

        Assert.Equal(["111-222 222", "111-222 222", "111-333 333", "111-333 333"], events.Select(item => $"{item.ConversationId} {item.SenderId}").Order());

        static string Entry(string user, int number) => $"{{\"messageCreate\":{{\"senderId\":\"{user}\",\"createdAt\":\"{Time(number)}\",\"id\":\"{number}\"}}}}";
    }

    [Fact]
    public async Task Odd_values_are_counted()
    {
        await ReadAsync(Archive().TextOf(isGroup: false).Replace("\"two\"", "\"tw\\ud800o\"", StringComparison.Ordinal));

        Assert.Equal(1, _folder.Report!.MalformedValueCount);
    }

    [Fact]
    public async Task A_cut_file_keeps_what_is_before_the_cut()
    {
        var content = Archive().TextOf(isGroup: false);

        var events = await ReadAsync(content[..content.IndexOf("\"three\"", StringComparison.Ordinal)]);

        Assert.Equal(["one", "two"], events.Select(item => item.Text));
        Assert.Contains("cut off", Assert.Single(_folder.Notices.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task Deep_nesting_is_no_problem(int depth)
    {
        var bomb = new string('[', depth) + new string(']', depth);

        var events = await ReadAsync(Archive().TextOf(isGroup: false).Replace("\"two\"", bomb, StringComparison.Ordinal));

        Assert.Equal(["one", null, "three", "four"], events.Select(item => item.Text));
        Assert.StartsWith("{\"text\":\"[[[", events[1].AdditionalProperties.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_is_too_large_is_lost_alone()
    {
        var content = Archive().TextOf(isGroup: false).Replace("\"two\"", $"\"{new string('x', 3_000_000)}\"", StringComparison.Ordinal);

        var events = await _folder.ReadAsync(new DmArchiveQuery { Path = _folder.Write("direct-messages.js", content) }, new() { MaxRecord = 1 << 20 });

        Assert.Equal(["one", "three", "four"], events.Select(item => item.Text));
        Assert.Contains("an entry is damaged, or is too large", Assert.Single(_folder.Notices.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_after_the_messages_is_found()
    {
        var content = Archive().TextOf(isGroup: false);
        var id = "\"conversationId\": \"111-222\",";
        content = content.Replace(id, string.Empty, StringComparison.Ordinal);
        content = content.Insert(content.LastIndexOf(']', content.LastIndexOf(']') - 1) + 1, ", " + id.TrimEnd(','));

        Assert.All(await ReadAsync(content), item => Assert.Equal("111-222", item.ConversationId));
        Assert.Empty(_folder.Notices.Errors);
    }

    [Fact]
    public async Task Many_errors_are_counted_and_the_first_are_shown()
    {
        var content = Archive().TextOf(isGroup: false);
        var entry = "{ \"messageCreate\": { oops } }, ";
        content = content.Insert(content.IndexOf("\"messages\": [", StringComparison.Ordinal) + 13, string.Concat(Enumerable.Repeat(entry, 500)));

        Assert.Equal(4, (await ReadAsync(content)).Count);
        Assert.Equal(500, _folder.Report!.ProblemCount);
        Assert.Equal(100, _folder.Report.Problems.Count);
        Assert.Equal(100, _folder.Notices.Errors.Count());
    }

    [Fact]
    public async Task A_file_that_ends_anywhere_is_read_up_to_there()
    {
        var script = Encoding.UTF8.GetBytes(SampleArchive.Create().TextOf(isGroup: true));
        var counts = new List<int>();
        for (var length = script.Length; length > script.Length / 2; length--)
        {
            try
            {
                counts.Add((await _folder.ReadAsync(_folder.Write("cut.js", script[..length]))).Count);
            }
            catch (DmException exception) when (exception.Kind == DmErrorKind.File)
            {
                counts.Add(0);
            }
        }

        Assert.True(counts[0] > 0);
        Assert.Equal(counts.OrderDescending(), counts);
    }

    /// <summary>
    /// Random changes cost events, at worst, and never end in another error than one about the file. TWITTERDM_TEST_SEED repeats a run.
    /// </summary>
    [Fact]
    public async Task Random_damage_never_ends_the_reading()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TWITTERDM_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"TWITTERDM_TEST_SEED={seed}");
        var random = new Random(seed);
        var zip = await File.ReadAllBytesAsync(SampleArchive.Create().WriteZip(_folder["x.zip"]));
        var script = Encoding.UTF8.GetBytes(SampleArchive.Create().TextOf(isGroup: true));
        for (var run = 0; run < 200; run++)
        {
            var isZip = run % 2 == 0;
            var damaged = Damage((byte[])(isZip ? zip : script).Clone(), random);
            try
            {
                var events = await _folder.ReadAsync(_folder.Write(isZip ? "damaged.zip" : "damaged.js", damaged));
                Assert.True(events.Count <= 100, $"TWITTERDM_TEST_SEED={seed}, run {run}");
            }
            catch (DmException exception) when (exception.Kind == DmErrorKind.File)
            {
                // The archive as a whole is not one anymore.
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"TWITTERDM_TEST_SEED={seed}, run {run}", exception);
            }
        }

        Assert.All(_folder.Notices.Errors, error => Assert.Equal(DmErrorKind.File, error.Kind));
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            switch (random.Next(4))
            {
                case 0:
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes = bytes[..random.Next(1, bytes.Length + 1)];
                    break;
                case 2:
                    bytes[random.Next(bytes.Length)] = (byte)"{}[]\",:\\"[random.Next(8)];
                    break;
                default:
                    var at = random.Next(bytes.Length);
                    bytes = [.. bytes[..at], .. bytes[random.Next(at + 1)..]];
                    break;
            }
        }

        return bytes;
    }

    private static string? TextOf(DmEvent item) => item.Text is null || item.Text.StartsWith("tw", StringComparison.Ordinal) || item.Text == "2" ? "two" : item.Text;

    private static ArchiveBuilder Archive() => new ArchiveBuilder().Add("111-222", conversation => conversation
        .Message(Id(4), "111", "one", Time(4))
        .Message(Id(3), "222", "two", Time(3))
        .Message(Id(2), "111", "three", Time(2))
        .Message(Id(1), "222", "four", Time(1)));

    private Task<List<DmEvent>> ReadAsync(string content) => _folder.ReadAsync(_folder.Write("direct-messages.js", content));
}
