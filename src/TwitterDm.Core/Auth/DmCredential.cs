using TwitterDm.Notices;
using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>What signs a request. It never shows its secrets: not in properties, not in <see cref="object.ToString"/>.</summary>
public abstract class DmCredential
{
    /// <summary>How this credential signs in.</summary>
    public abstract DmAuthenticationMethod Method { get; }

    /// <summary>The app that X counts the requests for: its client id or its consumer key; null where a token does not tell.</summary>
    internal virtual string? AppId => null;

    /// <summary>What the token may do, as far as X told.</summary>
    internal virtual IReadOnlyList<string> Scopes => [];

    /// <summary>When the access token ends; null where it does not, or is not known.</summary>
    internal virtual DateTimeOffset? ExpiresAt => null;

    /// <summary>Puts the authorization on one attempt of a request.</summary>
    internal abstract ValueTask AuthorizeAsync(HttpRequestMessage request, INoticeSink? notices, CancellationToken cancellationToken);

    /// <summary>After a 401: gets what the next attempt can be signed with.</summary>
    /// <returns>Whether there is something new to try; false ends it.</returns>
    internal virtual ValueTask<bool> RenewAsync(HttpRequestMessage rejected, INoticeSink? notices, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    /// <summary>What has to be kept so that the account can sign in again without a question.</summary>
    internal abstract StoredProfile ToProfile(DmUser user, Uri apiBaseUri, DateTimeOffset now);

    /// <summary>Tells where new tokens are kept from now on; keys that do not change need not know.</summary>
    internal virtual void KeepIn(IProfileStore store)
    {
    }

    /// <summary>Makes the tokens worthless at X.</summary>
    /// <exception cref="DmException">X refused, or these credentials cannot be revoked from here.</exception>
    internal virtual Task RevokeAsync(CancellationToken cancellationToken) => throw DmException.BadInput(
        "These credentials cannot be revoked from here: X revokes tokens of OAuth 2.0 alone, and only for the app that they were given to.",
        "Connect with -ClientId, or take the app's access away on X's page of connected apps.");

    /// <summary>Refuses a secret that no header could carry, without repeating it.</summary>
    internal static string Checked(string? secret, string what)
    {
        var trimmed = secret?.Trim();
        if (string.IsNullOrEmpty(trimmed))
            throw DmException.BadInput($"The {what} is empty.", $"Give the {what} of your app at X, as its page of keys and tokens shows it.");
        if (trimmed.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw DmException.BadInput($"The {what} holds a character that no {what} can have.", "Copy it once more: white space, quotes or line breaks came along.");
        return trimmed;
    }

    /// <summary>Refuses a secret that is empty. It only signs and never travels: any character may be in it.</summary>
    internal static string NotEmpty(string? secret, string what)
        => string.IsNullOrWhiteSpace(secret) ? Checked(secret, what) : secret.Trim();
}
