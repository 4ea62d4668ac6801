using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Math;

namespace TwitterDm.ChatProtocol.Crypto;

/// <summary>
/// The public point of a private scalar, which the exported keys of X Chat lack. .NET computes it on Windows and Linux; on macOS it
/// requires the point, so there, and only there, BouncyCastle computes it.
/// </summary>
internal static class PrivateKeyImport
{
    /// <summary>Completes a private key with its public point.</summary>
    /// <param name="scalar">A valid scalar. The result refers to it.</param>
    public static ECParameters WithPublicPoint(byte[] scalar) => WithPublicPoint(scalar, ByPlatform);

    /// <summary>The same with another way to try first.</summary>
    /// <param name="scalar">A valid scalar.</param>
    /// <param name="byPlatform">Computes the point, or throws what a platform throws that cannot.</param>
    internal static ECParameters WithPublicPoint(byte[] scalar, Func<byte[], ECPoint> byPlatform) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        D = scalar,
        Q = TryPlatform(scalar, byPlatform) ?? ByBouncyCastle(scalar),
    };

    private static ECPoint? TryPlatform(byte[] scalar, Func<byte[], ECPoint> byPlatform)
    {
        try
        {
            // A platform that keeps a key without its point exports zeros, which are not on the curve.
            return byPlatform(scalar) is { X.Length: P256.ScalarLength, Y.Length: P256.ScalarLength } point
                && point.Y.AsSpan().ContainsAnyExcept((byte)0)
                ? point
                : null;
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    private static ECPoint ByPlatform(byte[] scalar)
    {
        using var key = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        return key.ExportParameters(includePrivateParameters: false).Q;
    }

    // BouncyCastle is loaded when this method is compiled, which is when it is first called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ECPoint ByBouncyCastle(byte[] scalar)
    {
        var point = SecNamedCurves.GetByName("secp256r1").G.Multiply(new BigInteger(1, scalar)).Normalize();
        return new() { X = point.AffineXCoord.GetEncoded(), Y = point.AffineYCoord.GetEncoded() };
    }
}
