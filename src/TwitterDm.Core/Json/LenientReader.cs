using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TwitterDm.Json;

/// <summary>
/// Reads JSON member by member, with the metadata that the serializer uses. A value that does not fit its property goes, as it came, to
/// the extension data of the object, under its JSON name.
/// </summary>
/// <param name="json">The JSON text.</param>
/// <param name="options">The options of the serializer, which know the types.</param>
internal sealed class LenientReader(ReadOnlyMemory<byte> json, JsonSerializerOptions options)
{
    // Types can contain themselves; a sender decides how often.
    private const int MaxLevel = 16;

    /// <summary>How many values do not fit.</summary>
    public int MalformedValues { get; private set; }

    /// <summary>Reads the whole text.</summary>
    /// <exception cref="JsonException">The text is not a JSON object, or is cut off.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        // The depth is unlimited here, because nothing below recurses with it.
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The response is not an object.");
        ReadObject(ref reader, type, 0, out var value);
        // Anything after the object makes the reader throw.
        reader.Read();
        return (T)value;
    }

    private Fit ReadValue(ref Utf8JsonReader reader, Type type, int level, out object? value)
    {
        value = null;
        if (reader.TokenType == JsonTokenType.Null && type != typeof(JsonElement))
            return Fit.Exact;
        type = Nullable.GetUnderlyingType(type) ?? type;
        var fit = Count(ReadKnown(ref reader, type, level, out value));
        // Whatever was not read is skipped; arrays and objects that were read are at their end already.
        if (fit == Fit.None)
            reader.Skip();
        return fit;
    }

    private Fit ReadKnown(ref Utf8JsonReader reader, Type type, int level, out object? value)
    {
        if (type == typeof(JsonElement))
        {
            value = Element(ref reader);
            return Fit.Exact;
        }

        if (type == typeof(Dictionary<string, JsonElement>))
            return ReadMembers(ref reader, out value);
        if (level < MaxLevel && type.IsGenericType && type.GetGenericTypeDefinition() == typeof(WireList<>))
            return ReadList(ref reader, type, level, out value);
        if (level < MaxLevel
            && reader.TokenType == JsonTokenType.StartObject
            && options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } info)
        {
            return ReadObject(ref reader, info, level, out value!);
        }

        if (level < MaxLevel && reader.TokenType == JsonTokenType.StartArray && options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object)
            return ReadOnlyItem(ref reader, type, level, out value);
        return LenientScalar.Read(ref reader, type, out value);
    }

    private Fit ReadObject(ref Utf8JsonReader reader, JsonTypeInfo type, int level, out object value)
    {
        value = type.CreateObject!();
        var isWhole = true;
        while (ReadNext(ref reader) && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            ReadNext(ref reader);
            isWhole &= ReadMember(ref reader, type, value, name, level);
        }

        return isWhole ? Fit.Exact : Fit.Partial;
    }

    // False where a value is lost.
    private bool ReadMember(ref Utf8JsonReader reader, JsonTypeInfo type, object target, string name, int level)
    {
        var property = type.Properties.FirstOrDefault(property =>
            !property.IsExtensionData && string.Equals(property.Name, name, StringComparison.Ordinal));
        var (start, fit) = ((int)reader.TokenStartIndex, Fit.Partial);
        if (property?.Set is not { } set)
        {
            reader.Skip();
        }
        else
        {
            fit = ReadValue(ref reader, property.PropertyType, level + 1, out var value);
            if (fit != Fit.None
                && (
                    value is not null || Nullable.GetUnderlyingType(property.PropertyType) is not null || !property.PropertyType.IsValueType))
            {
                set(target, value);
            }
        }

        if (fit is Fit.Exact or Fit.Converted)
            return true;
        var extension = type.Properties.FirstOrDefault(member => member.IsExtensionData);
        if (extension is null)
            return property is null;
        Keep(extension, target, name, LenientElement.Of(json.Span[start..(int)reader.BytesConsumed]));
        return true;
    }

    private static void Keep(JsonPropertyInfo extension, object target, string name, JsonElement element)
    {
        var unknown = (Dictionary<string, JsonElement>?)extension.Get!(target);
        if (unknown is null)
            extension.Set!(target, unknown = new(StringComparer.Ordinal));
        unknown[name] = element;
    }

    // A single value in place of a list is a list with one item.
    private Fit ReadList(ref Utf8JsonReader reader, Type type, int level, out object? value)
    {
        var list = (IWireList)(value = options.GetTypeInfo(type).CreateObject!());
        var itemType = type.GenericTypeArguments[0];
        if (reader.TokenType != JsonTokenType.StartArray)
            return ReadSingle(ref reader, itemType, level, list);
        var isWhole = true;
        while (ReadNext(ref reader) && reader.TokenType != JsonTokenType.EndArray)
            isWhole &= ReadItem(ref reader, itemType, level, list);
        return isWhole ? Fit.Exact : Fit.Partial;
    }

    private Fit ReadSingle(ref Utf8JsonReader reader, Type type, int level, IWireList list)
    {
        var before = MalformedValues;
        var fit = ReadValue(ref reader, type, level + 1, out var item);
        if (fit != Fit.None)
            list.Add(item);
        // The caller counts the value as a whole.
        if (fit != Fit.Partial)
            MalformedValues = before;
        return fit == Fit.Exact ? Fit.Converted : fit;
    }

    // False where the item, or a part of it, is lost. Null is nothing to lose.
    private bool ReadItem(ref Utf8JsonReader reader, Type type, int level, IWireList list)
    {
        if (reader.TokenType == JsonTokenType.Null && type != typeof(JsonElement))
        {
            MalformedValues++;
            list.Unreadable++;
            return true;
        }

        var fit = ReadValue(ref reader, type, level + 1, out var item);
        if (fit == Fit.None)
            list.Unreadable++;
        else
            list.Add(item);
        return fit is Fit.Exact or Fit.Converted;
    }

    // An object can come in a list of its own.
    private Fit ReadOnlyItem(ref Utf8JsonReader reader, Type type, int level, out object? value)
    {
        var ahead = reader;
        var before = MalformedValues;
        value = null;
        if (!ahead.Read() || ahead.TokenType != JsonTokenType.StartObject)
            return Fit.None;
        var fit = ReadObject(ref ahead, options.GetTypeInfo(type), level + 1, out var item);
        if (!ahead.Read() || ahead.TokenType != JsonTokenType.EndArray)
        {
            MalformedValues = before;
            return Fit.None;
        }

        reader = ahead;
        value = item;
        return fit == Fit.Exact ? Fit.Converted : fit;
    }

    private Fit ReadMembers(ref Utf8JsonReader reader, out object? value)
    {
        value = null;
        if (reader.TokenType != JsonTokenType.StartObject)
            return Fit.None;
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        while (ReadNext(ref reader) && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            ReadNext(ref reader);
            members[name] = Element(ref reader);
        }

        value = members;
        return Fit.Exact;
    }

    private JsonElement Element(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return LenientElement.Of(json.Span[start..(int)reader.BytesConsumed]);
    }

    // The parts of a partial value have been counted.
    private Fit Count(Fit fit)
    {
        if (fit is Fit.Converted or Fit.None)
            MalformedValues++;
        return fit;
    }

    private static bool ReadNext(ref Utf8JsonReader reader) => reader.Read() ? true : throw new JsonException("The response is cut off.");
}
