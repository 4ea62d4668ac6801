using TwitterDm.Testing.Archives;
using static TwitterDm.Testing.Archives.ArchiveConversationBuilder;

namespace TwitterDm.Core.Tests.Archive;

/// <summary>Only what was asked for is returned, and only what is needed for it is read.</summary>
public sealed class ArchiveFilterTests : IDisposable
{
    private readonly ArchiveFolder _folder = new();
    private readonly string _path;

    public ArchiveFilterTests() => _path = SampleArchive.Create().WriteZip(_folder["x.zip"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_events_take_only_the_files_that_have_them()
    {
        var events = await _folder.ReadAsync(Query() with { First = 3 });

        Assert.Equal(3, events.Count);
        Assert.Equal(("First", 1), (_folder.Report!.StopReason, _folder.Report.Pages));
    }

    [Fact]
    public async Task The_first_events_of_a_zip_file_take_only_the_entry_that_has_them()
    {
        var bytes = await File.ReadAllBytesAsync(_path);
        var group = bytes.AsSpan().IndexOf("data/direct-messages-group.js"u8);
        bytes.AsSpan(group + 40, 30).Clear();

        var events = await _folder.ReadAsync(new DmArchiveQuery { Path = _folder.Write("damaged.zip", bytes), First = 2 });

        Assert.Equal(2, events.Count);
        Assert.Empty(_folder.Notices.Errors);
    }

    [Theory]
    [InlineData("111-222", 4)]
    [InlineData("222-111", 4)]
    [InlineData(SampleArchive.Group, 7)]
    [InlineData("111-999", 0)]
    public async Task A_conversation_is_found_by_its_id(string id, int count)
    {
        var events = await _folder.ReadAsync(Query() with { ConversationIds = [id] });

        Assert.Equal(count, events.Count);
        Assert.Equal(1, _folder.Report!.Pages);
    }

    [Fact]
    public async Task A_participant_means_the_one_to_one_conversation()
        => Assert.Equal(["111-333"], (await _folder.ReadAsync(Query() with { Participants = [new("333")] })).Select(item => item.ConversationId).Distinct());

    [Fact]
    public async Task The_account_itself_means_the_conversation_with_itself()
    {
        var path = SampleArchive.Create().Add("111-111", conversation => conversation.Message(Id(1), "111", "note to self", Time(1))).WriteZip(_folder["y.zip"]);

        Assert.Equal("note to self", Assert.Single(await _folder.ReadAsync(new DmArchiveQuery { Path = path, Participants = [new("@Support_Desk")] })).Text);
    }

    [Fact]
    public async Task A_participant_can_be_named_if_the_name_is_known()
    {
        var events = await _folder.ReadAsync(Query() with { Participants = [new("@ben")], Users = [new() { Id = "333", Username = "Ben" }] });

        Assert.Equal("@Ben", Assert.Single(events).Sender!.ToString());
    }

    [Fact]
    public async Task A_name_that_is_not_known_is_an_error()
    {
        var error = await Assert.ThrowsAsync<DmException>(() => _folder.ReadAsync(Query() with { Participants = [new("@carol")] }));

        Assert.Equal((DmErrorKind.InvalidRequest, DmErrorReason.ArchiveNameUnknown), (error.Kind, error.Reason));
        Assert.Equal("Error", _folder.Report!.StopReason);
    }

    [Fact]
    public async Task Types_and_times_limit_what_is_returned()
    {
        var start = new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(
            [Time(310), Time(800)],
            (await _folder.ReadAsync(Query() with { EventTypes = [DmEventType.ReactionAdd] })).Select(item => item.Timestamp));
        Assert.Equal(
            [Time(310), Time(300), Time(640), Time(620), Time(600)],
            (await _folder.ReadAsync(Query() with { Since = start.AddSeconds(300), Until = start.AddSeconds(649) }))
                .Where(item => item.Timestamp != Time(400))
                .Select(item => item.Timestamp));
    }

    [Fact]
    public async Task Times_in_the_wrong_order_are_an_error()
        => Assert.Equal(DmErrorReason.TimesReversed, (await Assert.ThrowsAsync<DmException>(
            () => _folder.ReadAsync(Query() with { Since = DateTimeOffset.UnixEpoch.AddDays(1), Until = DateTimeOffset.UnixEpoch }))).Reason);

    [Fact]
    public async Task A_file_alone_tells_the_account_if_one_user_is_in_every_conversation()
    {
        var events = await _folder.ReadAsync(_folder.Write("alone/direct-messages.js", SampleArchive.Create().TextOf(isGroup: false)));

        Assert.Equal(["Outgoing", "Outgoing", "Incoming", "Outgoing", "Incoming"], events.Select(item => item.Direction));
        Assert.Contains("user 111, who is in every one-to-one conversation, is taken for the account", Assert.Single(_folder.Notices.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_alone_may_not_tell_the_account(bool isGroup)
    {
        var archive = isGroup ? SampleArchive.Create() : new ArchiveBuilder().Add("111-222", conversation => conversation.Message(Id(1), "111", "x", Time(1)));

        var events = await _folder.ReadAsync(_folder.Write("alone/any name.js", archive.TextOf(isGroup)));

        Assert.All(events, item => Assert.Equal("Incoming", item.Direction));
        Assert.Contains("all events count as incoming", Assert.Single(_folder.Notices.Warnings), StringComparison.Ordinal);
    }

    private DmArchiveQuery Query() => new() { Path = _path };
}
