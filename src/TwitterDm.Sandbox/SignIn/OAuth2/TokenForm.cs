using System.Diagnostics.CodeAnalysis;
using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>The parameters of a request to the token or the revoke endpoint, by the rules of RFC 6749, section 3.2.</summary>
internal sealed class TokenForm
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private TokenForm()
    {
    }

    /// <summary>A value; one that is empty counts as left out.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public static bool TryRead(SandboxRequest request, [NotNullWhen(true)] out TokenForm? form, out Answer refusal)
    {
        form = null;
        if (Complaint(request, out var pairs) is { } complaint)
        {
            refusal = OAuthAnswers.Invalid(complaint);
            return false;
        }

        refusal = default;
        var read = new TokenForm();
        foreach (var (name, value) in pairs)
        {
            if (!read._values.TryAdd(name, value))
            {
                refusal = OAuthAnswers.Invalid($"The parameter [{name}] is there more than once.");
                return false;
            }
        }

        form = read;
        return true;
    }

    private static string? Complaint(SandboxRequest request, out IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        pairs = [];
        if (request.Uri.Query.Length > 0)
            return "Parameters have to be in the body, and not in the address.";
        if (!FormBody.Is(request))
            return "The Content-Type has to be application/x-www-form-urlencoded.";
        if (!FormBody.TryRead(request, out var read))
            return "The body is not encoded as a form.";
        pairs = read;
        return null;
    }
}
