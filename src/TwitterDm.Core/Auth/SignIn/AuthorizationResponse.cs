using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Auth.SignIn;

/// <summary>What X sends back through the browser (RFC 6749, section 4.1.2). Not a record, so that it is never printed.</summary>
internal sealed class AuthorizationResponse
{
    private readonly IReadOnlyDictionary<string, string> _parameters;

    /// <param name="query">The query of the redirect address, without its question mark.</param>
    public AuthorizationResponse(string query) => _parameters = FormText.ReadOnce(query);

    /// <summary>Whether this response belongs to the sign-in with that state.</summary>
    public bool BelongsTo(string state) => SameText(Value("state"), state);

    /// <summary>The code, if this response belongs to the sign-in with that state and the user authorized the app.</summary>
    /// <exception cref="DmException">
    /// The state is wrong, or the user did not authorize the app. A response with a wrong state is not quoted, because anyone can send one.
    /// </exception>
    public string CodeFor(string state)
    {
        if (!BelongsTo(state))
            throw SignInErrors.WrongState();
        if (Value("error") is { } error)
            throw SignInErrors.Refused(error, Value("error_description"));
        return Value("code") ?? throw SignInErrors.NoCode();
    }

    private string? Value(string name) => _parameters.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    // In constant time: the duration of a comparison must not reveal how much of a guess was right.
    private static bool SameText(string? given, string expected)
        => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? string.Empty), Encoding.UTF8.GetBytes(expected));
}
