using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Transcripts.Collecting;

/// <summary>An event's id as a number: that of X itself where it is one, otherwise a negative one made of its hash.</summary>
internal static class EventKey
{
    public static long Of(string id)
        => id is not ['0', _, ..] && Ids.IsEventId(id) && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id))) | long.MinValue;
}
