using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.ChatProtocol.Tests;

/// <summary>Events and entries that are not what they should be are read as far as it goes.</summary>
public sealed class LenientViewTests
{
    [Fact]
    public void An_empty_event_has_nothing()
    {
        var empty = ChatEvent.Read(new byte[1]);
        Assert.Equal((ChatEventKind.Unknown, (short)0, false), (empty.Kind, empty.KindNumber, empty.IsPlain));
        Assert.Null(empty.SequenceId ?? empty.MessageId ?? empty.SenderId ?? empty.ConversationId ?? empty.KeyVersion);
        Assert.Null(empty.Signature);
        Assert.Null(empty.Contents);
        Assert.Empty(empty.Detail.Ids);
        Assert.Null(SignedText.Of(empty));
    }

    [Fact]
    public void An_entry_without_contents_is_unknown()
    {
        Assert.Equal((ChatEntryKind.Unknown, (short)0), Kind(new()));
        Assert.Equal((ChatEntryKind.Unknown, (short)0), Kind(new ThriftStruct().AddStruct(1, new())));
        Assert.Equal((ChatEntryKind.Unknown, (short)0), Kind(new ThriftStruct().Add(1, "text")));
        Assert.Equal((ChatEntryKind.Unknown, (short)1), Kind(new ThriftStruct().AddStruct(1, new ThriftStruct().Add(1, "text"))));
        Assert.Equal((ChatEntryKind.Unknown, (short)99), Kind(ChatEntries.Of(99, new ThriftStruct().Add(1, "x"))));
        Assert.Equal((ChatEntryKind.Unknown, (short)-3), Kind(ChatEntries.Of(-3, new())));
        Assert.Equal("x", ChatEntry.Read(ThriftCodec.Write(ChatEntries.Of(99, new ThriftStruct().Add(1, "x")))).Fields.Text(1));
    }

    [Fact]
    public void Of_several_kinds_the_first_known_one_counts()
    {
        var union = new ThriftStruct().AddStruct(99, new()).AddStruct(3, new ThriftStruct().Add(2, "a")).AddStruct(2, new ThriftStruct().Add(2, "b"));
        Assert.Equal((ChatEntryKind.ReactionRemove, (short)3), Kind(new ThriftStruct().AddStruct(1, union)));
        Assert.Equal("a", new ChatEntry(new ThriftStruct().AddStruct(1, union)).Emoji);
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_absent_and_the_rest_is_read()
    {
        var message = new ThriftStruct()
            .AddI32(1, 5)
            .Add(2, "entities")
            .AddStructs(
                3,
                [new ThriftStruct().AddStruct(1, new ThriftStruct().Add(1, "abc").Add(2, "dimensions").Add(3, "type").AddI32(5, 74)), new()])
            .AddTexts(4, ["preview"])
            .AddBool(6, true)
            .AddI64(7, 2)
            .AddStructs(9, [new ThriftStruct().Add(1, "label").AddI32(2, 7)])
            .AddStruct(10, new());
        var read = new ChatEntry(ChatEntries.Of(ChatEntryKind.Message, message)).Message!;
        Assert.Null(read.Text);
        Assert.Empty(read.Entities);
        Assert.Empty(read.Properties);
        Assert.Null(read.ReplyPreview);
        Assert.False(read.IsForwarded);
        Assert.Equal((2L, ("label", (string?)null)), (read.SentFrom, read.CallsToAction.Single()));
        Assert.Equal([ChatAttachmentKind.Media, ChatAttachmentKind.Unknown], read.Attachments.Select(attachment => attachment.Kind));
        var media = read.Attachments[0].Media!;
        Assert.Equal(("abc", (long?)null, ChatMediaType.Unknown, (long?)74), (media.HashKey, media.Width, media.Type, media.Size));
    }

    [Theory]
    [InlineData(0, nameof(ChatMediaType.Unknown))]
    [InlineData(1, nameof(ChatMediaType.Image))]
    [InlineData(6, nameof(ChatMediaType.Svg))]
    [InlineData(7, nameof(ChatMediaType.Unknown))]
    [InlineData(-1, nameof(ChatMediaType.Unknown))]
    public void An_unknown_type_of_media_is_unknown(int number, string expected) =>
        Assert.Equal(expected, new ChatMediaAttachment(new ThriftStruct().AddI32(3, number)).Type.ToString());

    [Theory]
    [InlineData(0, nameof(ChatFailureType.Unknown))]
    [InlineData(9, nameof(ChatFailureType.OnlyEncryptedMessagesAllowed))]
    [InlineData(18, nameof(ChatFailureType.TooManyPins))]
    [InlineData(19, nameof(ChatFailureType.Unknown))]
    public void An_unknown_failure_keeps_its_number(int number, string expected)
    {
        var failure = new ChatFailure(new ThriftStruct().AddI32(1, number).AddI32(2, 3));
        Assert.Equal((expected, (long?)number, (long?)3), (failure.Type.ToString(), failure.TypeNumber, failure.RateLimitTier));
    }

    [Theory]
    [InlineData("17", 17L)]
    [InlineData("-17", null)]
    [InlineData(" 17", null)]
    [InlineData("1e3", null)]
    [InlineData("", null)]
    [InlineData("99999999999999999999", null)]
    public void A_time_that_is_not_a_number_is_absent(string text, long? expected) =>
        Assert.Equal(expected, new ChatEvent(new ThriftStruct().Add(6, text)).CreatedAtMilliseconds);

    [Fact]
    public void All_fields_of_a_message_are_read()
    {
        var map = new ThriftMap(ThriftType.String, ThriftType.String, [new(ThriftValue.Of("k"u8.ToArray()), ThriftValue.Of("v"u8.ToArray()))]);
        var fields = new ThriftStruct().Add(1, "text").AddStruct(6, ChatEntries.Forwarded("forwarded", [ChatEntries.Entity(0, 3, ChatEntityKind.Url)])).AddI32(7, 5)
            .AddStruct(8, new ThriftStruct().AddStruct(2, new())).AddStructs(9, [new ThriftStruct().Add(1, "label").Add(2, "https://example.com")])
            .Add(10, new ThriftValue(ThriftType.Map, 0, default, map));
        var message = ChatEntry.Read(ThriftCodec.Write(ChatEntries.Of(ChatEntryKind.Message, fields))).Message!;
        Assert.Equal(("text", "forwarded", 5L, true), (message.Text, message.ForwardedText, message.SentFrom, message.IsForwarded));
        Assert.Equal(ChatEntityKind.Url, message.ForwardedEntities.Single().Kind);
        Assert.Equal(("label", "https://example.com"), message.CallsToAction.Single());
        Assert.Equal(KeyValuePair.Create("k", "v"), message.Properties.Single());
        Assert.True(message.QuickReply!.Has(2));
    }

    [Fact]
    public void Calls_and_other_entries_are_read()
    {
        Assert.Equal((17L, 75L, false, "b"), Call(ChatMiscellaneousEntries.CallEnded(17, 75, false, "b")));
        Assert.Equal((17L, null, true, null), Call(ChatMiscellaneousEntries.CallMissed(17, true)));
        Assert.Equal((null, null, true, "b"), Call(ChatMiscellaneousEntries.CallStarted(true, "b")));
        Assert.Equal(
            ("111", "Al"),
            (
                new ChatEntry(ChatMiscellaneousEntries.Nickname("111", "Al")).UserId,
                new ChatEntry(ChatMiscellaneousEntries.Nickname("111", "Al")).Text));
        Assert.Equal(
            ("111", true),
            (
                new ChatEntry(ChatMiscellaneousEntries.SetVerifiedStatus("111", true)).UserId,
                new ChatEntry(ChatMiscellaneousEntries.SetVerifiedStatus("111", true)).IsUserVerified));
        Assert.Equal(
            ("5", 17L),
            (
                new ChatEntry(ChatMiscellaneousEntries.MarkRead("5", 17)).SeenUntilSequenceId,
                new ChatEntry(ChatMiscellaneousEntries.MarkRead("5", 17)).SeenAtMilliseconds));
        Assert.Equal(
            ("c", "d"),
            (
                new ChatEntry(ChatMiscellaneousEntries.Draft("c", "d")).ConversationId,
                new ChatEntry(ChatMiscellaneousEntries.Draft("c", "d")).Text));
        Assert.Equal(2, new ChatEntry(ChatMiscellaneousEntries.ScreenCapture(2)).ScreenCaptureType);
    }

    private static (long? SentAt, long? Duration, bool? IsAudioOnly, string? Broadcast) Call(ThriftStruct entry)
    {
        var call = new ChatEntry(entry).Call!;
        return (call.SentAtMilliseconds, call.DurationSeconds, call.IsAudioOnly, call.BroadcastId);
    }

    private static (ChatEntryKind Kind, short Number) Kind(ThriftStruct entry) => (new ChatEntry(entry).Kind, new ChatEntry(entry).KindNumber);
}
