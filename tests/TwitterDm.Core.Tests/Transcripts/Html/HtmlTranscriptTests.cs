using System.Security.Cryptography;
using System.Text;
using TwitterDm.Transcripts;
using TwitterDm.Transcripts.Html;
using static TwitterDm.Core.Tests.Transcripts.Html.SamplePart;

namespace TwitterDm.Core.Tests.Transcripts.Html;

/// <summary>The markup of pages: what they permit, and what they say about each kind of entry.</summary>
public sealed class HtmlTranscriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("twitterdm-page-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_page_permits_its_own_style_and_embedded_pictures_and_nothing_else()
    {
        var page = Samples.PageOf(new SamplePart().Say(Mara, "Hello").Build());
        var style = PageReader.Between(page, "<style>", "</style>");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains(
            $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; media-src data:; base-uri 'none'; form-action 'none'\">",
            page,
            StringComparison.Ordinal);
        Assert.Contains("<meta name=\"referrer\" content=\"no-referrer\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", style, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", style, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Files_may_load_only_where_entries_link_to_them()
    {
        var part = new SamplePart().Say(Mara, "Look", entry => entry with { Attachments = [Picture("../media/a%20%231.png")] }).Build();
        var page = Samples.PageOf(part);
        Assert.Contains("img-src data: 'self' file:;", page, StringComparison.Ordinal);
        Assert.Contains("src=\"../media/a%20%231.png\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_are_written_while_they_are_read()
    {
        using var output = new MemoryStream();
        var furthest = 0L;
        IEnumerable<TranscriptEntry> Read()
        {
            for (var number = 1; number <= 20_000; number++)
            {
                furthest = Math.Max(furthest, (number * 200L) - output.Length);
                yield return new SamplePart().Say(Mara, "A message of an ordinary length, which is not remarkable.").Entries[0];
            }
        }

        new HtmlTranscriptWriter().Write(new SamplePart().Build() with { Entries = Read() }, output);
        Assert.True(output.Length > 20_000 * 200L, $"{output.Length} bytes");
        Assert.True(furthest < 500_000, $"{furthest} bytes were not written yet");
        Assert.True(output.CanWrite);
    }

    [Fact]
    public void The_cover_says_what_is_covered_and_what_is_not()
    {
        var text = PageReader.TextOf(Samples.PageOf(Samples.Everything(_folder.FullName)));
        Assert.All(
            new[]
            {
                "Trail weekend 🏔️", "Group conversation · 19 events", "23 Nov 2026, 09:12 to ", "Account Support Desk @support_desk", "Tomás Rivera @tomas_r",
                "Direct Messages and X Chat", "26 Nov 2026, 22:00 by TwitterDm 0.1.0", "the time zone Europe/Stockholm", "2 messages could not be decrypted.",
            },
            words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Messages_of_one_person_at_a_stretch_are_one_group()
    {
        var part = new SamplePart().Say(Mara, "One").Say(Mara, "Two").Say(Own, "Three").Say(Mara, "Four").Wait(11).Say(Mara, "Five").Wait(24 * 60).Say(Mara, "Six");
        var page = Samples.PageOf(part.Build());
        Assert.Equal((4, 1), (PageReader.Count(page, "<div class=\"g in\">"), PageReader.Count(page, "<div class=\"g out\">")));
        Assert.Contains("<a href=\"#day-2026-11-24\"", page, StringComparison.Ordinal);
        Assert.Contains("<h2 id=\"day-2026-11-24\"><time datetime=\"2026-11-24\">Tuesday, 24 November 2026</time></h2>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_without_evidence_is_unproven_and_one_that_contradicts_the_message_has_no_link()
    {
        var part = new SamplePart().Say(Mara, "Here?");
        var here = part.Entries[0].Event.Id;
        part.Say(Own, "Reply", entry => entry with { Quote = new(Mara, "Gone?", "78", null, IsIncluded: false, null) });
        Assert.Contains("The quote is unproven", Samples.PageOf(part.Build()), StringComparison.Ordinal);

        part.Say(Own, "Reply", entry => entry with { Quote = new(Mara, "I owe you $5", here, null, IsIncluded: true, IsVerified: false, Contradicts: true) });
        var page = Samples.PageOf(part.Build());
        Assert.DoesNotContain($"<a href=\"#e-{here}\">", page, StringComparison.Ordinal);
        Assert.Contains("The original in this transcript is not that message", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_links_to_the_message_also_in_another_file()
    {
        var part = new SamplePart().Say(Mara, "Here?").Say(Own, "Yes");
        var here = part.Entries[0].Event.Id;
        part.Say(Own, "Reply", entry => entry with { Quote = new(Mara, "Here?", here, null, IsIncluded: true, null) })
            .Say(Own, "Reply", entry => entry with { Quote = new(Mara, "There?", "77", "part 1.html", IsIncluded: true, null) })
            .Say(Own, "Reply", entry => entry with { Quote = new(Mara, "Gone?", "78", null, IsIncluded: false, null) });
        var page = Samples.PageOf(part.Build());
        Assert.Contains($"<blockquote class=\"q\"><a href=\"#e-{here}\">", page, StringComparison.Ordinal);
        Assert.Contains($"id=\"e-{here}\"", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"part%201.html#e-77\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("#e-78", page, StringComparison.Ordinal);
        Assert.Contains("The original is not in this transcript", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Edits_and_deletions_are_folded_and_unproven_ones_change_nothing()
    {
        var part = new SamplePart();
        part.Say(Mara, "Third", entry => entry with { Revisions = [new("First", part.Now, true), new(null, null, true)], EditedAt = part.Now.AddMinutes(5) })
            .Say(Mara, "Secret", entry => entry with { Deletions = [new(Tomas, part.Now, true)] })
            .Say(Mara, "Kept", entry => entry with { Deletions = [new(Tomas, part.Now, false)], UnprovenEdits = [new("Forged", part.Now, false)] });
        var page = Samples.PageOf(part.Build());
        Assert.Contains("<details class=\"h\"><summary>edited</summary>", page, StringComparison.Ordinal);
        Assert.Matches("Third</p>[^§]*First</p>[^§]*A text that could not be read[^§]*The text above is from", page);
        Assert.Matches(
            "Deleted by <bdi>Tomás Rivera</bdi> on [^§]*<details class=\"h\"><summary>Show what was deleted</summary>\n<p class=\"t\" dir=\"auto\">Secret</p>\n</details>",
            page);
        Assert.Matches(
            "<div class=\"b\">\n<p class=\"t\" dir=\"auto\">Kept</p>[^§]*Nothing proves that it was <bdi>Tomás Rivera</bdi>[^§]*An edit is not verified[^§]*Forged",
            page);
    }

    [Fact]
    public void Reactions_say_who_reacted_and_words_of_the_archive_become_emoji()
    {
        var part = new SamplePart();
        part.Say(Mara, "Hi", entry => entry with
        {
            Reactions = [new(Own, "funny", null, null), new(Tomas, "funny", null, null), new(Own, "🎉", null, true), new(null, "new word", null, false)],
        });
        var page = Samples.PageOf(part.Build());
        Assert.Contains(
            "<li title=\"funny: Support Desk and Tomás Rivera\"><span aria-hidden=\"true\">😂</span><span class=\"sr\">funny</span><span class=\"n\">2</span><span class=\"who\"> by Support Desk and Tomás Rivera</span></li>",
            page,
            StringComparison.Ordinal);
        Assert.Contains(
            "<li title=\"Support Desk\"><bdi>🎉</bdi><span class=\"who\"> by Support Desk</span></li>",
            page,
            StringComparison.Ordinal);
        Assert.Contains("<li class=\"u\" title=\"Somebody (not verified)\"><bdi>new word</bdi>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, DmContentState.NoKey, "This message is encrypted, and there was no key for it.")]
    [InlineData(null, null, DmContentState.Undecryptable, "could not be decrypted")]
    [InlineData(null, null, DmContentState.Malformed, "is damaged")]
    [InlineData(false, null, DmContentState.Readable, "Nothing proves that this is from <bdi>Mara Lindqvist</bdi>")]
    [InlineData(false, "a.jsonl", DmContentState.Readable, "When it was exported, nothing proved that")]
    [InlineData(true, null, DmContentState.Readable, "✓<span class=\"sr\"> verified</span>")]
    [InlineData(true, "a.jsonl", DmContentState.Readable, ">verified when exported</span>")]
    public void What_is_unreadable_or_unproven_is_explained(bool? isVerified, string? importedFrom, DmContentState state, string words)
    {
        var page = Samples.PageOf(
            new SamplePart()
                .Say(Mara, state == DmContentState.Readable ? "Hi" : null, isVerified: isVerified, importedFrom: importedFrom, state: state)
                .Build());
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Equal(isVerified is true && importedFrom is null, page.Contains('✓', StringComparison.Ordinal));
        Assert.Equal(isVerified is true, page.Contains("verified</", StringComparison.Ordinal) || page.Contains("verified when exported</", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_events_are_lines_in_plain_words()
    {
        var page = PageReader.TextOf(Samples.PageOf(Samples.Everything(_folder.FullName)));
        Assert.Contains("Mara Lindqvist changed the name of the group to “Trail weekend 🏔️”", page, StringComparison.Ordinal);
        Assert.Contains("Mara Lindqvist added Tomás Rivera", page, StringComparison.Ordinal);
        Assert.Contains("Tomás Rivera left", page, StringComparison.Ordinal);
        Assert.Contains("Mara Lindqvist reacted with 👍 to a message that is not in this transcript", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_link_to_each_other()
    {
        var part = new SamplePart().Say(Mara, "Hi").Build() with { Files = ["a?1.html", "a?2.html", "a?3.html"], Number = 2 };
        var page = Samples.PageOf(part);
        Assert.Contains("<a rel=\"prev\" href=\"a%3F1.html\">", page, StringComparison.Ordinal);
        Assert.Contains("<a rel=\"next\" href=\"a%3F3.html\">", page, StringComparison.Ordinal);
        Assert.Contains("(part 2 of 3)</title>", page, StringComparison.Ordinal);
        var first = Samples.PageOf(part with { Number = 1 });
        Assert.DoesNotContain("rel=\"prev\"", first, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_history_folds_the_days_of_each_month()
    {
        var part = new SamplePart();
        for (var day = 0; day < 60; day++)
            part.Say(Mara, "Hi").Wait(24 * 60);
        var page = Samples.PageOf(part.Build());
        Assert.Contains("<details><summary>December 2026 <span class=\"n\">· 31 days</span></summary>", page, StringComparison.Ordinal);
        Assert.Equal(60, PageReader.Count(page, "href=\"#day-"));
    }

    [Fact]
    public void An_entry_without_a_time_and_a_page_without_entries_are_possible()
    {
        var part = new SamplePart().Say(Mara, "When?", entry => entry with { Time = null });
        Assert.Contains("<span>Date unknown</span>", Samples.PageOf(part.Build()), StringComparison.Ordinal);
        Assert.Contains("There are no events.", Samples.PageOf(new SamplePart().Build()), StringComparison.Ordinal);
    }

    internal static TranscriptAttachment Picture(string? link)
        => new(new DmMedia { MediaKey = "3_1", Type = "photo" }, Path.Combine(Path.GetTempPath(), "a.png"), link, "image/png");
}
