using System.Buffers.Text;
using System.Text.Json;
using TwitterDm.Json;

namespace TwitterDm.Archive.Mapping;

/// <summary>
/// Reads of a message only what the index needs, which takes a third of the time. Whatever is odd about it is left to
/// <see cref="ArchiveEntry"/>.
/// </summary>
internal static class MessageSkim
{
    /// <summary>Reads a message without reactions, as almost all are.</summary>
    /// <param name="json">The entry.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="id">Its id.</param>
    /// <param name="ticks">Its time, in UTC.</param>
    /// <returns>Whether it is such a message.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out EntryKind kind, out ulong id, out long ticks)
    {
        (kind, id, ticks) = (EntryKind.Unknown, 0, 0);
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
                return false;
            kind = reader.ValueTextEquals("messageCreate"u8) ? EntryKind.MessageCreate
                : reader.ValueTextEquals("welcomeMessageCreate"u8) ? EntryKind.WelcomeMessageCreate : EntryKind.Unknown;
            if (kind == EntryKind.Unknown || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!TryReadMember(ref reader, ref id, ref ticks))
                    return false;
            }

            return id != 0
                && ticks != 0
                && reader.TokenType == JsonTokenType.EndObject
                && reader.Read()
                && reader.TokenType == JsonTokenType.EndObject
                && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryReadMember(ref Utf8JsonReader reader, ref ulong id, ref long ticks)
    {
        if (reader.ValueTextEquals("id"u8))
            return reader.Read() && TryReadId(ref reader, out id);
        if (reader.ValueTextEquals("createdAt"u8))
        {
            var isTime = reader.Read() & WireTime.TryRead(ref reader, out var time);
            ticks = time.UtcTicks;
            return isTime;
        }

        if (reader.ValueTextEquals("reactions"u8))
        {
            return reader.Read()
                && reader.TokenType == JsonTokenType.StartArray
                && reader.Read()
                && reader.TokenType == JsonTokenType.EndArray;
        }

        reader.Skip();
        return true;
    }

    private static bool TryReadId(ref Utf8JsonReader reader, out ulong id)
    {
        id = 0;
        return reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.Length is > 0 and <= 19
            && reader.ValueSpan.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && Utf8Parser.TryParse(reader.ValueSpan, out id, out var length) && length == reader.ValueSpan.Length;
    }
}
