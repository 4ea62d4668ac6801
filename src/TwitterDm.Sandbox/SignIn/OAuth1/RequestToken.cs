using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.SignIn.OAuth1;

/// <summary>A sign-in under way: asked for by the app, allowed by the user, exchanged by the app.</summary>
internal sealed class RequestToken(string token, string secret, string? callback, DateTimeOffset expiresAt)
{
    // Seven digits are few: whoever tries them gets so many tries.
    private const int Tries = 5;

    private int _wrong;

    public string Token => token;

    public string Secret => secret;

    /// <summary>Where the user is sent; null: the user reads a PIN and types it into the app.</summary>
    public string? Callback => callback;

    public DateTimeOffset ExpiresAt => expiresAt;

    /// <summary>Who allowed it; null: nobody yet.</summary>
    public Person? Account { get; private set; }

    /// <summary>What the app has to show; null before it is allowed.</summary>
    public string? Verifier { get; private set; }

    public bool IsWornOut => _wrong >= Tries;

    public void Allow(Person account, string verifier) => (Account, Verifier) = (account, verifier);

    public bool Accepts(string verifier)
    {
        if (Verifier is not null && Secrets.Equal(Verifier, verifier))
            return true;
        _wrong++;
        return false;
    }
}
