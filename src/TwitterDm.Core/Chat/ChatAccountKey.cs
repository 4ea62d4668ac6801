using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Chat;

/// <summary>The private keys of the account, which were found to match public keys that X has registered for it.</summary>
/// <param name="keys">The private keys, of which this disposes.</param>
/// <param name="version">The newest version under which X has registered their public half.</param>
/// <param name="versions">All versions under which X has registered it.</param>
internal sealed class ChatAccountKey(ChatPrivateKeys keys, string version, IEnumerable<string> versions) : IDisposable
{
    private readonly HashSet<string> _versions = new(versions.Append(version), StringComparer.Ordinal);

    /// <summary>The newest version under which X has registered the public half.</summary>
    public string Version => version;

    /// <summary>Whether messages can be sent: a key of 32 bytes can only read.</summary>
    public bool CanSign => keys.CanSign;

    /// <summary>The private keys.</summary>
    public ChatPrivateKeys PrivateKeys => keys;

    /// <summary>Whether a version of the account's public keys belongs to these private keys.</summary>
    public bool IsVersion(string? other) => other is not null && _versions.Contains(other);

    /// <summary>
    /// The version of another key that the account has registered since, for which newer conversation keys are encrypted; null if this is
    /// the newest.
    /// </summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Decrypts a conversation's key; null if it was encrypted for another key.</summary>
    public byte[]? Unwrap(string? encryptedKey) => keys.Unwrap(encryptedKey);

    /// <summary>Wipes the private keys.</summary>
    public void Dispose() => keys.Dispose();

    /// <summary>The version, never the keys.</summary>
    public override string ToString() => $"chat key version {version}";
}
