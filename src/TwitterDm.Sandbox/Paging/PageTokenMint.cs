using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Sandbox.Paging;

/// <summary>Turns places into tokens and back. A token is sealed to the query that it was given for: another list, or other event types, refuse it.</summary>
internal sealed class PageTokenMint(int seed)
{
    private const int ContentLength = 10;
    private const int SealLength = 8;

    private readonly byte[] _key = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"page tokens of sandbox {seed}")));

    public string Issue(PageToken token, string query)
    {
        Span<byte> octets = stackalloc byte[ContentLength + SealLength];
        octets[0] = (byte)token.Direction;
        octets[1] = token.Variant;
        BinaryPrimitives.WriteInt64BigEndian(octets[2..], token.EventId);
        Seal(octets[..ContentLength], query).CopyTo(octets[ContentLength..]);
        return Base32Hex.Encode(octets);
    }

    public bool TryRead(string text, string query, out PageToken token)
    {
        token = default;
        if (Base32Hex.Decode(text) is not { Length: ContentLength + SealLength } octets)
            return false;
        token = new PageToken((PageDirection)octets[0], BinaryPrimitives.ReadInt64BigEndian(octets.AsSpan(2)), octets[1]);
        return string.Equals(Issue(token, query), text, StringComparison.Ordinal);
    }

    private ReadOnlySpan<byte> Seal(ReadOnlySpan<byte> content, string query)
    {
        byte[] sealedText = [.. content, .. Encoding.UTF8.GetBytes(query)];
        return HMACSHA256.HashData(_key, sealedText).AsSpan(0, SealLength);
    }
}
