using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.SignIn.Pages;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>Where an app awaits the answer, and the state by which it knows its own question.</summary>
internal sealed record Callback(string RedirectUri, string? State)
{
    public Answer Code(string code) => Answer([new("code", code)]);

    public Answer Error(string error, string? description = null) =>
        Answer(description is null ? [new("error", error)] : [new("error", error), new("error_description", description)]);

    // A registered address has no query of its own.
    private Answer Answer(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var all = State is null ? parameters : parameters.Append(new("state", State));
        return Page.Redirect($"{RedirectUri}?{string.Join('&', all.Select(pair => $"{pair.Key}={PercentEncoding.Encode(pair.Value)}"))}");
    }
}
