using TwitterDm.Text;

namespace TwitterDm;

/// <summary>What to do about an error, by kind, where that is the same for every front end.</summary>
internal static class Advice
{
    /// <param name="kind">What went wrong.</param>
    /// <param name="problem">X's description of it.</param>
    /// <param name="isWrite">Whether the request sends, deletes or changes something.</param>
    /// <returns>One or two sentences; null for kinds whose advice depends on how the library is used.</returns>
    public static string? For(DmErrorKind kind, DmProblem? problem, bool isWrite = false) => kind switch
    {
        DmErrorKind.Permission when problem?.Type?.EndsWith("/unsupported-authentication", StringComparison.Ordinal) ?? false =>
            "This is an app-only token; Direct Messages need a user's token. Sign in as the user: OAuth 2.0 with PKCE, or OAuth 1.0a.",
        DmErrorKind.Permission when isWrite =>
            "The user does not accept Direct Messages from this account (a block, or messages only from people they follow), the account is not part of "
            + "the conversation, or the token lacks a scope: dm.write, tweet.read and users.read, for attachments also media.write.",
        DmErrorKind.Permission =>
            "Check that the app may read Direct Messages and that the token has the scopes dm.read, tweet.read and users.read; "
            + "after a change of the app's permissions, sign in again.",
        DmErrorKind.NotFound => "Check the id or the name. The event or conversation may have been deleted, or belong to another account.",
        DmErrorKind.InvalidRequest when problem?.Parameter is not null => $"Correct the value of '{VisibleText.Of(problem.Parameter, 60)}'.",
        DmErrorKind.InvalidRequest => "Correct the values that the message names.",
        DmErrorKind.RateLimit => "Wait until the window ends, then try again.",
        DmErrorKind.Service => "X or the network is unavailable. All retries failed; try again later.",
        DmErrorKind.Protocol => "The response did not come from the X API, or was incomplete. Check the API base address, and whether a proxy is in between.",
        _ => null,
    };

    /// <summary>The reason for a front end's own advice, for a kind without advice here.</summary>
    public static DmErrorReason ReasonFor(DmErrorKind kind) => kind == DmErrorKind.Authentication ? DmErrorReason.CredentialsRejected : DmErrorReason.None;
}
