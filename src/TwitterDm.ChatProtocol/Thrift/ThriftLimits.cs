namespace TwitterDm.ChatProtocol.Thrift;

/// <summary>What the reader accepts. The first four are the limits of X's own SDK.</summary>
internal static class ThriftLimits
{
    /// <summary>How many structs and containers may be nested in the outermost struct.</summary>
    public const int MaxDepth = 63;

    /// <summary>The length of a string in bytes.</summary>
    public const int MaxStringLength = 100 * 1024 * 1024;

    /// <summary>The items of one list, set or map.</summary>
    public const int MaxContainerItems = 10_000;

    /// <summary>The items of all lists, sets and maps.</summary>
    public const int MaxItems = 100_000;

    /// <summary>The fields of all structs: a field takes ten times as much memory as in the input.</summary>
    public const int MaxFields = 500_000;
}
