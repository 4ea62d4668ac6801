using TwitterDm.Text;

namespace TwitterDm.Auth.SignIn;

/// <summary>The ways in which a sign-in fails. No error contains a code or a token.</summary>
internal static class SignInErrors
{
    public const string PinAdvice =
        "Check the consumer key and the consumer secret, and that the app may use OAuth 1.0a. A PIN works once, for the sign-in that showed it: sign in again.";

    private const string Again = "Sign in again";

    /// <summary>X sent the browser back with an error (RFC 6749, section 4.1.2.1).</summary>
    public static DmException Refused(string error, string? description)
        => string.Equals(error, "access_denied", StringComparison.Ordinal)
            ? Failed("The sign-in was denied: the app was not authorized at X.", $"{Again}, and choose to authorize the app.")
            : new(DmErrorKind.Authentication, $"X ended the sign-in: {Describe(error, description)}.")
            {
                Reason = DmErrorReason.AuthorizationRefused,
            };

    public static DmException WrongState() => Failed(
        "The response does not belong to this sign-in (wrong state); it was not used.",
        $"It was left over from another sign-in, or forged by a web page. {Again}, and finish the sign-in on the page that opens.");

    public static DmException NoCode() => Failed(
        "The response contains no code.", $"{Again}; if it happens again, something between X and this computer truncates the address.");

    public static DmException TimedOut(TimeSpan timeout, bool hadWrongState) => new(
        DmErrorKind.Authentication,
        $"The sign-in was not completed in the browser within {Words(timeout)}."
        + (hadWrongState ? " A response with a wrong state, which does not belong to this sign-in, was ignored." : string.Empty))
    {
        Reason = DmErrorReason.SignInTimedOut,
    };

    public static DmException CannotListen(Uri redirect, string why, Exception cause) => new(
        DmErrorKind.InvalidRequest, $"Could not listen on {redirect.Authority} for the browser: {why}.", cause)
    {
        Reason = DmErrorReason.RedirectPortUnavailable,
        Target = redirect.OriginalString,
    };

    /// <summary>The token endpoint refused the code, which calls for different advice than a refused token.</summary>
    public static DmException CodeRefused(DmException refusal) => new(refusal.Kind, refusal.Message)
    {
        Reason = refusal.Reason == DmErrorReason.ClientRejected ? refusal.Reason : DmErrorReason.AuthorizationCodeRefused,
        StatusCode = refusal.StatusCode,
        Request = refusal.Request,
        TransactionId = refusal.TransactionId,
    };

    public static DmException NothingPasted() => DmException.BadInput(
        "Nothing was pasted.", $"{Again}, and paste the address that the browser shows after the sign-in, or the code in it.");

    public static DmException NotACode() => DmException.BadInput(
        "The pasted text is neither the redirect address nor a code.",
        "Copy the whole address from the browser's address bar after the sign-in, or the value of 'code' in it.");

    public static DmException NotTheRedirect(Uri redirect) => DmException.BadInput(
        $"The pasted text is not the redirect address, which begins with {VisibleText.Of(redirect.OriginalString, 200)}.",
        "Authorize the app in the browser first, then copy the address that it shows; ignore an error page.");

    public static DmException NoPin() => DmException.BadInput(
        "No PIN was given.", $"{Again}, authorize the app, and type the number that X shows; if X shows none, the app was not authorized.");

    public static DmException NotAPin() => DmException.BadInput(
        "That is not a valid PIN: a PIN consists of digits.", "Type the number that X shows after you authorize the app.");

    public static DmException NotAToken(string what) => new(DmErrorKind.Protocol, $"The response of X's sign-in is not valid: {what}.")
    {
        RecommendedAction = Advice.For(DmErrorKind.Protocol, null),
    };

    private static DmException Failed(string message, string action)
        => new(DmErrorKind.Authentication, message) { RecommendedAction = action };

    private static string Describe(string error, string? description)
        => VisibleText.Of(string.IsNullOrWhiteSpace(description) ? error : $"{error}: {description}", 300).TrimEnd('.');

    private static string Words(TimeSpan time)
        => time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0.#} minutes" : $"{time.TotalSeconds:0.#} seconds";
}
