using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Sandbox.Paging;

/// <summary>
/// Encodes page tokens as text, with a signature over the query. A token is not valid for another list or other event types.
/// </summary>
internal sealed class PageTokenCodec(int seed)
{
    private const int ContentLength = 10;
    private const int SignatureLength = 8;

    private readonly byte[] _key = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"page tokens of sandbox {seed}")));

    public string Encode(PageToken token, string query)
    {
        Span<byte> octets = stackalloc byte[ContentLength + SignatureLength];
        octets[0] = (byte)token.Direction;
        octets[1] = token.Variant;
        BinaryPrimitives.WriteInt64BigEndian(octets[2..], token.EventId);
        Signature(octets[..ContentLength], query).CopyTo(octets[ContentLength..]);
        return Base32Hex.Encode(octets);
    }

    public bool TryDecode(string text, string query, out PageToken token)
    {
        token = default;
        if (Base32Hex.Decode(text) is not { Length: ContentLength + SignatureLength } octets)
            return false;
        token = new PageToken((PageDirection)octets[0], BinaryPrimitives.ReadInt64BigEndian(octets.AsSpan(2)), octets[1]);
        return string.Equals(Encode(token, query), text, StringComparison.Ordinal);
    }

    private ReadOnlySpan<byte> Signature(ReadOnlySpan<byte> content, string query)
    {
        byte[] signedBytes = [.. content, .. Encoding.UTF8.GetBytes(query)];
        return HMACSHA256.HashData(_key, signedBytes).AsSpan(0, SignatureLength);
    }
}
