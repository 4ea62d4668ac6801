using System.Globalization;
using System.Text;
using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Transcripts.Exporting;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>An odd line is an error about that line; what is not a transcript is refused.</summary>
public sealed class ImportTests : IDisposable
{
    private const string Header = """{"TwitterDmTranscript":1}""";
    private const string Event = """{"Id":"5","EventType":"MessageCreate","CreatedAt":"2026-11-20T10:00:00.0000000Z","Text":"hello"}""";

    private readonly ScratchFolder _folder = new();

    public static TheoryData<string> OddLines => new(
        "{",
        "[]",
        "5",
        "nonsense",
        """{"Id":"5"} {"Id":"6"}""",
        """{"Text":"no id"}""",
        """{"Id":5}""",
        """{"Id":""}""",
        """{"Id":"5","Text":7}""",
        """{"Id":"5","Text":["a"]}""",
        """{"Id":"5","EventType":"Telepathy"}""",
        """{"Id":"5","CreatedAt":"yesterday"}""",
        """{"Id":"5","CreatedAt":"7d"}""",
        """{"Id":"5","CreatedAt":5}""",
        """{"Id":"5","IsVerified":"true"}""",
        """{"Id":"5","Sender":"@ann"}""",
        """{"Id":"5","Sender":{"Username":"ann"}}""",
        """{"Id":"5","Urls":"https://example.com"}""",
        """{"Id":"5","Urls":[null]}""",
        """{"Id":"5","Media":[{}]}""",
        """{"Id":"5","Media":[[]]}""",
        """{"Id":"5","Media":[{"MediaKey":"1","Width":99999999999}]}""",
        """{"Id":"5","Media":[{"MediaKey":"1","Width":1.5}]}""",
        """{"Id":"5","Media":[{"MediaKey":"1","Duration":"long"}]}""",
        """{"Id":"5","AdditionalProperties":[]}""",
        """{"Id":"5","AdditionalProperties":{"n":{"$number":"12"}}}""",
        $$"""{"Id":"5","AdditionalProperties":{{string.Concat(Enumerable.Repeat("{\"a\":", 500))}}1{{new string('}', 500)}}}""",
        """{"Id":"5","Text":"\ud83"}""",
        """{"Id":"5","Text":"\x"}""");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(OddLines))]
    public void An_odd_line_is_an_error_about_that_line_and_the_others_are_read(string line)
    {
        var path = Write(Header, Event, line, Event.Replace("\"5\"", "\"6\"", StringComparison.Ordinal));

        var (events, errors) = Exported.Import(path);

        Assert.Equal(["5", "6"], events.Select(item => item.Id));
        var error = Assert.Single(errors);
        Assert.Equal((DmErrorKind.File, (object)path), (error.Kind, error.Target!));
        Assert.StartsWith($"Line 3 of '{path}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hello", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_with_bytes_that_are_not_utf8_is_an_error_about_that_line()
    {
        var path = _folder["t.jsonl"];
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(Header + "\n{\"Id\":\"5\",\"Text\":\""), 0xFF, .. Encoding.UTF8.GetBytes("\"}\n" + Event)]);

        var (events, errors) = Exported.Import(path);

        Assert.Contains("UTF-8", Assert.Single(errors).Message, StringComparison.Ordinal);
        Assert.Single(events);
    }

    [Fact]
    public void A_huge_line_is_an_error_about_that_line_and_is_not_kept_in_memory()
    {
        var path = _folder["t.jsonl"];
        using (var file = new StreamWriter(path))
        {
            file.Write(Header + "\n{\"Id\":\"5\",\"Text\":\"");
            var piece = new string('x', 1024 * 1024);
            for (var count = 0; count < 40; count++)
                file.Write(piece);
            file.Write("\"}\n" + Event);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var (events, errors) = Exported.Import(path);

        Assert.Contains("Line 2", Assert.Single(errors).Message, StringComparison.Ordinal);
        Assert.Single(events);
        // Doubling up to 16 MB takes twice that.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40 * 1024 * 1024);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("Id,EventType\n5,MessageCreate\n")]
    [InlineData("<html></html>")]
    [InlineData(Event)]
    [InlineData("[" + Event + "]")]
    [InlineData("""{"TwitterDmTranscript":"one"}""")]
    [InlineData("""{"TwitterDmTranscript":0}""")]
    public void What_is_not_a_transcript_is_refused(string content)
    {
        var path = _folder["t.jsonl"];
        File.WriteAllText(path, content);

        var error = Assert.Throws<DmException>(() => Exported.Import(path));

        Assert.Equal((DmErrorKind.File, DmErrorReason.NotATranscript), (error.Kind, error.Reason));
    }

    [Fact]
    public void A_later_version_is_named()
    {
        var error = Assert.Throws<DmException>(() => Exported.Import(Write("""{"TwitterDmTranscript":2}""", Event)));

        Assert.Equal(DmErrorReason.TranscriptTooNew, error.Reason);
        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_named_as_one()
    {
        Assert.Equal(DmErrorReason.TranscriptIsFolder, Assert.Throws<DmException>(() => Exported.Import(_folder.Path)).Reason);
    }

    [Fact]
    public void Files_that_were_put_together_or_edited_by_hand_are_read()
    {
        var path = _folder["t.jsonl"];
        File.WriteAllText(path, $"\uFEFF{Header}\r\n{Event}\r\n\r\n\uFEFF{Header}\r\n\uFEFF\r\n  {Event.Replace("{", "{ \"New\": 1, ", StringComparison.Ordinal)}  ");

        var (events, errors) = Exported.Import(path);

        Assert.Empty(errors);
        Assert.Equal(["hello", "hello"], events.Select(item => item.Text));
    }

    [Fact]
    public void A_missing_file_a_folder_and_a_pipe_are_refused()
    {
        Assert.Equal(DmErrorKind.File, Assert.Throws<DmException>(() => Exported.Import(_folder["none.jsonl"])).Kind);
        Assert.Contains("a folder", Assert.Throws<DmException>(() => Exported.Import(_folder.Path)).Message, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
            Assert.Contains("a device", Assert.Throws<DmException>(() => Exported.Import("/dev/zero")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_damage_never_ends_the_import()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TWITTERDM_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        var random = new Random(seed);
        var source = Exported.Files(new DmTranscriptOptions { Path = _folder["s.jsonl"] }, Enumerable.Range(0, 30).Select(new RandomEvents(seed).Next)).Single();
        var bytes = File.ReadAllBytes(source);
        var start = Array.IndexOf(bytes, (byte)'\n') + 1;
        for (var round = 0; round < 100; round++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var count = random.Next(1, 20); count > 0; count--)
                damaged[random.Next(start, damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(_folder["d.jsonl"], damaged);
            try
            {
                var (events, errors) = Exported.Import(_folder["d.jsonl"]);
                Assert.True(events.Count + errors.Count > 0);
            }
            catch (Exception exception) when (exception is not DmException)
            {
                Assert.Fail($"TWITTERDM_TEST_SEED={seed}, round {round}: {exception}");
            }
        }
    }

    private string Write(params string[] lines)
    {
        var path = _folder["t.jsonl"];
        File.WriteAllLines(path, lines);
        return path;
    }
}
