using System.Buffers.Binary;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol.Tests.Support;

/// <summary>Thrift by hand, also such that the writer would not write.</summary>
internal static class Bytes
{
    /// <summary>The start of a field: type and number.</summary>
    public static byte[] Field(ThriftType type, short id) => [(byte)type, (byte)(id >> 8), (byte)id];

    public static byte[] Int32(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>A struct whose field 99 holds a struct whose field 99 holds a struct, and so on.</summary>
    public static byte[] NestedStructs(int depth) =>
        [.. Enumerable.Repeat(Field(ThriftType.Struct, 99), depth).SelectMany(bytes => bytes), .. new byte[depth + 1]];

    /// <summary>A struct whose field 99 holds a list of one list of one list, and so on; the last one is empty.</summary>
    public static byte[] NestedLists(int depth) =>
    [
        .. Field(ThriftType.List, 99),
        .. Enumerable.Repeat((byte[])[(byte)ThriftType.List, .. Int32(1)], depth - 1).SelectMany(bytes => bytes),
        (byte)ThriftType.Byte, .. Int32(0), 0,
    ];
}
