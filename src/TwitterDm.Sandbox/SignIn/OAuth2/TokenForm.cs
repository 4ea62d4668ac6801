using System.Diagnostics.CodeAnalysis;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>The form parameters of a request to the token or revocation endpoint (RFC 6749, section 3.2).</summary>
internal sealed class TokenForm
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private TokenForm()
    {
    }

    /// <summary>The value of a parameter. Empty values count as missing.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public static bool TryRead(SandboxRequest request, [NotNullWhen(true)] out TokenForm? form, out ApiResponse error)
    {
        form = null;
        if (ReadPairs(request, out var pairs) is { } problem)
        {
            error = TokenResponses.InvalidRequest(problem);
            return false;
        }

        error = default;
        var read = new TokenForm();
        foreach (var (name, value) in pairs)
        {
            if (!read._values.TryAdd(name, value))
            {
                error = TokenResponses.InvalidRequest($"The parameter [{name}] occurs more than once.");
                return false;
            }
        }

        form = read;
        return true;
    }

    private static string? ReadPairs(SandboxRequest request, out IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        pairs = [];
        if (request.Uri.Query.Length > 0)
            return "Parameters must be in the body, not in the query.";
        if (!FormBody.Is(request))
            return "The Content-Type must be application/x-www-form-urlencoded.";
        if (!FormBody.TryRead(request, out var read))
            return "The body is not a correctly encoded form.";
        pairs = read;
        return null;
    }
}
