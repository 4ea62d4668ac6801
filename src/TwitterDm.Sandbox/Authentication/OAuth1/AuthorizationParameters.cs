using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Authentication.OAuth1;

/// <summary>The decoded parameters of an <c>Authorization: OAuth</c> header (RFC 5849, section 3.5.1) without the realm.</summary>
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

    /// <summary>Parses the text after the scheme. Returns false if it does not conform to the RFC.</summary>
    public static bool TryParse(string text, out AuthorizationParameters parameters)
    {
        parameters = None;
        var read = new AuthorizationParameters();
        // Commas in values are percent-encoded, so they always separate parameters. Only a realm could contain one.
        foreach (var part in text.Split(','))
        {
            if (!read.TryAdd(part.Trim(' ', '\t')))
                return false;
        }

        parameters = read;
        return true;
    }

    private bool TryAdd(string part)
    {
        var split = part.IndexOf('=', StringComparison.Ordinal);
        if (split <= 0)
            return false;
        var (name, value) = (part[..split], part[(split + 1)..]);
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
