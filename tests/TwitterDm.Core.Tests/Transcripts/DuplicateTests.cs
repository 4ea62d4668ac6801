using TwitterDm.Core.Tests.Transcripts.Support;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>An event that comes twice is shown once.</summary>
public sealed class DuplicateTests
{
    private static readonly DmEvent OfApi = new(TestEvents.Message(1))
    {
        Text = "of the API",
        Media = new([new() { MediaKey = "3_7", Url = "https://pbs.twimg.com/7.jpg" }]),
    };

    private static readonly DmEvent OfArchive = new(TestEvents.Message(1))
    {
        Text = "of the archive",
        Source = nameof(DmSource.Archive),
        Sender = new() { Id = TestEvents.Ann },
        Urls = new(["https://example.com/"]),
        Media = new([new() { MediaKey = "7", LocalPath = "/archive/7.jpg" }]),
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_event_of_the_api_counts_and_keeps_what_only_the_archive_has(bool isArchiveFirst)
    {
        var events = isArchiveFirst ? new[] { OfArchive, OfApi } : [OfApi, OfArchive];
        var item = Assert.Single(Exported.Entries(events)).Event;

        Assert.Equal(("of the API", "Classic", "ann"), (item.Text, item.Source, item.SenderUsername));
        Assert.Equal("https://example.com/", item.Urls.ToString());
        var media = Assert.Single(item.Media);
        Assert.Equal(("3_7", "https://pbs.twimg.com/7.jpg", "/archive/7.jpg"), (media.MediaKey, media.Url, media.LocalPath));
    }

    [Fact]
    public void A_readable_event_counts_more_than_one_that_is_not()
    {
        var unreadable = new DmEvent(TestEvents.Chat(1)) { Text = null, IsVerified = null, ContentState = nameof(DmContentState.NoKey) };
        var item = Assert.Single(Exported.Entries(unreadable, TestEvents.Chat(1, "read later"))).Event;

        Assert.Equal(("read later", true, "Readable"), (item.Text, item.IsVerified, item.ContentState));
    }

    [Theory]
    [InlineData(true, "/tmp/t.jsonl")]
    [InlineData(null, "/tmp/t.jsonl")]
    [InlineData(true, null)]
    [InlineData(null, null)]
    public void An_imported_event_or_a_copy_adds_nothing_to_one_that_x_delivered(bool? isVerified, string? importedFrom)
    {
        var live = new DmEvent(TestEvents.Chat(1)) { Text = null, IsVerified = isVerified, Media = new([new() { MediaKey = "7" }]) };
        var imported = new DmEvent(TestEvents.Chat(1, "put into the file"))
        {
            ImportedFrom = importedFrom,
            IsCopy = importedFrom is null,
            IsVerified = isVerified,
            Media = new([new() { MediaKey = "7", LocalPath = "/home/me/secret.png" }]),
            Urls = new(["https://evil.example/"]),
        };

        var item = Assert.Single(Exported.Entries(imported, live)).Event;

        Assert.Equal((null, null, null), (item.Text, item.ImportedFrom, Assert.Single(item.Media).LocalPath));
        Assert.Empty(item.Urls);
    }

    [Fact]
    public void An_unverified_event_adds_nothing_to_a_verified_one()
    {
        var forged = new DmEvent(TestEvents.Chat(1, "forged")) { IsVerified = false, Urls = new(["https://evil.example/"]) };
        var item = Assert.Single(Exported.Entries(forged, TestEvents.Chat(1, "genuine"))).Event;

        Assert.Equal(("genuine", true), (item.Text, item.IsVerified));
        Assert.Empty(item.Urls);
    }

    [Fact]
    public void An_edit_that_comes_twice_is_one_edit()
    {
        var edit = new DmEvent(TestEvents.About(2, DmEventType.MessageEdit, 1)) { Text = "edited" };
        var entry = Assert.Single(Exported.Entries(TestEvents.Chat(1), edit, edit, TestEvents.Chat(1)));

        Assert.Equal("edited", entry.Event.Text);
        Assert.Single(entry.Revisions);
    }

    [Fact]
    public void Events_without_ids_of_x_are_told_apart_by_their_own()
    {
        DmEvent Join(string id) => new(TestEvents.Message(1)) { Id = id, EventType = nameof(DmEventType.ParticipantsJoin) };
        var entries = Exported.Entries(
            Join("archive:g:participantsJoin:1"),
            Join("archive:g:participantsJoin:2"),
            Join("archive:g:participantsJoin:1"),
            Join("007"),
            Join("7"));

        Assert.Equal(4, entries.Count);
    }
}
