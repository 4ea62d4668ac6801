using System.Text.Json.Nodes;
using TwitterDm.Testing.Archives;
using static TwitterDm.Testing.Archives.ArchiveConversationBuilder;

namespace TwitterDm.Core.Tests.Archive;

/// <summary>What an archive contains becomes events, whatever form the archive has.</summary>
public sealed class ArchiveReadingTests : IDisposable
{
    private readonly ArchiveFolder _folder = new();

    public static TheoryData<string> Forms
        => [
            "zip",
            "folder",
            "data folder",
            "folder in a folder",
            "zip with a folder around",
            "old names",
            "no manifest",
            "manifest only",
            "no data folder",
        ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Every_form_of_an_archive_gives_the_same_events(string form)
    {
        var events = await _folder.ReadAsync(Write(form));

        Assert.Equal(12, events.Count);
        Assert.Equal(["111-222", "111-222", "111-222", "111-222", "111-333", .. Enumerable.Repeat(SampleArchive.Group, 7)], events.Select(item => item.ConversationId));
        Assert.Empty(_folder.Notices.Warnings);
        Assert.Empty(_folder.Notices.Errors);
        Assert.All(events, item => Assert.Equal("Archive", item.Source));
        Assert.All(events, item => Assert.Equal("Readable", item.ContentState));
        Assert.All(events, item => Assert.Null(item.IsVerified));
        Assert.All(events.Where(item => item.SenderId == ArchiveBuilder.Own), item => Assert.Equal(("Outgoing", "support_desk"), (item.Direction, item.SenderUsername)));
        Assert.All(events.Where(item => item.SenderId != ArchiveBuilder.Own), item => Assert.Equal("Incoming", item.Direction));
    }

    [Theory]
    [InlineData("one/data", "two/data")]
    [InlineData("data", "part2/data")]
    [InlineData("data", "part2")]
    [InlineData("old", "data")]
    public async Task Several_archives_in_one_place_are_an_error_that_names_them(string one, string other)
    {
        var files = new[] { one, other }
            .SelectMany(folder => SampleArchive.Create(new ArchiveBuilder { DataFolder = folder }).Files())
            .DistinctBy(file => file.Path)
            .ToArray();
        foreach (var (path, content) in files)
            _folder.Write(Path.Combine("folder", path), content);
        var zip = _folder.Write("x.zip", ArchiveBuilder.Zip(files));

        var errors = new[]
        {
            await Assert.ThrowsAsync<DmException>(() => _folder.ReadAsync(_folder["folder"])),
            await Assert.ThrowsAsync<DmException>(() => _folder.ReadAsync(zip)),
        };

        Assert.All(errors, error => Assert.Equal(DmErrorKind.File, error.Kind));
        Assert.All(errors, error => Assert.Contains("contains the messages of 2 archives, in the folders ", error.Message, StringComparison.Ordinal));
        foreach (var folder in new[] { one, other })
        {
            Assert.Contains($"'{Path.GetFullPath(_folder["folder/" + folder])}'", errors[0].Message, StringComparison.Ordinal);
            Assert.Contains($"'{folder}'", errors[1].Message, StringComparison.Ordinal);
            Assert.Equal(12, (await _folder.ReadAsync(_folder["folder/" + folder])).Count);
        }

        Assert.StartsWith("Give one of these folders.", errors[0].RecommendedAction, StringComparison.Ordinal);
        Assert.StartsWith("Unpack it, and give one of these folders.", errors[1].RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_archives_in_one_place_are_not_all_named()
    {
        for (var number = 1; number <= 8; number++)
            SampleArchive.Create().WriteFolder(_folder[$"folder/{number}"]);

        var error = await Assert.ThrowsAsync<DmException>(() => _folder.ReadAsync(_folder["folder"]));

        Assert.Contains("of 8 archives", error.Message, StringComparison.Ordinal);
        Assert.EndsWith($"'{_folder["folder/5/data"]}' and 3 more.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_messages_beside_an_archive_is_not_another_archive()
    {
        _folder.Write("folder/a/manifest.js", "export default { }");
        _folder.Write("folder/b/data/manifest.js", "window.__THAR_CONFIG = { }");
        _folder.Write("folder/z/data/direct-message-headers.js", "window.YTD.x.part0 = [ ]");
        SampleArchive.Create().WriteFolder(_folder["folder/inner"]);

        Assert.Equal(12, (await _folder.ReadAsync(_folder["folder"])).Count);
        Assert.Empty(_folder.Notices.Warnings);
    }

    [Fact]
    public async Task A_message_has_the_id_and_the_properties_of_the_APIs_event()
    {
        var message = (await _folder.ReadAsync(Write("folder"))).Single(item => item.Id == SampleArchive.PhotoMessage);

        Assert.Equal(("MessageCreate", "messageCreate", "OneToOne"), (message.EventType, message.EventTypeName, message.ConversationType));
        Assert.Equal("2024-03-01T00:05:00.000Z", message.Timestamp);
        Assert.Equal("It worked, thanks! https://t.co/abc", message.Text);
        Assert.Equal(["https://example.com/page"], message.Urls);
        Assert.Equal(["111", "222"], message.ParticipantIds);
        Assert.Equal(["@support_desk", "222"], message.Participants.Select(user => user.ToString()));
        Assert.Empty(message.AdditionalProperties);
        var photo = Assert.Single(message.Media);
        Assert.Equal(("1712000000000000001", "photo"), (photo.MediaKey, photo.Type));
        Assert.EndsWith("AbCd123.png", photo.Url, StringComparison.Ordinal);
        Assert.Equal(SampleArchive.Photo, await File.ReadAllBytesAsync(photo.LocalPath!));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("zip with a folder around")]
    [InlineData("old names")]
    public async Task An_attachment_in_a_zip_file_has_no_path_and_can_be_read_afterwards(string form)
    {
        var media = (await _folder.ReadAsync(Write(form))).SelectMany(item => item.Media).ToArray();

        Assert.Equal(["photo", "video"], media.Select(item => item.Type));
        Assert.All(media, item => Assert.Null(item.LocalPath));
        using var content = media[0].Origin!.Open();
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        Assert.Equal(SampleArchive.Photo, copy.ToArray());
        Assert.Equal(SampleArchive.Photo.Length, media[0].Origin!.Length);
        Assert.Equal(("1712000000000000002", "video/mp4"), (media[1].MediaKey, Assert.Single(media[1].Variants).ContentType));
        Assert.NotNull(media[1].WithSafeText().Origin);
    }

    [Theory]
    [InlineData("direct_messages_media/{0}")]
    [InlineData("direct_messages_media.zip")]
    [InlineData("direct_messages_media/1.zip")]
    public async Task An_attachment_is_found_whichever_separators_a_zip_file_has(string place)
    {
        var name = $"{SampleArchive.PhotoMessage}-AbCd123.png";
        var isNested = place.EndsWith(".zip", StringComparison.Ordinal);
        var files = new ArchiveBuilder { DataFolder = "twitter-2026/data" }
            .Add("111-222", conversation =>
                conversation.Message(
                    SampleArchive.PhotoMessage,
                    "222",
                    "x",
                    Time(300),
                    [$"https://ton.twitter.com/dm/{SampleArchive.PhotoMessage}/1712000000000000001/AbCd123.png"]))
            .AddFile(
                place.Replace("{0}", name, StringComparison.Ordinal),
                isNested ? ArchiveBuilder.Zip([(name, SampleArchive.Photo)]) : SampleArchive.Photo)
            .Files()
            .Select(file => (file.Path.Replace('/', '\\'), file.Content));

        var media = Assert.Single(Assert.Single(await _folder.ReadAsync(_folder.Write("x.zip", ArchiveBuilder.Zip(files)))).Media);

        Assert.Equal(SampleArchive.Photo.Length, media.Origin!.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_attachment_without_its_file_is_named(bool isZip)
    {
        var archive = new ArchiveBuilder().Add("111-222", conversation =>
            conversation.Message(Id(1), "222", "x", Time(1), [$"https://ton.twitter.com/dm/{Id(1)}/17/a.png", "https://ton.twitter.com/"]));
        var events = await _folder.ReadAsync(isZip ? archive.WriteZip(_folder["x.zip"]) : archive.WriteFolder(_folder["x"]));

        var errors = await _folder.SaveErrorsAsync([new DmEvent(events.Single()) { Media = new(events[0].Media.Select(media => media.WithSafeText())) }]);

        Assert.Equal(2, errors.Length);
        Assert.Equal((DmErrorKind.File, "The archive does not contain the file of the attachment 17."), (errors[0].Kind, errors[0].Message));
        Assert.Contains("several parts", errors[0].RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reactions_are_events()
    {
        var reactions = (await _folder.ReadAsync(Write("zip"))).Where(item => item.EventType == "ReactionAdd").ToArray();

        Assert.Equal(
            (Id(310), SampleArchive.PhotoMessage, "like", "111"),
            (reactions[0].Id, reactions[0].TargetId, reactions[0].Reaction, reactions[0].SenderId));
        Assert.Equal(
            ($"archive:{SampleArchive.Group}:reactionCreate:2024-03-01T00:13:20.000Z:333:1", Id(700), "funny"),
            (reactions[1].Id, reactions[1].TargetId, reactions[1].Reaction));
        Assert.Equal("Outgoing", reactions[0].Direction);
    }

    [Fact]
    public async Task Changes_of_a_group_are_events()
    {
        var events = (await _folder.ReadAsync(Write("zip")))
            .Where(item => item.ConversationId == SampleArchive.Group && item.EventType != "MessageCreate")
            .ToDictionary(item => item.EventTypeName!);

        Assert.Equal(("ParticipantsJoin", "222", "111; 222"), Described(events["joinConversation"]));
        Assert.Equal(("ParticipantsJoin", "222", "333; 444"), Described(events["participantsJoin"]));
        Assert.Equal(("ParticipantsLeave", null, "444"), Described(events["participantsLeave"]));
        Assert.Equal(("ConversationChange", "222", string.Empty), Described(events["conversationNameUpdate"]));
        Assert.All(events.Values, item => Assert.Equal("Core team", item.ConversationName));
        Assert.Equal($"archive:{SampleArchive.Group}:participantsLeave:2024-03-01T00:10:40.000Z::1", events["participantsLeave"].Id);

        static (string Type, string? Sender, string Participants) Described(DmEvent item) => (item.EventType, item.SenderId, string.Join("; ", item.ParticipantIds));
    }

    [Fact]
    public async Task A_welcome_message_keeps_its_word()
        => Assert.Equal("MessageCreate", (await _folder.ReadAsync(Write("zip"))).Single(item => item.EventTypeName == "welcomeMessageCreate").EventType);

    [Fact]
    public async Task Nothing_that_is_unknown_is_dropped()
    {
        var archive = new ArchiveBuilder().Add("111-222", conversation => conversation
                .Entry(
                    "pollCreate",
                    new JsonObject
                    {
                        ["senderId"] = "222",
                        ["createdAt"] = Time(2),
                        ["options"] = new JsonArray("a", "b"),
                    })
                .Entry(
                    "messageCreate",
                    new JsonObject
                    {
                        ["id"] = Id(1),
                        ["senderId"] = "222",
                        ["createdAt"] = Time(1),
                        ["text"] = "x",
                        ["mood"] = "good",
                        ["name"] = "odd",
                        ["recipientId"] = "999",
                    }));

        var events = await _folder.ReadAsync(archive.WriteZip(_folder["x.zip"]));

        Assert.Equal(
            ("Unknown", "pollCreate", "222", "2024-03-01T00:00:02.000Z"),
            (events[0].EventType, events[0].EventTypeName, events[0].SenderId, events[0].Timestamp));
        Assert.Equal(["a", "b"], (object?[])events[0].AdditionalProperties["options"]!);
        Assert.Equal("""{"mood":"good","name":"odd","recipientId":"999"}""", events[1].AdditionalProperties.ToString());
    }

    [Fact]
    public async Task The_oldest_comes_first_on_request()
    {
        var path = Write("zip");
        var newest = await _folder.ReadAsync(path);
        var oldest = await _folder.ReadAsync(new DmArchiveQuery { Path = path, IsOldestFirst = true });

        Assert.Equal(["111-333", "111-222", SampleArchive.Group], oldest.Select(item => item.ConversationId).Distinct());
        foreach (var conversation in newest.GroupBy(item => item.ConversationId))
            Assert.Equal(conversation.Select(item => item.Id).Reverse(), oldest.Where(item => item.ConversationId == conversation.Key).Select(item => item.Id));
    }

    [Fact]
    public async Task The_report_is_like_that_of_a_listing()
    {
        await _folder.ReadAsync(Write("zip"));

        var report = _folder.Report!;
        Assert.Equal(("End", 12, 0L, 0m, "Archive"), (report.StopReason, report.Events, report.Requests, report.EstimatedCost, report.Sources[0]));
        Assert.Equal((2, 0, 0), (report.Pages, report.Repeated, report.ProblemCount));
        Assert.Contains("moved to X Chat", report.Note, StringComparison.Ordinal);
        Assert.Contains(
            $"Read 12 events from {new DateTimeOffset(2024, 3, 1, 0, 1, 40, TimeSpan.Zero).ToLocalTime():yyyy-MM-dd HH:mm:ss zzz}",
            Assert.Single(_folder.Notices.Verbose),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_the_account_but_its_id_and_name_is_read()
    {
        var own = (await _folder.ReadAsync(Write("no manifest"))).First(item => item.Direction == "Outgoing").Sender!;

        Assert.Equal(("111", "support_desk", "Support Desk"), (own.Id, own.Username, own.Name));
        Assert.Empty(own.AdditionalProperties);
    }

    private string Write(string form) => form switch
    {
        "folder" => SampleArchive.Create().WriteFolder(_folder["folder"]),
        "data folder" => Path.Combine(SampleArchive.Create().WriteFolder(_folder["folder"]), "data"),
        "folder in a folder" => Path.GetDirectoryName(SampleArchive.Create().WriteFolder(_folder["outer/inner"]))!,
        "zip with a folder around" => SampleArchive.Create(new ArchiveBuilder { DataFolder = "twitter-2026/data" }).WriteZip(_folder["x.zip"]),
        "old names" => SampleArchive.Create(new ArchiveBuilder { HasOldNames = true, HasManifest = false, DataFolder = string.Empty }).WriteZip(_folder["x.zip"]),
        "no manifest" => SampleArchive.Create(new ArchiveBuilder { HasManifest = false }).WriteZip(_folder["x.zip"]),
        "manifest only" => SampleArchive.Create(new ArchiveBuilder { HasAccount = false }).WriteZip(_folder["x.zip"]),
        "no data folder" => SampleArchive.Create(new ArchiveBuilder { DataFolder = string.Empty }).WriteFolder(_folder["folder"]),
        _ => SampleArchive.Create().WriteZip(_folder["x.zip"]),
    };
}
