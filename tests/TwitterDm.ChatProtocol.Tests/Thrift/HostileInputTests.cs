using TwitterDm.ChatProtocol.Tests.Support;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol.Tests.Thrift;

/// <summary>What X's own SDK was measured to do with such input, and the limits in its source.</summary>
public sealed class HostileInputTests
{
    private const string TextEvent = "text";

    [Fact]
    public void An_event_that_is_cut_anywhere_is_malformed()
    {
        var whole = Vectors.Event(TextEvent).ToBytes();
        for (var length = 0; length < whole.Length; length++)
            Assert.Equal("The data ends before a value is complete.", Error(whole[..length]));
    }

    [Fact]
    public void Empty_text_is_malformed() => Assert.Equal("The data ends before a value is complete.", ErrorOfText(string.Empty));

    [Theory]
    [InlineData("not base64!")]
    [InlineData("AAAAA")]
    [InlineData("AA=A")]
    [InlineData("AA===")]
    [InlineData("AAAA\nAAAA")]
    [InlineData("AAAA AAAA")]
    [InlineData("AAA_AAA-")]
    [InlineData(null)]
    public void Text_that_is_not_base64_is_malformed(string? encoded) => Assert.Equal("The event is not valid base64.", ErrorOfText(encoded));

    [Fact]
    public void Missing_padding_is_accepted()
    {
        var lengths = new HashSet<int>();
        for (var extra = 0; extra < 3; extra++)
        {
            var padded = Convert.ToBase64String([.. Vectors.Event("edit").ToBytes(), .. new byte[extra]]);
            lengths.Add(padded.Length - padded.TrimEnd('=').Length);
            Assert.Equal(Vectors.Event("edit").MessageId, ChatEvent.Read(padded.TrimEnd('=')).MessageId);
        }

        Assert.Equal([0, 1, 2], lengths.Order());
    }

    [Fact]
    public void A_string_of_2_GiB_is_refused_without_allocating_it()
    {
        byte[] input = [.. Bytes.Field(ThriftType.String, 1), .. Bytes.Int32(int.MaxValue), .. "abc"u8];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("A string is longer than 104857600 bytes.", Error(input));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData(ThriftLimits.MaxStringLength)]
    [InlineData(4)]
    public void A_string_that_is_longer_than_the_input_is_refused_without_allocating_it(int length)
    {
        byte[] input = [.. Bytes.Field(ThriftType.String, 1), .. Bytes.Int32(length), .. "abc"u8];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("The data ends before a value is complete.", Error(input));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_negative_length_is_malformed(int length)
    {
        Assert.Equal("The length of a string is negative.", Error([.. Bytes.Field(ThriftType.String, 1), .. Bytes.Int32(length), 0]));
        Assert.Equal(
            "The number of items is negative.",
            Error([.. Bytes.Field(ThriftType.List, 1), (byte)ThriftType.Bool, .. Bytes.Int32(length), 0]));
        Assert.Equal(
            "The number of items is negative.",
            Error([.. Bytes.Field(ThriftType.Map, 1), (byte)ThriftType.Bool, (byte)ThriftType.Bool, .. Bytes.Int32(length), 0]));
    }

    [Fact]
    public void Values_nested_63_deep_are_read_and_64_deep_are_malformed()
    {
        Assert.Equal([99], ThriftCodec.Read(Bytes.NestedStructs(63)).Ids);
        Assert.Equal([99], ThriftCodec.Read(Bytes.NestedLists(63)).Ids);
        Assert.All([64, 100, 100_000], depth => Assert.Equal("Values are nested more than 63 deep.", Error(Bytes.NestedStructs(depth))));
        Assert.All([64, 100, 100_000], depth => Assert.Equal("Values are nested more than 63 deep.", Error(Bytes.NestedLists(depth))));
    }

    [Fact]
    public void The_deepest_input_needs_little_of_the_stack()
    {
        var thread = new Thread(() => ThriftCodec.Read(Bytes.NestedStructs(63)), 128 * 1024);
        thread.Start();
        thread.Join();
    }

    [Fact]
    public void A_list_of_10_000_items_is_read_and_a_longer_one_is_malformed()
    {
        Assert.Equal(10_000, ThriftCodec.Read(ListOfFlags(10_000)).Value(1)!.Value.List!.Items.Count);
        Assert.Equal("A list has more than 10000 items.", Error(ListOfFlags(10_001)));
        Assert.Equal(
            "A list has more than 10000 items.",
            Error([.. Bytes.Field(ThriftType.Set, 1), (byte)ThriftType.Bool, .. Bytes.Int32(int.MaxValue)]));
        Assert.Equal(
            "A list has more than 10000 items.",
            Error([.. Bytes.Field(ThriftType.Map, 1), (byte)ThriftType.Bool, (byte)ThriftType.Bool, .. Bytes.Int32(10_001)]));
    }

    [Fact]
    public void Lists_of_100_000_items_in_all_are_read_and_of_more_are_malformed()
    {
        byte[] list = ListOfFlags(10_000)[..^1];
        Assert.Equal([1], ThriftCodec.Read((byte[])[.. Enumerable.Repeat(list, 10).SelectMany(bytes => bytes), 0]).Ids);
        Assert.Equal("There are more than 100000 items in lists.", Error([.. Enumerable.Repeat(list, 11).SelectMany(bytes => bytes), 0]));
    }

    [Fact]
    public void More_than_500_000_fields_are_malformed()
    {
        byte[] field = [.. Bytes.Field(ThriftType.Bool, 1), 1];
        Assert.Equal("There are more than 500000 fields.", Error([.. Enumerable.Repeat(field, 500_001).SelectMany(bytes => bytes), 0]));
    }

    [Fact]
    public void A_union_with_hundreds_of_thousands_of_fields_is_read()
    {
        var union = new ThriftStruct();
        for (var count = 0; count < 240_000; count++)
            union.AddStruct(99, new());
        union.AddBool(99, value: true);
        for (var count = 0; count < 240_000; count++)
            union.AddBool(98, value: true);
        union.AddStruct((short)ChatEntryKind.MarkConversationRead, new ThriftStruct().Add(1, "5"));

        var entry = ChatEntry.Read(ThriftCodec.Write(new ThriftStruct().AddStruct(1, union)));

        Assert.Equal((ChatEntryKind.MarkConversationRead, "5"), (entry.Kind, entry.SeenUntilSequenceId));
    }

    [Fact]
    public void Of_many_fields_the_last_one_with_a_number_counts()
    {
        var fields = new ThriftStruct();
        for (short id = 0; id < 100; id++)
        {
            fields.AddI32((short)(id % 40), id);
            Assert.Equal(id, fields.Integer((short)(id % 40)));
            Assert.Equal(Math.Min(id + 1, 40), fields.Ids.Count);
        }

        Assert.Equal((80L, 79L, (long?)null), (fields.Integer(0), fields.Integer(39), fields.Integer(40)));
        Assert.Equal(Enumerable.Range(0, 40), fields.Ids.Select(id => (int)id));
    }

    [Fact]
    public void Lists_that_claim_more_than_there_is_allocate_little()
    {
        // Nested lists of lists, each of which claims 10,000 items that nothing follows.
        byte[] input =
        [
            .. Bytes.Field(ThriftType.List, 1),
            .. Enumerable.Repeat((byte[])[(byte)ThriftType.List, .. Bytes.Int32(10_000)], 62).SelectMany(bytes => bytes),
            .. new byte[60_000],
        ];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(Error(input));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void Invalid_UTF_8_becomes_replacement_characters()
    {
        var read = ThriftCodec.Read((byte[])[.. Bytes.Field(ThriftType.String, 2), .. Bytes.Int32(5), (byte)'a', 0xFF, 0xC3, 0x28, 0x80, 0]);
        Assert.Equal("a\uFFFD\uFFFD(\uFFFD", read.Text(2));
        Assert.Equal([(byte)'a', 0xFF, 0xC3, 0x28, 0x80], read.Bytes(2));
    }

    [Fact]
    public void Bytes_after_the_end_are_ignored() =>
        Assert.Equal(Vectors.Event(TextEvent).MessageId, ChatEvent.Read((byte[])[.. Vectors.Event(TextEvent).ToBytes(), 1, 2, 3]).MessageId);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(255)]
    public void A_type_that_does_not_exist_is_malformed(byte type) => Assert.Equal($"{type} is not a Thrift type.", Error([type, 0, 1, 0, 0, 0, 0, 0]));

    [Fact]
    public void Unknown_fields_of_every_type_are_kept()
    {
        var chatEvent = Vectors.Event(TextEvent);
        chatEvent.Fields.Add(200, "text").Add(201, ThriftValue.Of(ThriftType.Byte, -5)).Add(202, ThriftValue.Of(ThriftType.I16, -300)).AddI32(203, int.MinValue)
            .AddI64(204, long.MaxValue).Add(205, ThriftValue.Of(ThriftType.Double, BitConverter.DoubleToInt64Bits(1.5))).AddBool(206, true)
            .AddStruct(207, new ThriftStruct().AddTexts(1, ["a", "b"]))
            .Add(
                208,
                new ThriftValue(
                    ThriftType.Map,
                    0,
                    default,
                    new ThriftMap(
                        ThriftType.String,
                        ThriftType.I32,
                        [new(ThriftValue.Of("k"u8.ToArray()), ThriftValue.Of(ThriftType.I32, 7))])))
            .Add(209, new ThriftValue(ThriftType.Set, 0, default, new ThriftList(ThriftType.I64, [ThriftValue.Of(ThriftType.I64, 9)])));
        var read = ChatEvent.Read(chatEvent.ToBytes()).Fields;
        Assert.Equal(("text", (long?)-5, (long?)-300, (long?)int.MinValue, (long?)long.MaxValue, (bool?)true),
            (read.Text(200), read.Integer(201), read.Integer(202), read.Integer(203), read.Integer(204), read.Flag(206)));
        Assert.Equal(1.5, BitConverter.Int64BitsToDouble(read.Value(205)!.Value.Number));
        Assert.Equal(["a", "b"], read.Struct(207)!.Texts(1));
        Assert.Equal(("k", 7L), (read.Value(208)!.Value.Map!.Entries[0].Key.Text, read.Value(208)!.Value.Map!.Entries[0].Value.Integer));
        Assert.Equal(9L, Assert.Single(read.Value(209)!.Value.List!.Items).Integer);
        Assert.Equal(chatEvent.ToBytes(), ThriftCodec.Write(read));
    }

    [Fact]
    public void Of_a_field_that_occurs_twice_the_last_one_counts()
    {
        var read = ThriftCodec.Read(ThriftCodec.Write(new ThriftStruct().Add(1, "first").Add(2, "other").Add(1, "last")));
        Assert.Equal(("last", "1,2"), (read.Text(1), string.Join(',', read.Ids)));
    }

    [Fact]
    public void A_field_of_another_type_counts_as_absent()
    {
        var read = new ThriftStruct().AddI32(1, 5).Add(2, "x").AddTexts(3, ["a"]).AddStruct(4, new());
        Assert.All([1, 3, 4], id => Assert.Null(read.Text((short)id)));
        Assert.All([2, 3, 4], id => Assert.Null(read.Integer((short)id)));
        Assert.All([1, 2, 3], id => Assert.Null(read.Struct((short)id)));
        Assert.All([1, 2, 4], id => Assert.Empty(read.Texts((short)id)));
        Assert.All([1, 3, 4], id => Assert.Null(read.Bytes((short)id)));
        Assert.All([1, 2, 3, 4], id => Assert.Null(read.Flag((short)id)));
        Assert.All([1, 2, 3, 4], id => Assert.True(read.Has((short)id)));
        Assert.Empty(read.Structs(3));
    }

    private static byte[] ListOfFlags(int count) =>
        [.. Bytes.Field(ThriftType.List, 1), (byte)ThriftType.Bool, .. Bytes.Int32(count), .. Enumerable.Repeat((byte)1, count), 0];

    private static string Error(byte[] input) => Assert.Throws<MalformedThriftException>(() => ChatEvent.Read(input)).Message;

    private static string ErrorOfText(string? encoded) => Assert.Throws<MalformedThriftException>(() => ChatEvent.Read(encoded)).Message;
}
