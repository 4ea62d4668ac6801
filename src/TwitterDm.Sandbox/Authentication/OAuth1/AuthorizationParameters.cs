using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.Authentication.OAuth1;

/// <summary>The parameters of an <c>Authorization: OAuth</c> header (RFC 5849, section 3.5.1), decoded; a realm is left out.</summary>
internal sealed class AuthorizationParameters
{
    private const string Realm = "realm";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private AuthorizationParameters()
    {
    }

    public static AuthorizationParameters None { get; } = new();

    public IReadOnlyDictionary<string, string> All => _values;

    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Reads the text behind the scheme; false where anything in it is not as the RFC wants it.</summary>
    public static bool TryParse(string text, out AuthorizationParameters parameters)
    {
        parameters = None;
        var read = new AuthorizationParameters();
        // A quoted value holds no comma: it would be escaped. A realm may, and none is needed here.
        foreach (var piece in text.Split(','))
        {
            if (!read.TryAdd(piece.Trim(' ', '\t')))
                return false;
        }

        parameters = read;
        return true;
    }

    private bool TryAdd(string piece)
    {
        var split = piece.IndexOf('=', StringComparison.Ordinal);
        if (split <= 0)
            return false;
        var (name, value) = (piece[..split], piece[(split + 1)..]);
        if (value.Length < 2 || !value.StartsWith('"') || !value.EndsWith('"'))
            return false;
        value = value[1..^1];
        if (string.Equals(name, Realm, StringComparison.OrdinalIgnoreCase))
            return true;
        return PercentEncoding.IsEncoded(name)
            && PercentEncoding.IsEncoded(value)
            && PercentEncoding.TryDecode(name, plusIsSpace: false, out var decodedName)
            && PercentEncoding.TryDecode(value, plusIsSpace: false, out var decodedValue)
            && _values.TryAdd(decodedName, decodedValue);
    }
}
