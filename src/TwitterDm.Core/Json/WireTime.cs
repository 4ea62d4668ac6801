using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwitterDm.Json;

/// <summary>A time as X sends it: ISO 8601 with an offset. What else has been seen is read by <see cref="TryParse"/>.</summary>
internal sealed class WireTime : JsonConverter<DateTimeOffset>
{
    private const string LeapSecond = ":60";

    // The old API's form comes last. A time without an offset is in UTC, like all of X's times.
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd",
        "ddd MMM dd HH:mm:ss zzz yyyy",
    ];

    // Nothing at X is older than its first post; a time after the other end is a placeholder, such as the year 9999.
    private static readonly DateTimeOffset Earliest = new(2006, 3, 21, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => TryRead(ref reader, out var time) ? time : throw new JsonException("A value is not a time.");

    // Not with an offset: the writer would escape its plus sign.
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>Reads a time in X's form.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset time)
    {
        time = default;
        return reader.TokenType == JsonTokenType.String
            && HasOffset(reader.ValueSpan)
            && reader.TryGetDateTimeOffset(out time)
            && IsPossible(time);
    }

    /// <summary>Reads a time that is not in X's form: the old API's form, without an offset, or a leap second.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        var leap = LeapSecondIn(text);
        var regular = leap < 0 ? text : $"{text.AsSpan(0, leap)}:59{text.AsSpan(leap + LeapSecond.Length)}";
        if (!DateTimeOffset.TryParseExact(
                regular,
                Forms,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
                out time
            ) || !IsPossible(time))
        {
            return false;
        }

        time = leap < 0 ? time : time.AddSeconds(1);
        return true;
    }

    // Only after hours and minutes: ':60' can also be a wrong minute.
    private static int LeapSecondIn(string text)
    {
        var at = text.LastIndexOf(LeapSecond, StringComparison.Ordinal);
        var follows = at + LeapSecond.Length;
        return at >= 5 && text[at - 3] == ':' && (follows == text.Length || text[follows] != ':') ? at : -1;
    }

    private static bool HasOffset(ReadOnlySpan<byte> text)
        => text is [.., (byte)'Z'] || (text.Length > 19 && text[19..].IndexOfAny((byte)'+', (byte)'-') >= 0);

    private static bool IsPossible(DateTimeOffset time) => time >= Earliest && time < Latest;
}
