using TwitterDm.Notices;
using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>Authorizes requests. It never shows its secrets: not in properties, not in <see cref="object.ToString"/>.</summary>
public abstract class DmCredential
{
    private protected DmCredential()
    {
    }

    /// <summary>How this credential signs in.</summary>
    public abstract DmAuthenticationMethod Method { get; }

    /// <summary>Whether it holds a refresh token, and so gets a new access token when the current one expires.</summary>
    public virtual bool IsRefreshable => false;

    /// <summary>The saved sign-in that it was read from; null if it was not read from one.</summary>
    internal ProfileOrigin? Origin { get; init; }

    /// <summary>The app that X counts the requests for: its client id or its consumer key; null if it is unknown.</summary>
    internal virtual string? AppId => null;

    /// <summary>The scopes of the token, as far as they are known.</summary>
    internal virtual IReadOnlyList<string> Scopes => [];

    /// <summary>When the access token expires; null if it does not expire, or the time is unknown.</summary>
    internal virtual DateTimeOffset? ExpiresAt => null;

    /// <summary>Whether new tokens are kept somewhere, so that the next run can sign in; true where tokens never change.</summary>
    internal virtual bool IsKept => true;

    /// <summary>Where new tokens are saved; null if they are not.</summary>
    internal virtual IProfileStore? Store => null;

    /// <summary>Warns, before the first request, if using the credential makes it unusable for the next run.</summary>
    internal virtual void WarnBeforeUse(INoticeSink? notices)
    {
    }

    /// <summary>Authorizes one attempt of a request.</summary>
    internal abstract ValueTask AuthorizeAsync(HttpRequestMessage request, INoticeSink? notices, CancellationToken cancellationToken);

    /// <summary>After a 401: gets newer tokens for another attempt.</summary>
    /// <returns>Whether another attempt makes sense.</returns>
    internal virtual ValueTask<bool> RenewAsync(HttpRequestMessage rejected, INoticeSink? notices, CancellationToken cancellationToken)
        => ValueTask.FromResult(false);

    /// <summary>What has to be saved so that the account can sign in again without asking the user.</summary>
    internal abstract StoredProfile ToProfile(DmUser user, Uri apiBaseUri, DateTimeOffset now);

    /// <summary>Takes the tokens of a saved sign-in of the same user if they are newer than its own.</summary>
    internal virtual void TakeOver(StoredProfile stored)
    {
    }

    /// <summary>Saves new tokens there from now on; keys that never change need no saving.</summary>
    internal virtual void SaveTo(IProfileStore store)
    {
    }

    /// <summary>Revokes the tokens at X.</summary>
    /// <exception cref="DmException">X refused, or these credentials cannot be revoked.</exception>
    internal virtual Task RevokeAsync(CancellationToken cancellationToken) => throw DmException.BadInput(
        "These credentials cannot be revoked: X only revokes tokens of OAuth 2.0, and only for the app that they were issued to.",
        "Sign in with the app's client id, or revoke the app's access in X's settings, under connected apps.");

    /// <summary>Refuses a secret that is not valid in a header, without repeating it.</summary>
    internal static string Checked(string? secret, string what)
    {
        var trimmed = secret?.Trim();
        if (string.IsNullOrEmpty(trimmed))
            throw DmException.BadInput($"The {what} is empty.", $"Copy the {what} from the keys and tokens page of your app at X.");
        if (trimmed.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw DmException.BadInput(
                $"The {what} contains a character that is not valid in one.",
                "Copy it again, without white space, quotes or line breaks.");
        }

        return trimmed;
    }

    /// <summary>Refuses a secret that is empty. It signs requests and is never sent, so it may contain any character.</summary>
    internal static string NotEmpty(string? secret, string what)
        => string.IsNullOrWhiteSpace(secret) ? Checked(secret, what) : secret.Trim();
}
