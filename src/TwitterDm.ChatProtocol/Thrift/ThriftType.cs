namespace TwitterDm.ChatProtocol.Thrift;

/// <summary>The types of the Thrift binary protocol that X Chat uses.</summary>
internal enum ThriftType : byte
{
    /// <summary>The end of a struct.</summary>
    Stop = 0,

    /// <summary>A boolean, one byte.</summary>
    Bool = 2,

    /// <summary>An 8-bit integer.</summary>
    Byte = 3,

    /// <summary>A 64-bit floating-point number.</summary>
    Double = 4,

    /// <summary>A 16-bit integer.</summary>
    I16 = 6,

    /// <summary>A 32-bit integer.</summary>
    I32 = 8,

    /// <summary>A 64-bit integer.</summary>
    I64 = 10,

    /// <summary>A string or bytes.</summary>
    String = 11,

    /// <summary>A struct.</summary>
    Struct = 12,

    /// <summary>A map.</summary>
    Map = 13,

    /// <summary>A set.</summary>
    Set = 14,

    /// <summary>A list.</summary>
    List = 15,
}
