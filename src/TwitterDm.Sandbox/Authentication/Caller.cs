using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Authentication;

internal enum CallerKind
{
    /// <summary>A user by OAuth 2.0: may do what the scopes say.</summary>
    UserWithScopes,

    /// <summary>A user by OAuth 1.0a: may do what the application may.</summary>
    User,

    /// <summary>An application without a user.</summary>
    Application,
}

/// <summary>Who makes a request.</summary>
internal sealed class Caller
{
    private readonly Person? _account;

    private Caller(CallerKind kind, Person? account, IReadOnlyList<string> scopes)
    {
        Kind = kind;
        _account = account;
        Scopes = scopes;
    }

    public static Caller Application { get; } = new(CallerKind.Application, account: null, []);

    /// <summary>How it is known.</summary>
    public CallerKind Kind { get; }

    /// <summary>The scopes of an OAuth 2.0 token.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>The account it acts for; null for an application.</summary>
    public Person? Account => _account;

    /// <summary>The account it acts for, where it has to be one.</summary>
    public Person User => _account ?? throw new InvalidOperationException("An application has no account.");

    /// <summary>Whose limits it uses.</summary>
    public string Name => _account?.IdText ?? "application";

    public static Caller Signed(Person account) => new(CallerKind.User, account, []);

    public static Caller WithScopes(Person account, IReadOnlyList<string> scopes) => new(CallerKind.UserWithScopes, account, scopes);
}
