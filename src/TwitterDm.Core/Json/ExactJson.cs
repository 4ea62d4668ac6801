using System.Text;
using System.Text.Json;

namespace TwitterDm.Json;

/// <summary>Reads a value that is exactly as X describes it; otherwise throws a <see cref="JsonException"/>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="reader">The reader, at the value.</param>
internal delegate T? ExactReader<out T>(ref Utf8JsonReader reader)
    where T : class;

/// <summary>Reads the value of a member of an object; false for a member that it does not know.</summary>
/// <typeparam name="T">The type of the object.</typeparam>
/// <param name="reader">The reader, at the value.</param>
/// <param name="name">The name of the member.</param>
/// <param name="item">The object, which receives the value.</param>
internal delegate bool ExactMember<in T>(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, T item);

/// <summary>
/// Reads values by hand, for responses that are many: the serializer takes longer, and much longer for the first responses of a process,
/// whose code is compiled meanwhile. Anything else throws, so that <see cref="LenientJson"/> leaves it to the serializer.
/// </summary>
internal static class ExactJson
{
    /// <summary>An object; a member that <paramref name="readMember"/> does not know is skipped.</summary>
    /// <param name="reader">The reader, at the object.</param>
    /// <param name="item">The object to fill. Its type has no <c>new()</c> constraint: that would take a look-up for each object.</param>
    /// <param name="readMember">Reads a member.</param>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <returns>The filled object; null for null.</returns>
    public static T? Object<T>(ref Utf8JsonReader reader, T item, ExactMember<T> readMember)
        where T : class
    {
        if (IsNull(ref reader, JsonTokenType.StartObject))
            return null;
        while (ReadName(ref reader, out var name))
        {
            if (!readMember(ref reader, name, item))
                reader.Skip();
        }

        return item;
    }

    /// <summary>A list of objects, see <see cref="Object"/>.</summary>
    public static WireList<T>? Objects<T>(ref Utf8JsonReader reader, Func<T> create, ExactMember<T> readMember)
        where T : class
    {
        if (IsNull(ref reader, JsonTokenType.StartArray))
            return null;
        var list = new WireList<T>();
        while (ReadItem(ref reader))
            list.Add(Object(ref reader, create(), readMember)!);
        return list;
    }

    public static WireList<string>? Texts(ref Utf8JsonReader reader, TextPool pool)
    {
        if (IsNull(ref reader, JsonTokenType.StartArray))
            return null;
        var texts = new WireList<string>();
        while (ReadItem(ref reader))
            texts.Add(Text(ref reader, pool)!);
        return texts;
    }

    public static WireList<JsonElement>? Elements(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader, JsonTokenType.StartArray))
            return null;
        var elements = new WireList<JsonElement>();
        while (ReadItem(ref reader))
            elements.Add(JsonElement.ParseValue(ref reader));
        return elements;
    }

    public static string? Text(ref Utf8JsonReader reader)
    {
        ThrowUnless(reader.TokenType is JsonTokenType.String or JsonTokenType.Null);
        return reader.GetString();
    }

    /// <summary>A text that repeats.</summary>
    public static string? Text(ref Utf8JsonReader reader, TextPool pool)
        => reader.TokenType == JsonTokenType.String ? pool.Get(ref reader) : Text(ref reader);

    public static DateTimeOffset? Time(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        return WireTime.TryRead(ref reader, out var time) ? time : throw Odd();
    }

    public static bool? Flag(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.True)
            return true;
        return IsNull(ref reader, JsonTokenType.False) ? null : false;
    }

    public static int? Number(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader, JsonTokenType.Number))
            return null;
        return reader.TryGetInt32(out var number) ? number : throw Odd();
    }

    public static long? LongNumber(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader, JsonTokenType.Number))
            return null;
        return reader.TryGetInt64(out var number) ? number : throw Odd();
    }

    public static TimeSpan? Duration(ref Utf8JsonReader reader)
    {
        if (LongNumber(ref reader) is not { } milliseconds)
            return null;
        return WireDuration.TryCreate(milliseconds, out var duration) ? duration : throw Odd();
    }

    /// <summary>Keeps a member that has no property.</summary>
    public static Dictionary<string, JsonElement> Keep(
        ref Utf8JsonReader reader,
        scoped ReadOnlySpan<byte> name,
        Dictionary<string, JsonElement>? unknown)
    {
        unknown ??= new(StringComparer.Ordinal);
        unknown[Encoding.UTF8.GetString(name)] = JsonElement.ParseValue(ref reader);
        return unknown;
    }

    /// <summary>Whether a name is this one. Most others have another length, which is compared without a call.</summary>
    public static bool Is(this ReadOnlySpan<byte> name, ReadOnlySpan<byte> known)
        => name.Length == known.Length && name.SequenceEqual(known);

    public static void ThrowUnless(bool isExact)
    {
        if (!isExact)
            throw Odd();
    }

    private static bool ReadName(ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        ThrowUnless(reader.Read());
        name = reader.ValueSpan;
        if (reader.TokenType == JsonTokenType.EndObject)
            return false;
        ThrowUnless(!reader.ValueIsEscaped && reader.Read());
        return true;
    }

    private static bool ReadItem(ref Utf8JsonReader reader)
    {
        ThrowUnless(reader.Read());
        return reader.TokenType != JsonTokenType.EndArray;
    }

    private static bool IsNull(ref Utf8JsonReader reader, JsonTokenType otherwise)
    {
        ThrowUnless(reader.TokenType == otherwise || reader.TokenType == JsonTokenType.Null);
        return reader.TokenType == JsonTokenType.Null;
    }

    private static JsonException Odd() => new("The response is not exactly as described.");
}
