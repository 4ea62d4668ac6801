namespace TwitterDm;

/// <summary>What keeps the tokens of a saved profile from other eyes.</summary>
public enum DmProfileProtection
{
    /// <summary>Encrypted, with a key that the platform guards: DPAPI, the Keychain, the Secret Service.</summary>
    Platform,

    /// <summary>Not encrypted: a file that only its owner may read, on a host without a keyring.</summary>
    FileModeOnly,
}
