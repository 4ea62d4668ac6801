using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TwitterDm.Sandbox.Http;

/// <summary>Reads bodies of type <c>application/x-www-form-urlencoded</c>.</summary>
internal static class FormBody
{
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Whether the request declares a form body.</summary>
    public static bool Is(SandboxRequest request) => request.HasMediaType(FormType);

    /// <summary>Reads the name/value pairs. Returns false if the body is not correctly encoded.</summary>
    public static bool TryRead(SandboxRequest request, [NotNullWhen(true)] out IReadOnlyList<KeyValuePair<string, string>>? pairs) =>
        QueryString.TryParse(Encoding.UTF8.GetString(request.Body.Span), out pairs);
}
