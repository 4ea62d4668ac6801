using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.SignIn.OAuth1;

/// <summary>A pending sign-in: requested by the app, authorized by the user, and then exchanged by the app.</summary>
internal sealed class RequestToken(string token, string secret, string? callback, DateTimeOffset expiresAt)
{
    // A PIN of seven digits can be guessed, so limit the attempts.
    private const int MaxAttempts = 5;

    private int _failedAttempts;

    public string Token => token;

    public string Secret => secret;

    /// <summary>The callback URL, or null if the user types a PIN into the app.</summary>
    public string? Callback => callback;

    public DateTimeOffset ExpiresAt => expiresAt;

    /// <summary>The account that authorized it, or null if it is not authorized yet.</summary>
    public Person? Account { get; private set; }

    /// <summary>The verifier that the app must present, or null if it is not authorized yet.</summary>
    public string? Verifier { get; private set; }

    public bool HasTooManyAttempts => _failedAttempts >= MaxAttempts;

    public void Authorize(Person account, string verifier) => (Account, Verifier) = (account, verifier);

    public bool Accepts(string verifier)
    {
        if (Verifier is not null && Secrets.Equal(Verifier, verifier))
            return true;
        _failedAttempts++;
        return false;
    }
}
