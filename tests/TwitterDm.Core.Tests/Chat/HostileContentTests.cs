using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>Events that are damaged or hostile: each costs itself only.</summary>
public sealed class HostileContentTests
{
    // 200,000 characters in which nothing repeats.
    private static readonly string LongText = string.Concat(Enumerable.Range(10_000, 40_000));

    public static TheoryData<string> Damages => new("cut", "empty", "missing", "base64", "url alphabet", "2 GB", "negative", "nested", "list", "items", "text");

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_event_is_malformed_and_the_list_goes_on(string damage)
    {
        await using var api = await StartAsync();
        api.Add(api.Message(api.Peer, "Before"));
        var encoded = Encode(api, damage);
        var id = api.Add(encoded);
        api.Add(api.Message(api.Peer, "After"));

        var items = await api.ReadAsync();

        Assert.Equal(["After", null, "Before"], items.Select(item => item.Text));
        Assert.Equal([true, null, true], items.Select(item => item.IsVerified));
        Assert.Equal((id, nameof(DmContentState.Malformed), "7"), (items[1].Id, items[1].ContentState, items[1].SenderId));
        Assert.Equal((ChatApi.OneToOne, ChatApi.TimeOf(id)), (items[1].ConversationId, items[1].CreatedAtUtc));
        Assert.Equal(encoded, items[1].AdditionalProperties.GetValueOrDefault("encoded_event"));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Damaged_contents_are_malformed_although_the_signature_is_valid(string damage)
    {
        await using var api = await StartAsync();
        var contents = Base64Text.Decode(Encode(api, damage));
        if (contents is null)
            return;

        var item = await api.ReadAsync(ChatEventFactory.Message(api.Envelope(api.Peer), SecretBox.Seal(api.Key.Key, contents), api.Key.Version, api.Peer.Signer));

        Assert.Equal((nameof(DmContentState.Malformed), null, null), (item.ContentState, item.IsVerified, item.Text));
        Assert.Equal((nameof(DmEventType.MessageCreate), "7"), (item.EventType, item.SenderId));
    }

    [Fact]
    public async Task A_wrong_tag_cannot_be_decrypted()
    {
        await using var api = await StartAsync();
        var contents = SecretBox.Seal(api.Key.Key, ThriftCodec.Write(ChatEntries.Message("Hi")));
        contents[^1] ^= 1;

        var item = await api.ReadAsync(ChatEventFactory.Message(api.Envelope(api.Peer), contents, api.Key.Version, api.Peer.Signer));

        Assert.Equal((nameof(DmContentState.Undecryptable), null), (item.ContentState, item.IsVerified));
    }

    [Fact]
    public async Task Contents_too_short_to_be_encrypted_cannot_be_decrypted()
    {
        await using var api = await StartAsync();

        var item = await api.ReadAsync(ChatEventFactory.Message(api.Envelope(api.Peer), new byte[5], api.Key.Version, api.Peer.Signer));

        Assert.Equal(nameof(DmContentState.Undecryptable), item.ContentState);
    }

    [Fact]
    public async Task A_message_without_contents_is_malformed()
    {
        await using var api = await StartAsync();

        var item = await api.ReadAsync(api.Detail(api.Peer, ChatDetails.Of(ChatEventKind.MessageCreateEvent, new ThriftStruct().Add(101, api.Key.Version))));

        Assert.Equal(nameof(DmContentState.Malformed), item.ContentState);
    }

    [Fact]
    public async Task An_event_without_a_detail_is_unknown()
    {
        await using var api = await StartAsync();

        var item = await api.ReadAsync(ChatEventFactory.Event(api.Envelope(api.Peer), detail: null));

        Assert.Equal((nameof(DmEventType.Unknown), "MessageEventDetail 0", false), (item.EventType, item.EventTypeName, item.IsVerified));
    }

    [Fact]
    public async Task Deeply_nested_values_are_kept_as_text()
    {
        await using var api = await StartAsync();
        var inner = new ThriftStruct().Add(1, "deep");
        for (var depth = 0; depth < 55; depth++)
            inner = new ThriftStruct().AddStruct(1, inner);

        var item = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Of(99, inner)));

        Assert.True(item.IsVerified);
        Assert.NotEmpty(item.AdditionalProperties);
        Assert.InRange(item.AdditionalProperties.ToString().Count(character => character == '{'), 20, 40);
    }

    [Fact]
    public async Task Values_nest_no_deeper_than_a_list_of_events_as_JSON_shows()
    {
        await using var api = await StartAsync();
        var nested = new ThriftStruct().AddStruct(1, new ThriftStruct().AddStruct(1, new ThriftStruct().AddStruct(1, new ThriftStruct().Add(1, "deep"))));
        var media = ChatAttachments.Of(ChatAttachmentKind.Media, new ThriftStruct().Add(1, "abc").AddStruct(50, nested));
        api.Add(api.Message(api.Peer, ChatEntries.Message("Hi", attachments: [media, new ThriftStruct().AddStruct(77, nested)])));
        var wire = (Dictionary<string, object?>)api.Events[0];
        wire["new"] = new { a = new[] { new { b = new { c = new { d = 1 } } } } };

        var item = Assert.Single(await api.ReadAsync());

        Assert.All(item.AdditionalProperties.Values, value => Assert.InRange(LevelsOf(value), 0, 3));
        Assert.Contains(item.AdditionalProperties.Values, value => LevelsOf(value) == 3);
        Assert.All(item.Media[0].AdditionalProperties.Values, value => Assert.InRange(LevelsOf(value), 0, 1));
        Assert.Contains("\"c\":{\"d\":1}", item.AdditionalProperties.ToString().Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("deep", item.Media[0].AdditionalProperties.ToString(), StringComparison.Ordinal);

        static int LevelsOf(object? value) => value switch
        {
            IDictionary<string, object?> members => 1 + members.Values.Select(LevelsOf).DefaultIfEmpty().Max(),
            object?[] items => 1 + items.Select(LevelsOf).DefaultIfEmpty().Max(),
            _ => 0,
        };
    }

    [Fact]
    public async Task Text_that_is_not_UTF8_is_read_as_far_as_it_goes()
    {
        await using var api = await StartAsync();

        var item = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Of(ChatEntryKind.Message, new ThriftStruct().Add(1, new byte[] { 0x41, 0xFF, 0x42 }))));

        Assert.Equal(("A\uFFFDB", true), (item.Text, item.IsVerified));
    }

    [Theory]
    [InlineData("253402300800000000")]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("")]
    public async Task A_time_that_cannot_be_is_replaced_by_that_of_the_list(string time)
    {
        await using var api = await StartAsync();
        var content = api.Message(api.Peer, "Hi");
        content.Fields.Add(6, time);

        var item = await api.ReadAsync(content);

        Assert.Equal((ChatApi.TimeOf(item.Id), true), (item.CreatedAtUtc, item.IsVerified));
    }

    [Fact]
    public async Task The_time_in_the_event_comes_before_that_of_the_list()
    {
        await using var api = await StartAsync();
        var content = api.Message(api.Peer, "Hi");
        content.Fields.Add(6, "1790000000123");

        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123), (await api.ReadAsync(content)).CreatedAtUtc);
    }

    [Theory]
    [InlineData("""{"id":"%ID%","encoded_event":"%EVENT%"}""", "%ID%", "7")]
    [InlineData("""{"id":"%ID%","sender_id":7,"created_at":"no time","encoded_event":"%EVENT%","conversation_id":{"a":1}}""", "%ID%", "7")]
    [InlineData("""{"id":"odd \ud800 id","sender_id":"7","encoded_event":"%EVENT%"}""", "odd \uFFFD id", "7")]
    [InlineData("""{"sender_id":"7","encoded_event":"%EVENT%"}""", "%ID%", "7")]
    [InlineData("""{"id":"5","encoded_event":42}""", "5", null)]
    [InlineData("""{"id":"5","encoded_event":["%EVENT%"]}""", "5", null)]
    [InlineData("""{"id":"5","sender_id":"\ud800","created_at":"0001-01-01T00:00:00Z"}""", "5", "\uFFFD")]
    public async Task Odd_JSON_is_read_as_far_as_it_goes(string json, string id, string? senderId)
    {
        await using var api = await StartAsync();
        var content = api.Message(api.Peer, "Hi");
        json = json.Replace("%ID%", content.SequenceId, StringComparison.Ordinal).Replace("%EVENT%", content.ToBase64(), StringComparison.Ordinal);
        var page = $$$"""{"data":[{{{json}}}],"meta":{"result_count":1,"conversation_key_events":["{{{api.KeyEvents[0]}}}"]}}""";
        api.Respond = request => request.Path.Value!.EndsWith("/events", StringComparison.Ordinal) ? (200, page) : null;

        var item = Assert.Single(await api.ReadAsync());

        Assert.Equal((id.Replace("%ID%", content.SequenceId, StringComparison.Ordinal), senderId), (item.Id, item.SenderId));
        Assert.True(item.Text is "Hi" || item.ContentState == nameof(DmContentState.Malformed));
    }

    [Fact]
    public async Task An_event_without_any_id_is_a_problem_of_the_page()
    {
        await using var api = await StartAsync();
        api.Events.Add(new { sender_id = "7" });
        api.Events.Add(new { id = "5" });

        var page = await api.ReadPageAsync();

        Assert.Equal("5", Assert.Single(page.Items).Id);
        Assert.Contains("1 of the 2 events", Assert.Single(page.Problems).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_changes_of_keys_beside_the_page_are_passed_over()
    {
        await using var api = await StartAsync();
        api.KeyEvents.InsertRange(0, ["", "not base64", "AAAA", Encode(api, "2 GB")!, api.Message(api.Peer, "no change").ToBase64()]);

        Assert.Equal("Hi", (await api.ReadAsync(api.Message(api.Peer, "Hi"))).Text);
    }

    [Theory]
    [InlineData(180_000, 0)]
    [InlineData(4_097, 0)]
    [InlineData(4_096, 3)]
    public async Task Links_that_overlap_do_not_multiply_the_text(int length, int expected)
    {
        await using var api = await StartAsync();
        var links = Enumerable.Range(0, 10_000).Select(start => ChatEntries.Entity(start, start + length, ChatEntityKind.Url)).ToArray();
        api.Add(api.Message(api.Peer, ChatEntries.Message(LongText, links)));
        api.Add(api.Message(api.Peer, ChatEntries.Edit("5", LongText, links)));
        api.Add(api.Message(api.Peer, ChatEntries.Message(null, forwarded: ChatEntries.Forwarded(LongText, links))));

        var items = await api.ReadAsync();

        Assert.Equal([expected, expected, expected], items.Select(item => item.Urls.Count));
        Assert.All(items.SelectMany(item => item.Urls), url => Assert.Equal(length, url.Length));
    }

    [Fact]
    public async Task Of_links_that_overlap_the_one_that_begins_first_counts()
    {
        await using var api = await StartAsync();
        (int Start, int End)[] marks = [(16, 19), (13, 15), (12, 13), (4, 7), (6, 9), (0, 5), (8, 11), (4, 6), (8, 10), (18, 21)];
        var links = marks.Select(mark => ChatEntries.Entity(mark.Start, mark.End, ChatEntityKind.Url));

        var item = await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message("x y a.b c.d ü. e.f", links)));

        Assert.Equal(["a.b", "c.d", "e.f"], item.Urls);
    }

    [Fact]
    public async Task A_message_has_a_maximum_number_of_links()
    {
        await using var api = await StartAsync();
        var links = Enumerable.Range(0, 9_000).Select(index => ChatEntries.Entity(index * 5, (index + 1) * 5, ChatEntityKind.Url));

        Assert.Equal(1_000, (await api.ReadAsync(api.Message(api.Peer, ChatEntries.Message(LongText, links)))).Urls.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_with_hundreds_of_thousands_of_fields_is_read(bool isReply)
    {
        await using var api = await StartAsync();
        var fields = new ThriftStruct();
        for (short id = 1_000; id < 31_000; id++)
            fields.AddBool(id, value: true);
        for (var count = 0; count < 450_000; count++)
            fields.AddBool(999, value: true);
        var entry = isReply ? ChatEntries.Message("Hi", replyPreview: fields) : ChatEntries.Of(ChatEntryKind.Message, fields.Add(1, "Hi"));

        var item = await api.ReadAsync(ChatEventFactory.PlainMessage(api.Envelope(api.Peer), entry));

        Assert.Equal("Hi", item.Text);
        Assert.True(item.AdditionalProperties.ContainsKey(isReply ? "replying_to_preview" : "field_30999"));
    }

    [Fact]
    public async Task A_message_with_thousands_of_parts_is_read_quickly()
    {
        await using var api = await StartAsync();
        var entities = Enumerable.Range(0, 9_000).Select(index => ChatEntries.Entity(index, index + 1, ChatEntityKind.Url));
        var rows = Enumerable.Range(0, 9_000).Select(_ => api.Me.Recipient() with { IdentityPublicKey = api.Other.Keys.IdentityPublicKey }).Take(40).ToArray();
        var ids = Enumerable.Range(0, 9_000).Select(index => index.ToString(CultureInfo.InvariantCulture)).ToArray();
        api.Add(api.Message(api.Peer, ChatEntries.Message(new string('x', 20_000), entities)));
        api.Add(api.Detail(api.Peer, ChatDetails.Delete(ids, forEveryone: true)));
        api.Add(ChatEventFactory.KeyChange(api.Envelope(api.Peer), api.Key, rows, api.Peer.Signer));
        api.Add(api.Detail(api.Peer, ChatGroupDetails.MemberRemove(ids)));
        var start = TimeProvider.System.GetTimestamp();

        Assert.Equal(4, (await api.ReadAsync()).Count);

        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        // The names of a page cost one request at most.
        Assert.Single(api.Requests, path => path.Equals("/2/users", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whatever_an_event_contains_it_is_decoded()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TWITTERDM_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        var random = new Random(seed);
        await using var api = await StartAsync();
        ChatEvent[] originals =
        [
            api.Message(api.Peer, "Hi"),
            api.KeyChange(api.Peer),
            api.Detail(api.Peer, ChatDetails.Delete(["5"], forEveryone: true)),
            api.Detail(api.Peer, ChatGroupDetails.MemberAdd(["1"], ["2"], ["3"], "4", "title")),
            ChatEventFactory.PlainMessage(api.Envelope(api.Peer), ChatEntries.Message("Plain")),
        ];
        for (var count = 0; count < 100; count++)
        {
            var bytes = originals[random.Next(originals.Length)].ToBytes();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            api.Add(Convert.ToBase64String(bytes));
        }

        var page = await api.ReadPageAsync();

        Assert.Equal(100, page.Items.Count);
        foreach (var item in page.Items)
        {
            var decoded = api.Reader.Decode(item);
            var isSound = decoded is null || (decoded.Id == item.Id && (decoded.IsVerified is not true || decoded.Text is null or "Hi"));
            Assert.True(isSound, $"TWITTERDM_TEST_SEED={seed} repeats it: {item.Encoded}");
        }
    }

    private static string? Encode(ChatApi api, string damage)
    {
        var sound = api.Message(api.Peer, "Lost").ToBytes();
        return damage switch
        {
            "cut" => Convert.ToBase64String(sound.AsSpan(0, sound.Length / 2)),
            "empty" => string.Empty,
            "missing" => null,
            "base64" => "%%%",
            "url alphabet" => "_-_-" + Convert.ToBase64String(sound),
            "2 GB" => Convert.ToBase64String([11, 0, 1, .. Number(int.MaxValue), 65]),
            "negative" => Convert.ToBase64String([11, 0, 1, .. Number(-5), 65]),
            "nested" => Convert.ToBase64String([.. Enumerable.Range(0, 100_000).SelectMany(_ => new byte[] { 12, 0, 1 })]),
            "list" => Convert.ToBase64String([15, 0, 1, 15, .. Number(10_000), .. Enumerable.Range(0, 9_000).SelectMany(_ => new byte[] { 15, 0, 0, 0, 0 })]),
            "items" => Convert.ToBase64String([15, 0, 1, 2, .. Number(2_000_000_000)]),
            _ => Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"text\":\"not Thrift\"}")),
        };
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static async Task<ChatApi> StartAsync()
    {
        var api = await ChatApi.StartAsync();
        api.BringKey();
        return api;
    }
}
