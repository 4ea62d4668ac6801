namespace TwitterDm;

/// <summary>A simulated API on a port of this machine. Its tokens and keys are no secrets: they are valid nowhere else.</summary>
public sealed class DmSandbox
{
    /// <summary>The address, for <c>Connect-TwitterDm -ApiBaseUri</c> and for any other client of X's API.</summary>
    public required Uri ApiBaseUri { get; init; }

    /// <summary>The user access token of the first account.</summary>
    public required string AccessToken { get; init; }

    /// <summary>The app-only token, which the stream of live events needs.</summary>
    public required string AppToken { get; init; }

    /// <summary>The X Chat private keys of the first account, in base64.</summary>
    public required string ChatKey { get; init; }

    /// <summary>The version under which the public keys of <see cref="ChatKey"/> are registered.</summary>
    public required string ChatKeyVersion { get; init; }

    /// <summary>All accounts that can be used. The first one is that of <see cref="AccessToken"/>.</summary>
    public required IReadOnlyList<DmSandboxAccount> Accounts { get; init; }

    /// <summary>The address.</summary>
    public override string ToString() => ApiBaseUri.AbsoluteUri;
}

/// <summary>An account of a sandbox, with its own people, messages and rate limits.</summary>
public sealed class DmSandboxAccount
{
    /// <summary>The user's id.</summary>
    public required string UserId { get; init; }

    /// <summary>The user's name, without the @.</summary>
    public required string Username { get; init; }

    /// <summary>A user access token, which does not expire.</summary>
    public required string AccessToken { get; init; }

    /// <summary>The X Chat private keys, in base64.</summary>
    public required string ChatKey { get; init; }

    /// <summary>The version under which the public keys are registered.</summary>
    public required string ChatKeyVersion { get; init; }

    /// <summary>The name with an @.</summary>
    public override string ToString() => $"@{Username}";
}
