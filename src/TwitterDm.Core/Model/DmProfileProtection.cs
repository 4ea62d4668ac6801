namespace TwitterDm;

/// <summary>How the tokens of a saved profile are protected.</summary>
public enum DmProfileProtection
{
    /// <summary>Encrypted, with a key that the platform protects: DPAPI, the Keychain, the Secret Service.</summary>
    Platform,

    /// <summary>Not encrypted: a file that only its owner may read, on a host without a keyring.</summary>
    FileModeOnly,
}
