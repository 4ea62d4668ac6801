namespace TwitterDm.ChatProtocol.Thrift;

/// <summary>One value: a number, bytes, a struct or a container.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Number">An integer, 0 or 1 for a boolean, or the bits of a floating-point number.</param>
/// <param name="Data">The bytes of a string.</param>
/// <param name="Node">A <see cref="ThriftStruct"/>, <see cref="ThriftList"/> or <see cref="ThriftMap"/>.</param>
internal readonly record struct ThriftValue(ThriftType Type, long Number, ReadOnlyMemory<byte> Data, object? Node)
{
    /// <summary>Creates a number or a boolean.</summary>
    /// <param name="type">The type.</param>
    /// <param name="number">The value.</param>
    public static ThriftValue Of(ThriftType type, long number) => new(type, number, default, null);

    /// <summary>Creates a string.</summary>
    /// <param name="data">Its bytes.</param>
    public static ThriftValue Of(ReadOnlyMemory<byte> data) => new(ThriftType.String, 0, data, null);

    /// <summary>Creates a struct.</summary>
    /// <param name="value">The struct.</param>
    public static ThriftValue Of(ThriftStruct value) => new(ThriftType.Struct, 0, default, value);

    /// <summary>The integer; null for any other type.</summary>
    public long? Integer => Type is ThriftType.Byte or ThriftType.I16 or ThriftType.I32 or ThriftType.I64 ? Number : null;

    /// <summary>The boolean; null for any other type.</summary>
    public bool? Flag => Type == ThriftType.Bool ? Number != 0 : null;

    /// <summary>The string as UTF-8, with U+FFFD for what is not; null for any other type.</summary>
    public string? Text => Type == ThriftType.String ? System.Text.Encoding.UTF8.GetString(Data.Span) : null;

    /// <summary>The struct; null for any other type.</summary>
    public ThriftStruct? Struct => Node as ThriftStruct;

    /// <summary>The list or set; null for any other type.</summary>
    public ThriftList? List => Node as ThriftList;

    /// <summary>The map; null for any other type.</summary>
    public ThriftMap? Map => Node as ThriftMap;
}

/// <summary>A list or a set.</summary>
/// <param name="ElementType">The type of its items.</param>
/// <param name="Items">Its items.</param>
internal sealed record ThriftList(ThriftType ElementType, IReadOnlyList<ThriftValue> Items);

/// <summary>A map.</summary>
/// <param name="KeyType">The type of its keys.</param>
/// <param name="ValueType">The type of its values.</param>
/// <param name="Entries">Its entries, in the order of the input.</param>
internal sealed record ThriftMap(ThriftType KeyType, ThriftType ValueType, IReadOnlyList<KeyValuePair<ThriftValue, ThriftValue>> Entries);
