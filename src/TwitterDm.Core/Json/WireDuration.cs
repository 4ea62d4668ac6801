using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwitterDm.Json;

/// <summary>A duration as X sends it: a whole number of milliseconds.</summary>
internal sealed class WireDuration : JsonConverter<TimeSpan>
{
    private const double MaxMilliseconds = long.MaxValue / TimeSpan.TicksPerMillisecond;

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var milliseconds) && TryCreate(milliseconds, out var duration)
            ? duration
            : throw new JsonException("A value is not a duration.");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options)
        => writer.WriteNumberValue((long)value.TotalMilliseconds);

    /// <summary>The duration, unless it is negative or too long.</summary>
    public static bool TryCreate(double milliseconds, out TimeSpan duration)
    {
        var isPossible = milliseconds is >= 0 and < MaxMilliseconds;
        duration = isPossible ? TimeSpan.FromMilliseconds(milliseconds) : default;
        return isPossible;
    }
}
