namespace TwitterDm;

/// <summary>A saved sign-in as a list shows it: without secrets, and read without the platform's keyring.</summary>
public sealed class DmProfile
{
    /// <summary>The name under which it was saved.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the signed-in user, without the @.</summary>
    public string? Username { get; init; }

    /// <summary>The user's id.</summary>
    public string? UserId { get; init; }

    /// <summary>How it signs in, a name of <see cref="DmAuthenticationMethod"/>; null if the file is damaged.</summary>
    public string? AuthenticationMethod { get; init; }

    /// <summary>When it was last written, in local time, by a sign-in or a refresh.</summary>
    public DateTime? SavedAt => SavedAtUtc?.LocalDateTime;

    /// <summary>When the access token expires, in local time; a refresh renews it.</summary>
    public DateTime? ExpiresAt => ExpiresAtUtc?.LocalDateTime;

    /// <summary>Whether the account's X Chat key is saved with it.</summary>
    public bool HasChatKey { get; init; }

    /// <summary>How it is protected, a name of <see cref="DmProfileProtection"/>; null if the file is damaged, or for a vault.</summary>
    public string? Protection { get; init; }

    /// <summary>The file, or the secret of a vault.</summary>
    public required string Path { get; init; }

    /// <summary>The vault that keeps it; null if a file does.</summary>
    public string? SecretVault { get; init; }

    /// <summary>Why it cannot be used, or is not safe; null if nothing is wrong.</summary>
    public string? Problem { get; init; }

    internal DateTimeOffset? SavedAtUtc { get; init; }

    internal DateTimeOffset? ExpiresAtUtc { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
