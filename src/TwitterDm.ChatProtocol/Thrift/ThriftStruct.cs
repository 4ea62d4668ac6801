namespace TwitterDm.ChatProtocol.Thrift;

/// <summary>
/// The fields of a struct by number. Reading is lenient: a field of another type than the one that is asked for counts as absent. If a
/// field occurs twice, the last one counts, everywhere.
/// </summary>
internal sealed partial class ThriftStruct
{
    private const int FewFields = 32;

    // Few fields, so a list is faster than a dictionary. It is searched from the end.
    private readonly List<KeyValuePair<short, ThriftValue>> _fields = [];

    // Where the last field of each number is, once there are many: anyone can send a struct with any number of them.
    private Dictionary<short, int>? _positions;

    /// <summary>The numbers of the fields, each once, in the order of the input.</summary>
    public IReadOnlyCollection<short> Ids
    {
        get
        {
            var ids = new List<short>(_positions?.Count ?? _fields.Count);
            var known = _positions is null ? null : new HashSet<short>();
            foreach (var (id, _) in _fields)
            {
                if (known?.Add(id) ?? !ids.Contains(id))
                    ids.Add(id);
            }

            return ids;
        }
    }

    /// <summary>The fields as they are written.</summary>
    internal IReadOnlyList<KeyValuePair<short, ThriftValue>> Fields => _fields;

    /// <summary>Whether a field is present, of whatever type.</summary>
    /// <param name="id">The number of the field.</param>
    public bool Has(short id) => Value(id) is not null;

    /// <summary>A field as it is; null if it is absent.</summary>
    /// <param name="id">The number of the field.</param>
    public ThriftValue? Value(short id)
    {
        if (_positions is not null)
            return _positions.TryGetValue(id, out var position) ? _fields[position].Value : null;
        for (var index = _fields.Count - 1; index >= 0; index--)
        {
            if (_fields[index].Key == id)
                return _fields[index].Value;
        }

        return null;
    }

    /// <summary>A string as UTF-8, with U+FFFD for what is not.</summary>
    /// <param name="id">The number of the field.</param>
    public string? Text(short id) => Value(id)?.Text;

    /// <summary>A copy of the bytes of a string.</summary>
    /// <param name="id">The number of the field.</param>
    public byte[]? Bytes(short id) => Value(id) is { Type: ThriftType.String } value ? value.Data.ToArray() : null;

    /// <summary>An integer of any size.</summary>
    /// <param name="id">The number of the field.</param>
    public long? Integer(short id) => Value(id)?.Integer;

    /// <summary>A boolean.</summary>
    /// <param name="id">The number of the field.</param>
    public bool? Flag(short id) => Value(id)?.Flag;

    /// <summary>A struct.</summary>
    /// <param name="id">The number of the field.</param>
    public ThriftStruct? Struct(short id) => Value(id)?.Struct;

    /// <summary>The structs of a list or set; empty if there is none.</summary>
    /// <param name="id">The number of the field.</param>
    public IReadOnlyList<ThriftStruct> Structs(short id) => [.. Items(id).Select(item => item.Struct).OfType<ThriftStruct>()];

    /// <summary>The strings of a list or set; empty if there is none.</summary>
    /// <param name="id">The number of the field.</param>
    public IReadOnlyList<string> Texts(short id) => [.. Items(id).Select(item => item.Text).OfType<string>()];

    /// <summary>The strings of a list or set, which may be empty; null if there is none, or if it does not hold strings.</summary>
    /// <param name="id">The number of the field.</param>
    public IReadOnlyList<string>? TextsIfPresent(short id) =>
        Value(id)?.List is { } list && (list.ElementType == ThriftType.String || list.Items.Count == 0) ? Texts(id) : null;

    private IReadOnlyList<ThriftValue> Items(short id) => Value(id)?.List?.Items ?? [];
}
