using TwitterDm.Sandbox.Routing;

namespace TwitterDm.Sandbox.SignIn.Pages;

/// <summary>The form with two buttons, as it is written and as it comes back.</summary>
internal sealed record DecisionForm(string? Ticket, string? Decision)
{
    public const string Allow = "allow";

    private const string TicketName = "authenticity_token";
    private const string DecisionName = "decision";

    public bool Allows => string.Equals(Decision, Allow, StringComparison.Ordinal);

    /// <summary>The form's markup.</summary>
    /// <param name="path">Where it is sent.</param>
    /// <param name="ticket">What it is about.</param>
    /// <param name="allow">The word on the button that allows.</param>
    /// <param name="refusal">The id and value of the other button.</param>
    /// <param name="refuse">The word on it.</param>
    public static Html Write(string path, string ticket, string allow, string refusal, string refuse) => $"""
        <form method="post" action="{path}">
        <input type="hidden" name="{TicketName}" value="{ticket}">
        <button id="{Allow}" name="{DecisionName}" value="{Allow}">{allow}</button>
        <button id="{refusal}" name="{DecisionName}" value="{refusal}">{refuse}</button>
        </form>
        """;

    /// <summary>What the browser sent; without a ticket where it is no such form.</summary>
    public static DecisionForm Read(SandboxRequest request)
    {
        if (!FormBody.Is(request) || !FormBody.TryRead(request, out var pairs))
            return new DecisionForm(null, null);
        return new DecisionForm(Single(pairs, TicketName), Single(pairs, DecisionName));
    }

    private static string? Single(IReadOnlyList<KeyValuePair<string, string>> pairs, string name)
    {
        var values = pairs.Where(pair => string.Equals(pair.Key, name, StringComparison.Ordinal)).Select(pair => pair.Value).ToList();
        return values.Count == 1 ? values[0] : null;
    }
}
