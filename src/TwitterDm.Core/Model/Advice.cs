namespace TwitterDm;

/// <summary>What a person can do about an error, kind by kind.</summary>
internal static class Advice
{
    /// <param name="kind">What went wrong.</param>
    /// <param name="problem">What X said about it.</param>
    /// <param name="isWrite">Whether something was to be sent, deleted or changed.</param>
    public static string For(DmErrorKind kind, DmProblem? problem, bool isWrite = false) => kind switch
    {
        DmErrorKind.Authentication =>
            "The token or the keys are wrong, revoked or expired (an OAuth 2.0 access token lives two hours). Sign in again with Connect-TwitterDm.",
        DmErrorKind.Permission when problem?.Type?.EndsWith("/unsupported-authentication", StringComparison.Ordinal) ?? false =>
            "This is an app-only token; Direct Messages need a user's token. Sign in as the user: OAuth 2.0 with PKCE, or OAuth 1.0a.",
        DmErrorKind.Permission when isWrite =>
            "The user does not take Direct Messages from this account (a block, or messages only from those they follow), the account is no part of "
            + "the conversation, or the token lacks a scope: dm.write, tweet.read and users.read, for attachments media.write.",
        DmErrorKind.Permission =>
            "Check that the app may read Direct Messages and that the token has the scopes dm.read, tweet.read and users.read; "
            + "after a change of the app's permissions, sign in again.",
        DmErrorKind.NotFound => "Check the id or the name. The event or conversation may be deleted, or belong to another account.",
        DmErrorKind.InvalidRequest when problem?.Parameter is not null => $"Correct the value of '{TwitterDm.Text.VisibleText.Of(problem.Parameter, 60)}'.",
        DmErrorKind.InvalidRequest => "Correct the values that the message names.",
        DmErrorKind.RateLimit => "Wait until the window ends, and run the command again.",
        DmErrorKind.SpendingLimit => "Connect again with a higher -SpendingLimit, or without one; Get-DmConnection shows what was spent.",
        DmErrorKind.Service => "X or the network is out of order. What can be repeated was repeated; try again later.",
        DmErrorKind.SendUncertain =>
            "Look into the conversation before it is sent again: Get-DmEvent with -ConversationId shows whether it arrived.",
        DmErrorKind.Protocol => "The answer did not come from the X API, or not whole: check -ApiBaseUri and whether a proxy stands between.",
        _ => "Connect with Connect-TwitterDm.",
    };
}
