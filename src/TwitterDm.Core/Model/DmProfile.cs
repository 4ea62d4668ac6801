namespace TwitterDm;

/// <summary>A saved sign-in, as a list shows it: nothing secret, and read without asking the platform for a key.</summary>
public sealed class DmProfile
{
    /// <summary>The name that <c>-SaveAs</c> gave.</summary>
    public required string Name { get; init; }

    /// <summary>Who is signed in, without the @.</summary>
    public string? Username { get; init; }

    /// <summary>The user's id.</summary>
    public string? UserId { get; init; }

    /// <summary>How it signs in; null where the file is broken.</summary>
    public DmAuthenticationMethod? AuthenticationMethod { get; init; }

    /// <summary>When it was written last: by a sign-in or a refresh.</summary>
    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>When the access token ends; a refresh renews it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What protects it; null where the file is broken.</summary>
    public DmProfileProtection? Protection { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Why the file cannot be used; null where nothing is wrong with it.</summary>
    public string? Problem { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
