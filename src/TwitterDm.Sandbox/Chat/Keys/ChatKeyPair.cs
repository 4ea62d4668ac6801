using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Keys;

/// <summary>
/// The identity key pair and the signing key pair of a person. They depend on the person and the version alone, so they are the same in
/// every sandbox. Nothing is computed before it is used.
/// </summary>
internal sealed class ChatKeyPair
{
    private readonly Lazy<string> _blob;
    private readonly Lazy<ChatPrivateKeys> _private;
    private readonly Lazy<PublicKeyRow> _row;

    public ChatKeyPair(Person owner, string version)
    {
        (Owner, Version) = (owner, version);
        _blob = new Lazy<string>(() => Convert.ToBase64String([.. Scalar("identity"), .. Scalar("signing")]));
        _private = new Lazy<ChatPrivateKeys>(() => ChatPrivateKeys.FromBlob(Convert.FromBase64String(Blob)));
        _row = new Lazy<PublicKeyRow>(() => PublicKeyRow.Of(Private, Version));
    }

    public Person Owner { get; }

    public string Version { get; }

    /// <summary>The private keys, as X's tools keep them: base64 of both scalars.</summary>
    public string Blob => _blob.Value;

    public ChatPrivateKeys Private => _private.Value;

    /// <summary>The public keys, as X registers them.</summary>
    public PublicKeyRow Row => _row.Value;

    /// <summary>The key pairs of a person, oldest first.</summary>
    public static IReadOnlyList<ChatKeyPair> Of(Person owner, int count) =>
        [.. Enumerable.Range(0, count).Select(index => new ChatKeyPair(owner, VersionOf(owner, count - 1 - index)))];

    /// <summary>The key pair that follows another one of the same person.</summary>
    public static ChatKeyPair After(ChatKeyPair older, BigInteger highestVersion) =>
        new(older.Owner, (highestVersion + 1).ToString(CultureInfo.InvariantCulture));

    // A version is the time of the registration in milliseconds. All of them lie before the events of any sandbox.
    private static string VersionOf(Person owner, int replacements)
    {
        const long newest = 1_751_371_200_000;
        const long spread = 1_000_000;
        const long quarter = 7_776_000_000;
        return (newest + (owner.Id % spread) - (replacements * quarter)).ToString(CultureInfo.InvariantCulture);
    }

    // One hash in four billion would be above the order of the curve, and would be refused as a private key.
    private byte[] Scalar(string purpose) => SHA256.HashData(Encoding.UTF8.GetBytes($"sandbox {purpose} key {Version} of {Owner.IdText}"));
}
