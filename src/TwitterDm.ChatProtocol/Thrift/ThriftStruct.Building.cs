using System.Text;

namespace TwitterDm.ChatProtocol.Thrift;

/// <content>Fields for a struct that is to be written. A null is a field that is left out.</content>
internal sealed partial class ThriftStruct
{
    /// <summary>Adds a field.</summary>
    /// <param name="id">The number of the field.</param>
    /// <param name="value">Its value.</param>
    public ThriftStruct Add(short id, ThriftValue value)
    {
        _fields.Add(new(id, value));
        if (_positions is not null)
            _positions[id] = _fields.Count - 1;
        else if (_fields.Count > FewFields)
            _positions = FindPositions();
        return this;
    }

    /// <summary>Adds a string.</summary>
    /// <param name="id">The number of the field.</param>
    /// <param name="value">The text.</param>
    public ThriftStruct Add(short id, string? value) => value is null ? this : Add(id, ThriftValue.Of(Encoding.UTF8.GetBytes(value)));

    /// <summary>Adds bytes.</summary>
    /// <param name="id">The number of the field.</param>
    /// <param name="value">The bytes.</param>
    public ThriftStruct Add(short id, byte[]? value) => value is null ? this : Add(id, ThriftValue.Of(value));

    /// <summary>Adds a 32-bit integer.</summary>
    /// <param name="id">The number of the field.</param>
    /// <param name="value">The integer.</param>
    public ThriftStruct AddI32(short id, int? value) => value is { } number ? Add(id, ThriftValue.Of(ThriftType.I32, number)) : this;

    /// <summary>Adds a 64-bit integer.</summary>
    /// <param name="id">The number of the field.</param>
    /// <param name="value">The integer.</param>
    public ThriftStruct AddI64(short id, long? value) => value is { } number ? Add(id, ThriftValue.Of(ThriftType.I64, number)) : this;

    /// <summary>Adds a boolean.</summary>
    /// <param name="id">The number of the field.</param>
    /// <param name="value">The boolean.</param>
    public ThriftStruct AddBool(short id, bool? value) => value is { } flag ? Add(id, ThriftValue.Of(ThriftType.Bool, flag ? 1 : 0)) : this;

    /// <summary>Adds a struct.</summary>
    /// <param name="id">The number of the field.</param>
    /// <param name="value">The struct.</param>
    public ThriftStruct AddStruct(short id, ThriftStruct? value) => value is null ? this : Add(id, ThriftValue.Of(value));

    /// <summary>Adds a list of structs.</summary>
    /// <param name="id">The number of the field.</param>
    /// <param name="values">The structs.</param>
    public ThriftStruct AddStructs(short id, IEnumerable<ThriftStruct>? values)
        => AddList(id, ThriftType.Struct, values?.Select(ThriftValue.Of));

    /// <summary>Adds a list of strings.</summary>
    /// <param name="id">The number of the field.</param>
    /// <param name="values">The texts.</param>
    public ThriftStruct AddTexts(short id, IEnumerable<string>? values) =>
        AddList(id, ThriftType.String, values?.Select(value => ThriftValue.Of(Encoding.UTF8.GetBytes(value))));

    private ThriftStruct AddList(short id, ThriftType type, IEnumerable<ThriftValue>? values) =>
        values is null ? this : Add(id, new ThriftValue(ThriftType.List, 0, default, new ThriftList(type, [.. values])));

    private Dictionary<short, int> FindPositions()
    {
        var positions = new Dictionary<short, int>();
        for (var index = 0; index < _fields.Count; index++)
            positions[_fields[index].Key] = index;
        return positions;
    }
}
