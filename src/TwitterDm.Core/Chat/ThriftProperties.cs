using System.Globalization;
using System.Text;
using System.Text.Unicode;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.Json;

namespace TwitterDm.Chat;

/// <summary>Collects what an event contains beyond the properties of the model, under X's names: nothing is dropped.</summary>
internal sealed class ThriftProperties
{
    // Whatever handles the values later can recurse.
    private const int MaxDepth = 32;

    private readonly Dictionary<string, object?> _all = new(StringComparer.Ordinal);

    /// <summary>Adds the fields of a struct.</summary>
    /// <param name="source">The struct; null for none.</param>
    /// <param name="names">The names of its fields.</param>
    /// <param name="except">The fields that have a property.</param>
    public void Add(ThriftStruct? source, ThriftNames? names, params short[] except)
    {
        foreach (var id in source?.Ids ?? [])
        {
            if (Array.IndexOf(except, id) < 0)
                Add(NameOf(names, id), Value(source!.Value(id)!.Value, names?.Inside(id), 1));
        }
    }

    /// <summary>Adds a value under a name.</summary>
    public void Add(string name, object? value) => _all[name] = value;

    /// <summary>Adds a member of the JSON, unless the event has one with its name.</summary>
    public void TryAdd(string name, object? value) => _all.TryAdd(name, value);

    /// <summary>Adds members of the JSON, unless the event has members with their names.</summary>
    public void Add(DmAdditionalProperties members)
    {
        foreach (var (name, value) in members)
            TryAdd(name, value);
    }

    /// <param name="levels">How deep the values may nest, see <see cref="Nesting"/>.</param>
    public DmAdditionalProperties ToModel(int levels = Nesting.OfEvent)
        => _all.Count == 0 ? DmAdditionalProperties.Empty : new(Nesting.Limit(_all, levels));

    /// <summary>A struct as a dictionary.</summary>
    public static Dictionary<string, object?> Of(ThriftStruct source, ThriftNames? names, int depth = 0)
        => source.Ids.ToDictionary(
            id => NameOf(names, id),
            id => Value(source.Value(id)!.Value, names?.Inside(id), depth + 1),
            StringComparer.Ordinal);

    private static object? Value(ThriftValue value, ThriftNames? names, int depth) => value switch
    {
        { Node: not null } when depth > MaxDepth => Convert.ToBase64String(ThriftCodec.Write(new ThriftStruct().Add(1, value))),
        { Struct: { } inner } => Of(inner, names, depth),
        { List: { } list } => list.Items.Select(item => Value(item, names, depth + 1)).ToArray(),
        { Map: { } map } => MapOf(map, depth),
        { Flag: { } flag } => flag,
        { Integer: { } number } => number,
        { Type: ThriftType.Double } => BitConverter.Int64BitsToDouble(value.Number),
        _ => TextOf(value.Data.Span),
    };

    // Of two equal keys, the last one counts, as everywhere else.
    private static Dictionary<string, object?> MapOf(ThriftMap map, int depth)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            members[Convert.ToString(Value(key, null, depth + 1), CultureInfo.InvariantCulture) ?? string.Empty] = Value(
                value,
                null,
                depth + 1);
        }

        return members;
    }

    private static string TextOf(ReadOnlySpan<byte> data)
        => Utf8.IsValid(data) ? Encoding.UTF8.GetString(data) : Convert.ToBase64String(data);

    private static string NameOf(ThriftNames? names, short id) => names?.NameOf(id) ?? FormattableString.Invariant($"field_{id}");
}
