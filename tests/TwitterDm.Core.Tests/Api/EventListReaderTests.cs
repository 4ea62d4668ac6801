using System.Globalization;
using System.Text;
using System.Text.Json;
using TwitterDm.Api;
using TwitterDm.Core.Tests.Listing.Fuzzing;
using TwitterDm.Json;
using Xunit.Abstractions;

namespace TwitterDm.Core.Tests.Api;

/// <summary>Reading pages by hand is faster, and gives the same as the serializer.</summary>
public sealed class EventListReaderTests(ITestOutputHelper output)
{
    private const int Pages = 3_000;

    private const string FullPage = """
        {
          "data": [
            {
              "id": "20", "event_type": "MessageCreate", "text": "\u00e9 \"quoted\"", "created_at": "2026-11-26T11:50:48.123Z", "dm_conversation_id": "12-34", "sender_id": "12",
              "participant_ids": ["12", "34"], "attachments": { "media_keys": ["3_1"], "new": 1 }, "entities": { "urls": [{ "url": "https://t.co/a", "expanded_url": "https://example.com/", "start": 1 }], "hashtags": [] },
              "urls": [{ "url": "https://t.co/b" }], "referenced_posts": [{ "id": "5", "type": "quoted" }], "referenced_tweets": [{ "id": "6" }], "new_field": { "a": [1, null, "x"] }
            },
            { "id": "19", "event_type": null, "text": null, "sender_id": "12", "created_at": null, "participant_ids": null, "attachments": null, "entities": null, "urls": null, "referenced_posts": null, "unknown": null }
          ],
          "includes": {
            "users": [
              { "id": "12", "username": "a", "name": "\u00c4", "profile_image_url": "https://pbs.twimg.com/a.jpg", "created_at": "2020-01-01T00:00:00.000Z", "verified": true, "verified_type": "blue",
                "protected": false, "receives_your_dm": null, "connection_status": ["following"], "location": "here" }
            ],
            "media": [
              { "media_key": "3_1", "type": "video", "url": null, "preview_image_url": "https://pbs.twimg.com/p.jpg", "alt_text": "\u4e86", "width": 1, "height": 2, "duration_ms": 1500,
                "variants": [{ "url": "https://video.twimg.com/v", "content_type": "video/mp4", "bit_rate": 5000000000, "x": [] }], "public_metrics": {} }
            ],
            "posts": [{ "id": "5", "text": "post" }], "tweets": [null, 1], "polls": [{}]
          },
          "meta": { "result_count": 2, "next_token": "ABC", "previous_token": "DEF", "has_more": true, "has_message_requests": false, "conversation_key_events": ["a"] }
        }
        """;

    [Fact]
    public async Task A_page_as_X_describes_it_is_read_by_hand_and_is_the_same()
    {
        foreach (var page in (await RecordedPage.ReadAsync()).Append(FullPage).Append("{}").Append("""{"data":null,"includes":null,"meta":null}"""))
            Assert.Equal(Text(JsonSerializer.Deserialize(page, ApiJson.Default.EventList)!), Text(ReadByHand(page)));
    }

    [Fact]
    public async Task Odd_pages_are_the_same()
    {
        var seed = int.Parse(
            Environment.GetEnvironmentVariable("TWITTERDM_TEST_SEED") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var mutator = new PageMutator(random);
        var recorded = (await RecordedPage.ReadAsync()).Append(FullPage).ToArray();
        for (var number = 0; number < Pages; number++)
        {
            var page = recorded[random.Next(recorded.Length)];
            var body = random.Next(3) == 0 ? mutator.MutateBytes(page) : mutator.MutatePart(page, root => (root, random.Next(2) == 0 ? "data" : "includes"));
            Assert.Equal(Outcome(body, exact: null), Outcome(body, new EventListReader(new TextPool()).Read));
        }
    }

    [Fact]
    public void Texts_that_repeat_are_one_string()
    {
        var pool = new TextPool();
        var events = Read("""{"data":[{"id":"1","sender_id":"1385551234567890123"},{"id":"2","sender_id":"1385551234567890123"}]}""").Data!;
        var other = Read("""{"data":[{"id":"3","sender_id":"1385551234567890123","dm_conversation_id":"né"},{"id":"4","dm_conversation_id":"né"}]}""").Data!;

        Assert.Same(events[0].SenderId, events[1].SenderId);
        Assert.Same(events[0].SenderId, other[0].SenderId);
        Assert.Equal(("né", "né"), (other[0].DmConversationId, other[1].DmConversationId));

        ApiResponse<WireList<WireEvent>> Read(string page)
            => LenientJson.Read(Encoding.UTF8.GetBytes(page), ApiJson.Default.EventList, new EventListReader(pool).Read).Value;
    }

    [Fact]
    public void Texts_that_differ_only_in_the_middle_are_told_apart()
    {
        // More than the pool has places, so that many share one.
        string[] ids = [.. Enumerable.Range(0, 3_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"12345678{number % 2_000:0000}87654321"))];
        var page = $$"""{"data":[{{string.Join(',', ids.Select(id => $$"""{"sender_id":"{{id}}"}"""))}}]}""";

        Assert.Equal(ids, ReadByHand(page).Data!.Select(item => item.SenderId));
    }

    private static ApiResponse<WireList<WireEvent>> ReadByHand(string page)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(page));
        reader.Read();
        return new EventListReader(new TextPool()).Read(ref reader)!;
    }

    private static string Outcome(byte[] body, ExactReader<ApiResponse<WireList<WireEvent>>>? exact)
    {
        try
        {
            var (page, malformed) = LenientJson.Read(body, ApiJson.Default.EventList, exact);
            return $"{malformed} {page.Data?.Unreadable} {Text(page)}";
        }
        catch (JsonException exception)
        {
            return $"{exception.LineNumber} {exception.BytePositionInLine}";
        }
    }

    private static string Text(ApiResponse<WireList<WireEvent>> page) => JsonSerializer.Serialize(page, ApiJson.Default.EventList);
}
