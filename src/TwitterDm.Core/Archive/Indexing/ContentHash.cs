using System.Text;
using System.Text.Json;
using TwitterDm.Archive.Mapping;

namespace TwitterDm.Archive.Indexing;

/// <summary>
/// A hash of what has no id (FNV-1a), the same at every reading and however the file is formatted: it recognizes what overlapping pieces of
/// a conversation repeat.
/// </summary>
internal static class ContentHash
{
    private const ulong Offset = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    public static ulong Of(ReadOnlySpan<byte> json)
    {
        try
        {
            var hash = Offset;
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
                hash = Add(Add(hash, [(byte)reader.TokenType]), reader.ValueSpan);
            return hash;
        }
        catch (JsonException)
        {
            return Add(Offset, json);
        }
    }

    public static ulong Of(WireArchiveReaction reaction, ulong message)
    {
        var text = FormattableString.Invariant($"{message}\n{reaction.SenderId}\n{reaction.ReactionKey}\n{reaction.CreatedAt?.UtcTicks}");
        return Add(Offset, Encoding.UTF8.GetBytes(text));
    }

    private static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            hash = (hash ^ value) * Prime;
        return hash;
    }
}
