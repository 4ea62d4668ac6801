using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TwitterDm.Json;

/// <summary>How well a value fits the type that was expected.</summary>
internal enum Fit
{
    /// <summary>It has the expected type.</summary>
    Exact,

    /// <summary>It was converted without a loss, such as the text of a number.</summary>
    Converted,

    /// <summary>It was read, except for a part that does not fit.</summary>
    Partial,

    /// <summary>It does not fit.</summary>
    None,
}

/// <summary>Reads a single value whose type may be another one than expected: a number in a string, and the like.</summary>
internal static class LenientScalar
{
    /// <summary>Reads a value.</summary>
    /// <param name="reader">The reader, at the value.</param>
    /// <param name="type">The expected type.</param>
    /// <param name="value">The value; null where it does not fit.</param>
    public static Fit Read(ref Utf8JsonReader reader, Type type, out object? value)
    {
        value = null;
        if (type == typeof(string))
            return ReadText(ref reader, out value);
        if (type == typeof(bool))
            return ReadBoolean(ref reader, out value);
        if (type == typeof(DateTimeOffset))
            return ReadTime(ref reader, out value);
        if (type == typeof(long) || type == typeof(int) || type == typeof(TimeSpan))
            return ReadNumber(ref reader, type, out value);
        return Fit.None;
    }

    private static Fit ReadText(ref Utf8JsonReader reader, out object? value)
    {
        value = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
            _ => null,
        };
        return value is null ? Fit.None : reader.TokenType == JsonTokenType.String ? Fit.Exact : Fit.Converted;
    }

    private static Fit ReadBoolean(ref Utf8JsonReader reader, out object? value)
    {
        value = reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String when bool.TryParse(reader.GetString(), out var parsed) => parsed,
            _ => null,
        };
        return value is null ? Fit.None : reader.TokenType == JsonTokenType.String ? Fit.Converted : Fit.Exact;
    }

    private static Fit ReadTime(ref Utf8JsonReader reader, out object? value)
    {
        var isExact = WireTime.TryRead(ref reader, out var time);
        var isRead = isExact || (reader.TokenType == JsonTokenType.String && WireTime.TryParse(reader.GetString()!, out time));
        value = isRead ? time : null;
        return isExact ? Fit.Exact : isRead ? Fit.Converted : Fit.None;
    }

    private static Fit ReadNumber(ref Utf8JsonReader reader, Type type, out object? value)
    {
        value = null;
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
            return Fit.None;
        var isNumber = reader.TokenType == JsonTokenType.Number;
        var text = isNumber ? Encoding.ASCII.GetString(reader.ValueSpan) : reader.GetString()!;
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole))
            return !TryCreate(whole, whole, type, out value) ? Fit.None : isNumber ? Fit.Exact : Fit.Converted;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
            return Fit.None;
        return Math.Abs(real) < long.MaxValue && TryCreate((long)real, real, type, out value) ? Fit.Converted : Fit.None;
    }

    private static bool TryCreate(long whole, double real, Type type, out object? value)
    {
        value = null;
        if (type == typeof(TimeSpan) && WireDuration.TryCreate(real, out var duration))
            value = duration;
        else if (type == typeof(long))
            value = whole;
        else if (type == typeof(int) && whole is >= int.MinValue and <= int.MaxValue)
            value = (int)whole;
        return value is not null;
    }
}
