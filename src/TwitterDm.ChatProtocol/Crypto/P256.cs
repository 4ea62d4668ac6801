using System.Security.Cryptography;

namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>Keys on the curve P-256, as X Chat encodes them.</summary>
internal static class P256
{
    /// <summary>The length of a private scalar and of a coordinate.</summary>
    public const int ScalarLength = 32;

    /// <summary>The length of an uncompressed point: 4, x, y.</summary>
    public const int PointLength = 65;

    // SubjectPublicKeyInfo (RFC 5480) of an uncompressed point, up to the point.
    private static readonly byte[] SpkiPrefix = Convert.FromHexString("3059301306072A8648CE3D020106082A8648CE3D030107034200");

    // The order of the curve (SEC 2, section 2.4.2).
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    /// <summary>Whether a scalar is from 1 to the order of the curve minus 1.</summary>
    /// <param name="scalar">The scalar, big-endian.</param>
    public static bool IsScalar(ReadOnlySpan<byte> scalar) =>
        scalar.Length == ScalarLength && scalar.SequenceCompareTo(Order) < 0 && scalar.ContainsAnyExcept((byte)0);

    /// <summary>Encodes a public key as SubjectPublicKeyInfo.</summary>
    /// <param name="point">The point.</param>
    public static byte[] ToSpki(ECPoint point) => [.. SpkiPrefix, .. ToBytes(point)];

    /// <summary>Encodes a point without compression.</summary>
    /// <param name="point">The point.</param>
    public static byte[] ToBytes(ECPoint point) => [4, .. point.X!, .. point.Y!];

    /// <summary>Reads a public key: SubjectPublicKeyInfo, or only the point; null for anything else.</summary>
    /// <param name="key">The bytes.</param>
    public static ECParameters? ReadPublicKey(ReadOnlySpan<byte> key)
    {
        if (key.StartsWith(SpkiPrefix))
            key = key[SpkiPrefix.Length..];
        return key.Length == PointLength && key[0] == 4
            ? new() { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = key[1..33].ToArray(), Y = key[33..].ToArray() } }
            : null;
    }
}
