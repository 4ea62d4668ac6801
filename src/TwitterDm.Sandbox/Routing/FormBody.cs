using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TwitterDm.Sandbox.Routing;

/// <summary>A body of the type application/x-www-form-urlencoded.</summary>
internal static class FormBody
{
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Whether the request says that its body is a form.</summary>
    public static bool Is(SandboxRequest request) => MediaType.Is(request, FormType);

    /// <summary>The body's pairs; false where it is not encoded as a form has to be.</summary>
    public static bool TryRead(SandboxRequest request, [NotNullWhen(true)] out IReadOnlyList<KeyValuePair<string, string>>? pairs) =>
        QueryString.TryParse(Encoding.UTF8.GetString(request.Body.Span), out pairs);
}
