using TwitterDm.Text;

namespace TwitterDm;

/// <summary>What to do about an error, where that is the same for every front end.</summary>
internal static class Advice
{
    /// <param name="kind">What went wrong.</param>
    /// <param name="problem">X's description of it.</param>
    /// <param name="isWrite">Whether the request sends, deletes or changes something.</param>
    /// <param name="reason">The specific case.</param>
    /// <returns>One or two sentences; null for errors whose advice depends on how the library is used.</returns>
    public static string? For(DmErrorKind kind, DmProblem? problem, bool isWrite = false, DmErrorReason reason = DmErrorReason.None)
        => ByReason(reason, problem) ?? ByKind(kind, problem, isWrite);

    private static string? ByReason(DmErrorReason reason, DmProblem? problem)
        => reason switch
        {
            DmErrorReason.AppOnlyToken =>
                "This is an app-only token; Direct Messages need a user's token. Sign in as the user: OAuth 2.0 with PKCE, or OAuth 1.0a.",
            DmErrorReason.MissingScope =>
                "Reading needs the scopes dm.read, tweet.read and users.read; sending, deleting and blocking also need dm.write, and attachments media.write. "
                    + "Check that the app's permissions at X include Direct Messages, then sign in again: a token keeps the scopes that it was issued with.",
            DmErrorReason.AppForbidden =>
                "X does not let this app use the API. In X's developer console, add the app to a project, and check that its access level includes Direct Messages.",
            DmErrorReason.AccountLocked => "X has locked this account. Sign in to x.com with it, unlock it, then try again.",
            DmErrorReason.AccountSuspended => "X has suspended this account. Sign in to x.com with it to see why, and to appeal.",
            DmErrorReason.UsageCapReached =>
                "This is a cap that no wait lifts: it belongs to the app's plan, and lasts until the next billing period. Raise the cap in X's developer console.",
            DmErrorReason.ProxyRefused =>
                "A proxy or a firewall between this computer and X refused the request, so X did not process it. Check the proxy's address and credentials "
                    + "(such as the environment variable HTTPS_PROXY), and whether it allows the API's address.",
            DmErrorReason.UserNotFound => Ids.IsUserId(problem?.Value ?? string.Empty)
                ? "Check the id: the user may have deleted the account."
                : "Check the name: it may be misspelled, or the user may have changed it.",
            _ => null,
        };

    private static string? ByKind(DmErrorKind kind, DmProblem? problem, bool isWrite)
        => kind switch
        {
            DmErrorKind.Permission when isWrite =>
                "The user does not accept Direct Messages from this account (a block, or messages only from people they follow), the account is not part of "
                    + "the conversation, or the token lacks a scope: dm.write, tweet.read and users.read, for attachments also media.write.",
            DmErrorKind.Permission =>
                "Check that the app may read Direct Messages and that the token has the scopes dm.read, tweet.read and users.read; "
                    + "after a change of the app's permissions, sign in again.",
            DmErrorKind.NotFound =>
                "Check the id or the name. The event or conversation may have been deleted, or belong to another account.",
            DmErrorKind.InvalidRequest when problem?.Parameter is not null =>
                $"Correct the value of '{VisibleText.Of(problem.Parameter, 60)}'.",
            // X repeats the title where it has no detail.
            DmErrorKind.InvalidRequest
                when problem?.Detail is { } detail && !string.Equals(detail, problem.Title, StringComparison.Ordinal) =>
                "Correct the values that the message names.",
            DmErrorKind.InvalidRequest =>
                "X does not say what is wrong with the request. Check its ids, names and times, and whether the account may use this part of the API.",
            DmErrorKind.RateLimit => "Wait until the window ends, then try again.",
            DmErrorKind.Credit =>
                "The account has no credit left at X. Add credit in X's developer console (https://console.x.com), then try again.",
            DmErrorKind.Service => "X or the network is unavailable. All retries failed; try again later.",
            DmErrorKind.Protocol =>
                "The response did not come from the X API, or was incomplete. Check the API base address, and whether a proxy is in between.",
            _ => null,
        };
}
