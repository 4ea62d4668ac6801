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
/// <param name="Kind">How it is known.</param>
/// <param name="Name">Whose limits it uses.</param>
/// <param name="Scopes">The scopes of an OAuth 2.0 token.</param>
internal sealed record Caller(CallerKind Kind, string Name, IReadOnlyList<string> Scopes)
{
    private const string AccountName = "account";

    public static Caller Application { get; } = new(CallerKind.Application, "application", []);

    public static Caller Signed { get; } = new(CallerKind.User, AccountName, []);

    public static Caller WithScopes(params string[] scopes) => new(CallerKind.UserWithScopes, AccountName, scopes);
}
