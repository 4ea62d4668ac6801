namespace TwitterDm.Profiles;

/// <summary>
/// A vault for secrets, such as one of Microsoft.PowerShell.SecretManagement. Its methods may block, and are called from any thread, one at
/// a time for each secret.
/// </summary>
public interface ISecretVault
{
    /// <summary>The vault's name, for display.</summary>
    string Name { get; }

    /// <summary>Reads a secret.</summary>
    /// <param name="name">The secret's name.</param>
    /// <returns>The secret; null if there is none with that name.</returns>
    string? Read(string name);

    /// <summary>Creates or replaces a secret.</summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="secret">The secret.</param>
    void Write(string name, string secret);

    /// <summary>Removes a secret.</summary>
    /// <param name="name">The secret's name.</param>
    void Remove(string name);

    /// <summary>Finds secrets by the beginning of their names.</summary>
    /// <param name="prefix">How the names begin.</param>
    /// <returns>The whole names.</returns>
    IReadOnlyList<string> FindNames(string prefix);
}
