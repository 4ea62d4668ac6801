using System.Buffers.Binary;

namespace TwitterDm.ChatProtocol.Thrift;

/// <summary>
/// Reads values whose bytes may come from anyone. Nothing is allocated for a length or a count before its bytes have been seen, and the
/// depth is bounded, so that recursion cannot exhaust the stack.
/// </summary>
internal sealed class ThriftReader(ReadOnlyMemory<byte> input)
{
    private int _position;
    private int _items;
    private int _fields;

    private int Remaining => input.Length - _position;

    /// <summary>Reads a struct with all that it contains.</summary>
    /// <param name="depth">How deep it is nested; 0 for the outermost.</param>
    public ThriftStruct ReadStruct(int depth)
    {
        var result = new ThriftStruct();
        for (var type = ReadType(); type != ThriftType.Stop; type = ReadType())
        {
            if (++_fields > ThriftLimits.MaxFields)
                throw new MalformedThriftException($"There are more than {ThriftLimits.MaxFields} fields.");
            var id = BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short)).Span);
            result.Add(id, ReadValue(type, depth));
        }

        return result;
    }

    private ThriftValue ReadValue(ThriftType type, int depth) => type switch
    {
        ThriftType.Bool => ThriftValue.Of(type, Take(1).Span[0] == 0 ? 0 : 1),
        ThriftType.Byte => ThriftValue.Of(type, (sbyte)Take(1).Span[0]),
        ThriftType.I16 => ThriftValue.Of(type, BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short)).Span)),
        ThriftType.I32 => ThriftValue.Of(type, ReadInt32()),
        ThriftType.I64 or ThriftType.Double => ThriftValue.Of(type, BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)).Span)),
        ThriftType.String => ThriftValue.Of(ReadString()),
        ThriftType.Struct => ThriftValue.Of(ReadStruct(Deeper(depth))),
        ThriftType.List or ThriftType.Set => new(type, 0, default, ReadList(Deeper(depth))),
        ThriftType.Map => new(type, 0, default, ReadMap(Deeper(depth))),
        _ => throw new MalformedThriftException($"{(int)type} is not a Thrift type."),
    };

    private ThriftList ReadList(int depth)
    {
        var type = ReadType();
        var count = ReadCount(MinLength(type));
        var items = new List<ThriftValue>(Math.Min(count, 8));
        for (var index = 0; index < count; index++)
            items.Add(ReadValue(type, depth));
        return new(type, items);
    }

    private ThriftMap ReadMap(int depth)
    {
        var (keyType, valueType) = (ReadType(), ReadType());
        var count = ReadCount(MinLength(keyType) + MinLength(valueType));
        var entries = new List<KeyValuePair<ThriftValue, ThriftValue>>(Math.Min(count, 8));
        for (var index = 0; index < count; index++)
            entries.Add(new(ReadValue(keyType, depth), ReadValue(valueType, depth)));
        return new(keyType, valueType, entries);
    }

    private ReadOnlyMemory<byte> ReadString()
    {
        var length = ReadInt32();
        if (length < 0)
            throw new MalformedThriftException("The length of a string is negative.");
        if (length > ThriftLimits.MaxStringLength)
            throw new MalformedThriftException($"A string is longer than {ThriftLimits.MaxStringLength} bytes.");
        return Take(length);
    }

    private int ReadCount(int minLength)
    {
        var count = ReadInt32();
        if (count < 0)
            throw new MalformedThriftException("The number of items is negative.");
        if (count > ThriftLimits.MaxContainerItems)
            throw new MalformedThriftException($"A list has more than {ThriftLimits.MaxContainerItems} items.");
        if ((_items += count) > ThriftLimits.MaxItems)
            throw new MalformedThriftException($"There are more than {ThriftLimits.MaxItems} items in lists.");
        return (long)count * minLength > Remaining ? throw EndOfInput() : count;
    }

    private int ReadInt32() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)).Span);

    private ThriftType ReadType() => (ThriftType)Take(1).Span[0];

    private ReadOnlyMemory<byte> Take(int length)
    {
        if (length > Remaining)
            throw EndOfInput();
        _position += length;
        return input.Slice(_position - length, length);
    }

    private static int Deeper(int depth) => depth < ThriftLimits.MaxDepth
        ? depth + 1
        : throw new MalformedThriftException($"Values are nested more than {ThriftLimits.MaxDepth} deep.");

    private static int MinLength(ThriftType type) => type switch
    {
        ThriftType.I16 => sizeof(short),
        ThriftType.I32 or ThriftType.String => sizeof(int),
        ThriftType.I64 or ThriftType.Double => sizeof(long),
        ThriftType.List or ThriftType.Set => 1 + sizeof(int),
        ThriftType.Map => 2 + sizeof(int),
        _ => 1,
    };

    private static MalformedThriftException EndOfInput() => new("The data ends before a value is complete.");
}
