using TwitterDm.Auth;

namespace TwitterDm;

/// <summary>Options for opening a connection.</summary>
public sealed class DmConnectionOptions
{
    /// <summary>X's own address.</summary>
    public static Uri DefaultApiBaseUri { get; } = new("https://api.x.com/");

    /// <summary>Authorizes the requests.</summary>
    public required DmCredential Credential { get; init; }

    /// <summary>
    /// The account's private keys for X Chat; null to read only what is not encrypted. They are checked against the keys that X has
    /// registered for the account; the connection keeps its own copy, which it overwrites when it is closed.
    /// </summary>
    public ChatKey? ChatKey { get; init; }

    /// <summary>The app-only token for streams; null without one.</summary>
    public string? AppToken { get; init; }

    /// <summary>The API's address; see <see cref="CheckBaseUri"/> for which ones are accepted.</summary>
    public Uri ApiBaseUri { get; init; } = DefaultApiBaseUri;

    /// <summary>Creates the handler that sends the requests in place of a socket, such as the in-process sandbox.</summary>
    public Func<HttpMessageHandler>? Transport { get; init; }

    /// <summary>The name of the saved sign-in that the credential was read from, for display; null without one.</summary>
    public string? ProfileName { get; init; }

    /// <summary>Whether the connection talks to a simulated API.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>Provides the time and measures every wait.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The maximum that the connection may spend, in US dollars, including its initial check; null for no limit.</summary>
    public decimal? SpendingLimit { get; init; }

    /// <summary>Accepts https, and http to a loopback address only: a token must not be sent in plain text.</summary>
    /// <param name="uri">The address that was given.</param>
    /// <returns>The address with a slash at its end.</returns>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: names the address and says which ones are accepted.
    /// </exception>
    public static Uri CheckBaseUri(Uri uri)
    {
        var safe = SecureUri.Check(uri, "API base address");
        return safe.OriginalString.EndsWith('/') ? safe : new Uri(safe.OriginalString + "/");
    }
}
