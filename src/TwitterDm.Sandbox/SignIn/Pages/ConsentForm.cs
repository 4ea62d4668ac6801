using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.SignIn.Pages;

/// <summary>The form with the buttons to allow or deny access.</summary>
internal sealed record ConsentForm(string? Token, string? Decision)
{
    private const string Allow = "allow";
    private const string TokenName = "authenticity_token";
    private const string DecisionName = "decision";

    public bool IsAllowed => string.Equals(Decision, Allow, StringComparison.Ordinal);

    /// <summary>Writes the form.</summary>
    /// <param name="path">The path that it is posted to.</param>
    /// <param name="token">The antiforgery token.</param>
    /// <param name="allowText">The text of the button that allows access.</param>
    /// <param name="denyValue">The id and value of the button that denies access.</param>
    /// <param name="denyText">The text of that button.</param>
    public static Html Write(string path, string token, string allowText, string denyValue, string denyText) => $"""
        <form method="post" action="{path}">
        <input type="hidden" name="{TokenName}" value="{token}">
        <button id="{Allow}" name="{DecisionName}" value="{Allow}">{allowText}</button>
        <button id="{denyValue}" name="{DecisionName}" value="{denyValue}">{denyText}</button>
        </form>
        """;

    /// <summary>Reads a submitted form. Its token is null if the request is not such a form.</summary>
    public static ConsentForm Read(SandboxRequest request)
    {
        if (!FormBody.Is(request) || !FormBody.TryRead(request, out var pairs))
            return new ConsentForm(null, null);
        return new ConsentForm(Single(pairs, TokenName), Single(pairs, DecisionName));
    }

    private static string? Single(IReadOnlyList<KeyValuePair<string, string>> pairs, string name)
    {
        var values = pairs.Where(pair => string.Equals(pair.Key, name, StringComparison.Ordinal)).Select(pair => pair.Value).ToList();
        return values.Count == 1 ? values[0] : null;
    }
}
