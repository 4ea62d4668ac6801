using System.Text;
using System.Text.Json.Nodes;
using TwitterDm.Archive.Indexing;
using TwitterDm.Archive.Mapping;
using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Testing.Archives;
using static TwitterDm.Testing.Archives.ArchiveConversationBuilder;

namespace TwitterDm.Core.Tests.Archive;

/// <summary>X cuts long conversations into pieces that can overlap, and that can be in several files.</summary>
public sealed class ArchivePiecesTests : IDisposable
{
    private readonly ArchiveFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pieces_are_merged_and_what_they_repeat_comes_once(bool isZip)
    {
        var archive = new ArchiveBuilder()
            .Add("111-222", conversation => Fill(conversation, 5, 9))
            .Add("111-333", conversation => Fill(conversation, 0, 2))
            .Add("111-222", conversation => Fill(conversation, 0, 6), part: 1)
            .Add("111-222", conversation => Fill(conversation, 20, 21), part: 1);

        var events = await _folder.ReadAsync(isZip ? archive.WriteZip(_folder["x.zip"]) : archive.WriteFolder(_folder["x"]));

        int[] seconds = [21, 20, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 2, 1, 0];
        Assert.Equal(seconds.Select(second => Time(second)), events.Select(item => item.Timestamp));
        Assert.Equal(2, _folder.Report!.Repeated);
        Assert.Equal(2, _folder.Report.Pages);
    }

    [Fact]
    public async Task Ids_are_made_in_the_same_way_whatever_the_pieces_and_the_filters_are()
    {
        var (join, other, third) = (Join("333"), Join("444"), Join("555", "223"));
        var whole = new ArchiveBuilder().Add("1712000000000000100", conversation =>
            conversation.Entry("participantsJoin", join).Entry("participantsJoin", third).Entry("participantsJoin", other));
        var pieces = new ArchiveBuilder()
            .Add("1712000000000000100", conversation => conversation.Entry("participantsJoin", other).Entry("participantsJoin", join))
            .Add("1712000000000000100", conversation => conversation.Entry("participantsJoin", join).Entry("participantsJoin", third), part: 2);

        var expected = Described(await _folder.ReadAsync(whole.WriteZip(_folder["x.zip"])));
        var again = Described(await _folder.ReadAsync(pieces.WriteFolder(_folder["y"])));
        var filtered = Described(await _folder.ReadAsync(new DmArchiveQuery { Path = _folder["y"], EventTypes = [DmEventType.ParticipantsJoin], IsOldestFirst = true }));

        Assert.Equal(3, expected.Count);
        Assert.Equal(expected, again);
        Assert.Equal(expected.Order(), filtered.Order());
        Assert.Equal(
            [
                "archive:1712000000000000100:participantsJoin:2024-03-01T00:00:01.000Z:222:1",
                "archive:1712000000000000100:participantsJoin:2024-03-01T00:00:01.000Z:222:2",
                "archive:1712000000000000100:participantsJoin:2024-03-01T00:00:01.000Z:223:1",
            ],
            expected.Select(item => item.Split(' ')[0]).Order());

        static JsonObject Join(string user, string by = "222") => new() { ["initiatingUserId"] = by, ["userIds"] = new JsonArray(user), ["createdAt"] = Time(1) };

        static List<string> Described(List<DmEvent> events) => events.ConvertAll(item => $"{item.Id} {item.ParticipantIds}");
    }

    [Fact]
    public async Task Made_ids_are_refused_as_ids_of_X()
    {
        const string id = "archive:1712000000000000100:participantsJoin:2024-03-01T00:00:01.000Z:222:1";

        var error = Assert.Throws<DmException>(() => DmClient.CheckQuery(new DmEventQuery { SinceId = id }));

        Assert.Equal((DmErrorKind.InvalidRequest, DmErrorReason.ArchiveIdMade), (error.Kind, error.Reason));
        Assert.Equal(DmErrorReason.ArchiveIdMade, Assert.Throws<DmException>(() => new DmEventReference(id).CheckedId()).Reason);
        Assert.Equal(Id(1, 0), new[] { id, Id(1, 0), Id(0, 0) }.Order(Ids.Order).ElementAt(1));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_group_in_the_file_of_the_others_is_merged_with_the_rest_of_it()
    {
        var archive = new ArchiveBuilder()
            .Add("1712000000000000100", conversation => Fill(conversation, 3, 4, "222"))
            .Add("111-222", conversation => Fill(conversation, 0, 1));
        archive.AddFile("direct-messages-part1.js", archive.TextOf(isGroup: true).Replace("\"x3\"", "\"again\"", StringComparison.Ordinal));
        archive.AddFile("direct-messages-group-part5.js", archive.TextOf(isGroup: false));

        var events = await _folder.ReadAsync(archive.WriteZip(_folder["x.zip"]));

        Assert.Equal(4, events.Select(item => item.Id).Distinct().Count());
        Assert.Equal(4, events.Count);
    }

    [Fact]
    public async Task Ten_thousand_messages_in_any_order_come_in_order()
    {
        var seconds = Enumerable.Range(0, 10_000).ToArray();
        new Random(1).Shuffle(seconds);
        var archive = new ArchiveBuilder().Add("111-222", conversation =>
            Array.ForEach(seconds, second => conversation.Message(Id(second), "222", $"x{second}", Time(second))));

        var events = await _folder.ReadAsync(archive.WriteZip(_folder["x.zip"]));

        Assert.Equal(Enumerable.Range(0, 10_000).Reverse().Select(second => $"x{second}"), events.Select(item => item.Text));
    }

    [Fact]
    public async Task A_message_with_many_reactions_is_read_a_few_times_at_most()
    {
        var reactions = new JsonArray([.. Enumerable.Range(1, 20_000).Select(second => (JsonNode)Reaction("222", "like", Id(second), Time(second)))]);
        var archive = new ArchiveBuilder().Add("111-222", conversation => conversation.Message(Id(0), "222", "hello", Time(0), reactions: reactions));

        var events = await _folder.ReadAsync(archive.WriteZip(_folder["x.zip"]));

        Assert.Equal(20_001, events.Count);
        Assert.All(events.SkipLast(1), item => Assert.Equal(Id(0), item.TargetId));
    }

    /// <summary>Reactions of many messages by turns, and of a few large ones.</summary>
    [Theory]
    [InlineData(40, 50, true)]
    [InlineData(40, 50, false)]
    [InlineData(3, 2000, true)]
    [InlineData(3, 2000, false)]
    public void Messages_whose_reactions_alternate_are_read_a_few_times_at_most(int messages, int reactions, bool hasIds)
    {
        using var store = new RecordStore();
        var indexer = new ArchiveIndexer(new(new DmArchiveQuery { Path = "/x" }, [], null), store, (_, _, what) => Assert.Fail(what), needsUsers: false);
        var entries = Enumerable.Range(0, messages).Select(Entry).ToArray();
        indexer.BeginFile("x", null);
        indexer.BeginConversation();
        indexer.SetMember("conversationId", "111-222");
        Assert.All(entries, entry => Assert.True(indexer.AddEntry(entry, 0)));
        indexer.EndConversation();
        var cursor = new TwitterDm.Archive.ArchiveCursor(indexer, indexer.Conversations, store, isOldestFirst: true);
        var (due, before) = (new List<DueEvent>(), GC.GetAllocatedBytesForCurrentThread());

        while (cursor.Read(long.MaxValue) is { Count: > 0 } page)
            due.AddRange(page);

        // A few kilobytes for each event, and not the size of its message.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (15 * entries.Sum(entry => (long)entry.Length)) + (4000L * due.Count));
        Assert.Equal(messages * (1 + reactions), due.Count);
        Assert.All(due, item => Assert.True(item.Kind != EntryKind.Reaction || item.Entry.Content.Reactions![item.Reaction].ReactionKey == "like"));

        byte[] Entry(int message)
        {
            var list = new JsonArray([
                .. Enumerable.Range(0, reactions).Select(number =>
                {
                    var at = 100 + (number * messages) + (hasIds ? message : 0);
                    return (JsonNode)Reaction("222", "like", hasIds ? Id(at) : "x", Time(at));
                }),
            ]);
            return Encoding.UTF8.GetBytes(new JsonObject { ["messageCreate"] = new JsonObject { ["id"] = Id(message), ["senderId"] = "222", ["createdAt"] = Time(message), ["reactions"] = list } }.ToJsonString());
        }
    }

    [Theory]
    [InlineData("messageCreate", "mine")]
    [InlineData("messageCreate", null)]
    [InlineData("somethingNew", "mine")]
    public async Task The_reactions_of_a_large_message_are_those_of_a_small_one(string kind, string? id)
    {
        var small = await ReadAsync("x");
        var large = await ReadAsync(new string('x', 100_000));

        Assert.Equal(3, small.Length);
        Assert.Equal(small, large);

        async Task<string[]> ReadAsync(string text)
        {
            var content = new JsonObject { ["senderId"] = "222", ["createdAt"] = Time(5), ["text"] = text };
            if (id is not null)
                content["id"] = Id(5);
            var odd = Reaction("222", "sad", "x", Time(8));
            odd["new"] = new JsonObject { ["a"] = 1 };
            odd.Remove("createdAt");
            content["reactions"] = new JsonArray(Reaction("111", "like", Id(6), Time(6)), Reaction("333", "\u202Eodd", Id(7), Time(7)), odd);
            var path = new ArchiveBuilder().Add("111-222", conversation => conversation.Entry(kind, content)).WriteFolder(_folder[$"{text.Length}"]);
            return [.. (await _folder.ReadAsync(path)).Where(item => item.Is(DmEventType.ReactionAdd)).Select(item => DeepEquality.Describe(item))];
        }
    }

    private static void Fill(ArchiveConversationBuilder conversation, int from, int to, string sender = "111")
    {
        for (var second = to; second >= from; second--)
            conversation.Message(Id(second), sender, $"x{second}", Time(second));
    }
}
