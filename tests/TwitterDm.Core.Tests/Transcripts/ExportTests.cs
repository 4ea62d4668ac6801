using System.Globalization;
using System.Text;
using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Transcripts.Exporting;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>Which files an export writes, and what it leaves alone.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("t.html", "<!DOCTYPE html>")]
    [InlineData("t.HTM", "<!DOCTYPE html>")]
    [InlineData("t.md", "# Ann")]
    [InlineData("t.jsonl", "{\"TwitterDmTranscript\":1,")]
    [InlineData("t.ndjson", "{\"TwitterDmTranscript\":1,")]
    public void The_extension_says_the_format(string name, string beginning)
    {
        var path = Exported.Files(Options(name), [TestEvents.Message(1)]).Single();

        Assert.Equal(_folder[name], path);
        Assert.StartsWith(beginning, File.ReadAllText(path), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_folder_gets_a_page_for_each_conversation_named_after_the_other_user_or_the_group()
    {
        var named = new DmEvent(Group("1590000000000000001", 2)) { ConversationName = "Core team" };
        Exported.Files(
            Options("new"),
            [
                TestEvents.Message(1),
                named,
                Group("1590000000000000002", 3),
                new DmEvent(TestEvents.Message(4)) { ConversationId = null, ConversationType = null },
            ]);

        Assert.Equal(["1590000000000000002.html", "Core team_1590000000000000001.html", "ann_111-222.html", "unknown.html"], Names("new"));
    }

    [Theory]
    [InlineData("nul")]
    [InlineData("con")]
    [InlineData("aux")]
    [InlineData("prn")]
    [InlineData("com1")]
    [InlineData("lpt9")]
    public void A_conversation_with_the_id_of_a_device_has_another_file_name(string id)
    {
        Exported.Files(Options("new"), [Group(id, 1)]);

        Assert.Matches($"^{id}-[0-9a-f]{{12}}[.]html$", Assert.Single(Names("new")));
    }

    [Theory]
    [InlineData("../../etc/passwd", "etc-passwd_1590000000000000001.md")]
    [InlineData("..", "1590000000000000001.md")]
    [InlineData("CON", "CON_1590000000000000001.md")]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j\0k", "a-b-c-d-e-f-g-h-i-j-k_1590000000000000001.md")]
    [InlineData("gnp.\u202Eexe", "gnp--exe_1590000000000000001.md")]
    [InlineData("Équipe 日本 🚀", "Équipe 日本_1590000000000000001.md")]
    [InlineData("Operations, on call (Ann’s)", "Operations, on call (Ann’s)_1590000000000000001.md")]
    [InlineData("\uD83D", "1590000000000000001.md")]
    public void A_hostile_name_of_a_group_becomes_a_harmless_file_name(string name, string expected)
    {
        Exported.Files(Options("new") with { Format = DmTranscriptFormat.Markdown }, [new DmEvent(Group("1590000000000000001", 1)) { ConversationName = name }]);

        Assert.Equal([expected.Normalize()], Names("new"));
        Assert.Equal(["new"], _folder.Names);
    }

    [Fact]
    public void A_group_without_a_name_has_a_file_named_by_its_id_whoever_spoke()
    {
        var members = Enumerable.Range(1, 5).Select(number => new DmUser { Id = $"90{number}", Username = $"user{number}" }).ToArray();
        var group = new DmEvent(Group("1590000000000000001", 1)) { ParticipantIds = new(members.Select(user => user.Id)), Participants = new(members) };
        Exported.Files(Options("new"), [group]);

        Assert.Equal(["1590000000000000001.html"], Names("new"));
    }

    [Fact]
    public void A_long_name_is_shortened_and_a_hostile_id_of_a_conversation_is_replaced()
    {
        var marks = "a" + string.Concat(Enumerable.Repeat("\u0301", 10_000));
        Exported.Files(Options("new"), [
            new DmEvent(Group("1590000000000000001", 1)) { ConversationName = new string('語', 5000) },
            new DmEvent(Group("1590000000000000002", 1)) { ConversationName = marks },
            Group("../../x", 2),
            Group("..\\..\\X", 3),
        ]);

        Assert.Equal(["new"], _folder.Names);
        Assert.Equal(4, Names("new").Length);
        Assert.All(Names("new"), name => Assert.InRange(Encoding.UTF8.GetByteCount(name), 6, 200));
        Assert.All(Names("new"), name => Assert.DoesNotContain("..", name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_takes_one_conversation_and_otherwise_nothing_is_written()
    {
        File.WriteAllText(_folder["t.html"], "old");
        using var export = new DmTranscriptExport(Options("t.html") with { Force = true });
        export.Add(TestEvents.Message(1));
        export.Add(Group("1590000000000000001", 2));

        var error = Assert.Throws<DmException>(export.Plan);

        Assert.Equal((DmErrorKind.InvalidRequest, DmErrorReason.TranscriptOfSeveralConversations), (error.Kind, error.Reason));
        Assert.Contains("conversation 111-222 (ann)", error.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(_folder["t.html"]));
    }

    [Fact]
    public void An_existing_file_is_refused_before_anything_is_read()
    {
        File.WriteAllText(_folder["t.html"], "old");

        var error = Assert.Throws<DmException>(() => new DmTranscriptExport(Options("t.html")));

        Assert.Equal((DmErrorKind.File, DmErrorReason.TranscriptExists, true), (error.Kind, error.Reason, error.IsWriteFailure));
        Assert.Equal("old", File.ReadAllText(_folder["t.html"]));
    }

    [Fact]
    public void Force_replaces_a_file_but_no_folder()
    {
        File.WriteAllText(_folder["t.md"], "old");
        Directory.CreateDirectory(_folder["d"]);
        Directory.CreateDirectory(_folder["d/ann_111-222.md"]);

        Exported.Files(Options("t.md") with { Force = true }, [TestEvents.Message(1)]);
        var error = Assert.Throws<DmException>(() => Exported.Files(Options("d") with { Force = true, Format = DmTranscriptFormat.Markdown }, [TestEvents.Message(1)]));

        Assert.StartsWith("# ", File.ReadAllText(_folder["t.md"]), StringComparison.Ordinal);
        Assert.Equal(DmErrorReason.TranscriptExists, error.Reason);
    }

    [Fact]
    public void A_file_that_appears_in_the_meantime_is_not_replaced()
    {
        using var export = new DmTranscriptExport(Options("t.md"));
        export.Add(TestEvents.Message(1));
        var file = export.Plan().Single();
        File.WriteAllText(_folder["t.md"], "of somebody else");

        Assert.Equal(DmErrorReason.TranscriptExists, Assert.Throws<DmException>(() => export.Write(file, CancellationToken.None)).Reason);
        Assert.Equal("of somebody else", File.ReadAllText(_folder["t.md"]));
        Assert.Equal(["t.md"], _folder.Names);
    }

    [Fact]
    public void An_event_that_cannot_be_exported_does_not_affect_the_others()
    {
        using var export = new DmTranscriptExport(Options("d") with { Format = DmTranscriptFormat.JsonLines, TimeZone = null });
        export.Add(TestEvents.Message(1));
        var errors = new[] { Group("1590000000000000001", 2), TestEvents.Message(3) }.Select(item => new DmEvent(item) { Participants = new([null!]) })
            .Select(item => Assert.Throws<DmException>(() => export.Add(item))).ToArray();
        export.Add(Group("1590000000000000002", 4));

        var files = export.Plan().SelectMany(file => export.Write(file, CancellationToken.None)).ToArray();

        Assert.All(errors, error => Assert.Equal((DmErrorKind.File, DmErrorReason.TranscriptItemFailed, false), (error.Kind, error.Reason, error.EndsRun)));
        Assert.Contains(TestEvents.Id(2), errors[0].Message, StringComparison.Ordinal);
        Assert.Equal([TestEvents.Id(1), TestEvents.Id(4)], files.SelectMany(file => Exported.Import(file).Events).Select(item => item.Id));
        Assert.Equal(["1590000000000000002.jsonl", "ann_111-222.jsonl"], Names("d"));
    }

    [Fact]
    public void A_conversation_that_cannot_be_exported_does_not_affect_the_others()
    {
        using var export = new DmTranscriptExport(Options("d") with { Format = DmTranscriptFormat.Markdown, Clock = new ClockThatFailsOnce() });
        export.Add(Group("1590000000000000001", 1));
        export.Add(Group("1590000000000000002", 2));
        var files = export.Plan();

        var error = Assert.Throws<DmException>(() => export.Write(files[0], CancellationToken.None));
        export.Write(files[1], CancellationToken.None);

        Assert.Equal((DmErrorKind.File, DmErrorReason.TranscriptItemFailed, false), (error.Kind, error.Reason, error.EndsRun));
        Assert.Contains("conversation 1590000000000000001", error.Message, StringComparison.Ordinal);
        Assert.Contains("TimeoutException: no time", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1590000000000000002.md"], Names("d"));
    }

    [Theory]
    [InlineData(DmTranscriptFormat.Html)]
    [InlineData(DmTranscriptFormat.Markdown)]
    [InlineData(DmTranscriptFormat.JsonLines)]
    public void Notes_to_oneself_are_a_conversation_without_another_user(DmTranscriptFormat format)
    {
        DmEvent[] notes =
        [
            .. new[] { TestEvents.Message(1), TestEvents.Message(2) }.Select(item => new DmEvent(item)
            {
                ConversationId = "222-222",
                ParticipantIds = new(["222"]),
            }),
        ];

        Assert.Contains("message 2", Exported.Text(format, notes), StringComparison.Ordinal);
        Exported.Files(Options("d") with { Format = format }, notes);
        Assert.StartsWith("222-222.", Assert.Single(Names("d")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_in_the_middle_of_a_folder_leaves_the_finished_files()
    {
        Directory.CreateDirectory(_folder["d"]);
        File.WriteAllText(_folder["d/1590000000000000001.md"], "old");
        using var export = new DmTranscriptExport(Options("d") with { Format = DmTranscriptFormat.Markdown });
        export.Add(TestEvents.Message(1));
        export.Add(Group("1590000000000000001", 2));
        export.Add(Group("1590000000000000002", 3));

        var results = export.Plan().Select(file => Record.Exception(() => export.Write(file, CancellationToken.None)) is null).ToArray();

        Assert.Equal([true, false, true], results);
        Assert.Equal(["1590000000000000001.md", "1590000000000000002.md", "ann_111-222.md"], Names("d"));
        Assert.Equal("old", File.ReadAllText(_folder["d/1590000000000000001.md"]));
    }

    [Theory]
    [InlineData(DmTranscriptFormat.Html)]
    [InlineData(DmTranscriptFormat.Markdown)]
    [InlineData(DmTranscriptFormat.JsonLines)]
    public void Cancelling_leaves_neither_half_a_file_nor_a_temporary_one(DmTranscriptFormat format)
    {
        using var stop = new CancellationTokenSource();
        var events = Enumerable.Range(1, 5000).Select(number => TestEvents.Message(number)).ToArray();
        using (var export = new DmTranscriptExport(Options("new") with { TimeZone = null, Format = format, PartitionSize = 1000 }, new CancelAfter(stop, 2)))
        {
            foreach (var item in events)
                export.Add(item);
            Assert.Throws<OperationCanceledException>(() => export.Write(export.Plan().Single(), stop.Token));
            Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["new"]));
        }

        // The folder was created for what was not written.
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void The_events_are_in_a_file_without_a_name_while_they_are_collected()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var export = new DmTranscriptExport(Options("new"));
        for (var number = 0; number < 2000; number++)
            export.Add(TestEvents.Message(number));

        Assert.Empty(Names("new"));
    }

    [Fact]
    public void A_preview_creates_no_folder()
    {
        using var export = new DmTranscriptExport(Options("new") with { IsPreview = true });
        export.Add(TestEvents.Message(1));

        Assert.Equal(_folder["new/ann_111-222.html"], export.Plan().Single().Path);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void A_conversation_in_parts_has_that_many_messages_in_each()
    {
        var events = Enumerable.Range(1, 25).Select(number => TestEvents.Chat(number)).Append(TestEvents.About(99, DmEventType.ReactionAdd, 1));
        var paths = Exported.Files(Options("t.md") with { PartitionSize = 10 }, events);

        Assert.Equal(["t.md", "t-2.md", "t-3.md"], paths.Select(Path.GetFileName));
        var texts = paths.Select(File.ReadAllText).ToArray();
        Assert.Equal([10, 10, 5], texts.Select(text => text.Split("\nmessage ").Length - 1));
        Assert.Contains("Reactions: ", texts[0], StringComparison.Ordinal);
        Assert.Contains("- Part: 2 of 3", texts[1], StringComparison.Ordinal);
        Assert.Contains("[Previous part](<t.md>) · [Next part](<t-3.md>)", texts[1], StringComparison.Ordinal);
        Assert.Equal(["t-2.md", "t-3.md", "t.md"], _folder.Names);
    }

    [Fact]
    public void A_quote_of_another_part_says_in_which_file_it_is()
    {
        var reply = new DmEvent(TestEvents.Message(30)) { ReplyToId = TestEvents.Id(1) };
        var paths = Exported.Files(Options("t.md") with { PartitionSize = 10 }, Enumerable.Range(1, 20).Select(number => TestEvents.Message(number)).Append(reply));

        Assert.Contains("([in another part](<t.md>)): message 1", File.ReadAllText(paths[2]), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_json_lines_can_be_imported_together()
    {
        var paths = Exported.Files(Options("t.jsonl") with { PartitionSize = 7 }, Enumerable.Range(1, 20).Select(number => TestEvents.Message(number)));

        Assert.Equal(3, paths.Length);
        Assert.Equal(Enumerable.Range(1, 20).Select(TestEvents.Id), paths.SelectMany(path => Exported.Import(path).Events).Select(item => item.Id));
    }

    [Fact]
    public void Only_events_of_the_period_are_taken()
    {
        var options = Options("t.jsonl") with { Since = TestEvents.Start.AddMinutes(2), Until = TestEvents.Start.AddMinutes(4) };
        var path = Exported.Files(options, Enumerable.Range(1, 6).Select(number => TestEvents.Message(number))).Single();

        Assert.Equal([2, 3, 4], Exported.Import(path).Events.Select(item => int.Parse(item.Id[^2..], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Without_events_there_is_no_file()
    {
        Assert.Empty(Exported.Files(Options("new"), []));
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void Bad_options_are_refused()
    {
        File.WriteAllText(_folder["file"], "x");
        Assert.Equal(DmErrorReason.TranscriptFormatUnknown, Refused(Options("t.docx")).Reason);
        Assert.Equal(DmErrorReason.TimeZoneUnknown, Refused(Options("t.md") with { TimeZone = "Mars/Olympus" }).Reason);
        Assert.Equal(DmErrorReason.TimeZoneUnknown, Refused(Options("t.md") with { TimeZone = "../../etc/passwd" }).Reason);
        Assert.Equal(DmErrorReason.TimesReversed, Refused(Options("t.md") with { Since = TestEvents.Start, Until = TestEvents.Start.AddTicks(-1) }).Reason);
        Assert.Equal(DmErrorReason.MediaNotEmbeddable, Refused(Options("t.md") with { EmbedMedia = true }).Reason);
        Assert.Equal(DmErrorReason.MediaPathWithoutEffect, Refused(Options("t.jsonl") with { TimeZone = null, MediaPath = _folder.Path }).Reason);
        Assert.Equal(DmErrorReason.TimeZoneWithoutEffect, Refused(Options("t.jsonl")).Reason);
        Assert.Equal(DmErrorKind.File, Refused(Options("file")).Kind);
        Assert.Equal(DmErrorKind.File, Refused(Options("q\0.html")).Kind);
        Assert.Equal(DmErrorKind.File, Refused(Options("q\0") with { Format = DmTranscriptFormat.Html }).Kind);
        Assert.Equal(DmErrorKind.File, Refused(Options("file/t.md")).Kind);
        Assert.Equal(DmErrorKind.InvalidRequest, Refused(Options("t.md") with { Patterns = ["(a"] }).Kind);
        Assert.Equal(["file"], _folder.Names);
    }

    [Fact]
    public void A_folder_of_attachments_has_to_be_there_when_the_events_are_complete()
    {
        using var export = new DmTranscriptExport(Options("t.md") with { MediaPath = _folder["media"] });
        export.Add(TestEvents.Message(1));

        Assert.Equal(DmErrorKind.File, Assert.Throws<DmException>(export.Plan).Kind);
        Directory.CreateDirectory(_folder["media"]);
        Assert.Single(export.Plan());
    }

    [Fact]
    public void The_folder_of_a_file_is_created()
    {
        Exported.Files(Options("a/b/t.md"), [TestEvents.Message(1)]);
        Exported.Files(Options("c/t.md"), []);

        Assert.Equal(["t.md"], Names("a/b"));
        Assert.Equal(["a"], _folder.Names);
    }

    [Fact]
    public void What_a_killed_export_has_left_is_removed_if_it_is_old()
    {
        var (old, recent, other) = ($".twitterdm-{Guid.NewGuid():N}.tmp", $".twitterdm-{Guid.NewGuid():N}.tmp", ".twitterdm-notes.tmp");
        foreach (var name in new[] { old, recent, other })
            File.WriteAllText(_folder[name], "x");
        File.SetLastWriteTimeUtc(_folder[old], DateTime.UtcNow.AddMinutes(-11));
        File.SetLastWriteTimeUtc(_folder[other], DateTime.UtcNow.AddMinutes(-11));

        Exported.Files(Options("t.md"), [TestEvents.Message(1)]);

        Assert.Equal(new[] { recent, other, "t.md" }.Order(StringComparer.Ordinal), _folder.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_owner_can_read_a_file_until_it_is_complete()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.WriteAllText(_folder["usual"], "x");
        using (var file = new TwitterDm.Storage.UnfinishedFile(_folder["t.md"]))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(_folder.Path, ".twitterdm-*").Single()));
            file.Finish();
            file.Commit(overwrite: false);
        }

        Assert.Equal(File.GetUnixFileMode(_folder["usual"]), File.GetUnixFileMode(_folder["t.md"]));
        Assert.Equal(["t.md", "usual"], _folder.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("x.html")]
    [InlineData("folder/")]
    [InlineData("")]
    public void A_path_that_is_not_complete_is_refused(string path)
    {
        var error = Refused(new DmTranscriptOptions { Path = path });
        Assert.Equal((DmErrorKind.File, $"'{path}' is not a full path."), (error.Kind, error.Message));
    }

    private static DmException Refused(DmTranscriptOptions options) => Assert.Throws<DmException>(() => new DmTranscriptExport(options));

    private static DmEvent Group(string id, int number) => new(TestEvents.Message(number))
    {
        ConversationId = id,
        ConversationType = nameof(DmConversationType.Group),
        ParticipantIds = DmList<string>.Empty,
    };

    private DmTranscriptOptions Options(string name) => new() { Path = _folder[name], TimeZone = "UTC" };

    private string[] Names(string folder)
        => [.. Directory.EnumerateFileSystemEntries(_folder[folder]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private sealed class ClockThatFailsOnce : TimeProvider
    {
        private bool _hasFailed;

        public override DateTimeOffset GetUtcNow()
        {
            if (_hasFailed)
                return TestEvents.Start;
            _hasFailed = true;
            throw new TimeoutException("no time");
        }
    }

    // Stops when a part is complete, and others are not.
    private sealed class CancelAfter(CancellationTokenSource stop, int files) : Notices.INoticeSink
    {
        private int _left = files;

        public void Post(Notices.DmNotice notice)
        {
            if (--_left == 0)
                stop.Cancel();
        }
    }
}
