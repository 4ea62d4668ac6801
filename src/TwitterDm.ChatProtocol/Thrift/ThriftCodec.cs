namespace TwitterDm.ChatProtocol.Thrift;

/// <summary>The Thrift binary protocol, as a tree that needs no definitions.</summary>
internal static class ThriftCodec
{
    /// <summary>Reads a struct. Bytes after its end are ignored, as X's SDK does.</summary>
    /// <param name="input">The bytes; the tree refers to them.</param>
    /// <exception cref="MalformedThriftException">The bytes are not a struct, or exceed <see cref="ThriftLimits"/>.</exception>
    public static ThriftStruct Read(ReadOnlyMemory<byte> input) => new ThriftReader(input).ReadStruct(0);

    /// <summary>Writes a struct.</summary>
    /// <param name="value">The struct.</param>
    public static byte[] Write(ThriftStruct value)
    {
        var writer = new ThriftWriter();
        writer.Write(value);
        return writer.ToArray();
    }
}
