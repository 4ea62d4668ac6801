using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Authentication;

internal enum CallerKind
{
    /// <summary>A user with an OAuth 2.0 token, limited to its scopes.</summary>
    OAuth2User,

    /// <summary>A user with an OAuth 1.0a token, with all permissions of the app.</summary>
    OAuth1User,

    /// <summary>An app without a user.</summary>
    Application,
}

/// <summary>The authenticated sender of a request.</summary>
internal sealed class Caller
{
    private Caller(CallerKind kind, Person? account, IReadOnlyList<string> scopes)
    {
        Kind = kind;
        Account = account;
        Scopes = scopes;
    }

    public static Caller Application { get; } = new(CallerKind.Application, account: null, []);

    public CallerKind Kind { get; }

    /// <summary>The scopes of an OAuth 2.0 token.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>The account of the user, or null for an app.</summary>
    public Person? Account { get; }

    /// <summary>The account of the user, for endpoints that apps cannot call.</summary>
    public Person User => Account ?? throw new InvalidOperationException("An app-only caller has no account.");

    /// <summary>The key under which requests are counted.</summary>
    public string RateLimitKey => Account?.IdText ?? "application";

    public static Caller FromOAuth1(Person account) => new(CallerKind.OAuth1User, account, []);

    public static Caller FromOAuth2(Person account, IReadOnlyList<string> scopes) => new(CallerKind.OAuth2User, account, scopes);
}
