namespace TwitterDm.ChatProtocol.Thrift;

/// <summary>A struct of which one field is set, whose number says what it is.</summary>
/// <typeparam name="TKind">The known numbers.</typeparam>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The number of the field, which tells unknown kinds apart; 0 if none is set.</param>
/// <param name="Fields">The fields of its value; none if it is not a struct.</param>
internal readonly record struct ThriftUnion<TKind>(TKind Kind, short Number, ThriftStruct Fields)
    where TKind : struct, Enum
{
    /// <summary>Reads a union. If several fields are set, the first one counts that is of a known kind.</summary>
    /// <param name="union">The struct; null is an empty one.</param>
    public static ThriftUnion<TKind> Of(ThriftStruct? union)
    {
        short? first = null;
        foreach (var (id, value) in union?.Fields ?? [])
        {
            first ??= id;
            if (id != 0 && value.Struct is not null && union!.Struct(id) is { } fields && ToKind(id) is { } kind)
                return new(kind, id, fields);
        }

        return new(default, first ?? 0, union is not null && first is { } number ? union.Struct(number) ?? new() : new());
    }

    private static TKind? ToKind(short number)
    {
        var kind = (TKind)Enum.ToObject(typeof(TKind), number);
        return Enum.IsDefined(kind) ? kind : null;
    }
}
