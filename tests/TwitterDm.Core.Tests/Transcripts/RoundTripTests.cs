using System.Globalization;
using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Transcripts.Exporting;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>What is exported as JSON Lines and imported again is equal, whatever it contains. TWITTERDM_TEST_SEED repeats a run.</summary>
public sealed class RoundTripTests
{
    private const int Count = 500;

    [Fact]
    public void Random_events_survive_in_every_property()
    {
        var seed = SeedOfRun();
        var random = new RandomEvents(seed);
        var events = Enumerable.Range(0, Count).Select(random.Next).ToArray();
        using var folder = new ScratchFolder();

        var path = Exported.Files(new DmTranscriptOptions { Path = folder["t.jsonl"] }, events).Single();
        var (imported, errors) = Exported.Import(path);

        Assert.True(errors.Count == 0, $"TWITTERDM_TEST_SEED={seed}: {errors.FirstOrDefault()?.Message}");
        Assert.All(imported, item => Assert.Equal(path, item.ImportedFrom));
        var expected = events
            .GroupBy(item => item.Id, StringComparer.Ordinal)
            .Where(same => same.Count() == 1)
            .ToDictionary(same => same.Key, same => same.Single(), StringComparer.Ordinal);
        var found = imported.Where(item => expected.ContainsKey(item.Id)).ToArray();
        Assert.Equal(expected.Count, found.Length);
        foreach (var item in found)
        {
            var (before, after) = (
                DeepEquality.Describe(expected[item.Id], nameof(DmEvent.ImportedFrom)),
                DeepEquality.Describe(item, nameof(DmEvent.ImportedFrom)));
            Assert.True(
                string.Equals(before, after, StringComparison.Ordinal),
                $"TWITTERDM_TEST_SEED={seed}: {string.Join('\n', before.Split('\n').Except(after.Split('\n')))}\nis now\n{string.Join('\n', after.Split('\n').Except(before.Split('\n')))}");
        }
    }

    [Theory]
    [InlineData(DmTranscriptFormat.Html)]
    [InlineData(DmTranscriptFormat.Markdown)]
    public void Random_events_are_shown_in_every_format(DmTranscriptFormat format)
    {
        var seed = SeedOfRun();
        var events = Enumerable.Range(0, Count).Select(new RandomEvents(seed).Next).ToArray();
        var error = Record.Exception(() => Assert.NotEmpty(Exported.Text(format, events, options => options with { Redact = true })));
        Assert.True(error is null, $"TWITTERDM_TEST_SEED={seed}: {error}");
    }

    [Fact]
    public void A_second_export_of_what_was_imported_has_the_same_lines()
    {
        using var folder = new ScratchFolder();
        var random = new RandomEvents(7);
        var first = Exported.Files(new DmTranscriptOptions { Path = folder["1.jsonl"] }, Enumerable.Range(0, 50).Select(random.Next)).Single();
        var second = Exported.Files(new DmTranscriptOptions { Path = folder["2.jsonl"] }, Exported.Import(first).Events).Single();

        Assert.Equal(File.ReadLines(first).Skip(1), File.ReadLines(second).Skip(1));
    }

    private static int SeedOfRun()
        => int.TryParse(Environment.GetEnvironmentVariable("TWITTERDM_TEST_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();

    [Fact]
    public void A_line_ends_only_where_the_event_ends()
    {
        using var folder = new ScratchFolder();
        var path = Exported.Files(new DmTranscriptOptions { Path = folder["t.jsonl"] }, [TestEvents.Message(1, "a\nb\rc\u0085d\u2028e\u2029f\u202Eg\u001Bh")]).Single();

        var text = File.ReadAllText(path);
        Assert.Equal(2, text.Count(character => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029'));
        Assert.DoesNotContain('\u202E', text);
        Assert.DoesNotContain('\u001B', text);
        Assert.Equal("a\nb\rc\u0085d\u2028e\u2029f\u202Eg\u001Bh", Exported.Import(path).Events.Single().Text);
    }

    [Fact]
    public void Imported_events_do_not_tell_the_path_of_their_file_when_they_are_exported_again()
    {
        using var folder = new ScratchFolder();
        var first = Exported.Files(new DmTranscriptOptions { Path = folder["1.jsonl"] }, [TestEvents.Message(1)]).Single();
        var second = Exported.Files(new DmTranscriptOptions { Path = folder["2.jsonl"] }, Exported.Import(first).Events).Single();

        Assert.DoesNotContain(folder.Path, File.ReadAllText(second), StringComparison.Ordinal);
    }
}
