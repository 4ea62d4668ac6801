using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.SignIn.Pages;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>The redirect that ends an authorization (RFC 6749, section 4.1.2).</summary>
internal sealed record AuthorizationResponse(string RedirectUri, string? State)
{
    public ApiResponse Code(string code) => Redirect([new("code", code)]);

    public ApiResponse Error(string error, string? description = null) =>
        Redirect(description is null ? [new("error", error)] : [new("error", error), new("error_description", description)]);

    // Registered redirect URIs have no query.
    private ApiResponse Redirect(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var all = State is null ? parameters : parameters.Append(new("state", State));
        return Page.Redirect($"{RedirectUri}?{string.Join('&', all.Select(pair => $"{pair.Key}={PercentEncoding.Encode(pair.Value)}"))}");
    }
}
