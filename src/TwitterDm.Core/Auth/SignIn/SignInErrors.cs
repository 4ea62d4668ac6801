using TwitterDm.Text;

namespace TwitterDm.Auth.SignIn;

/// <summary>Every way in which a sign-in fails before X's token endpoint is asked. None of them repeats a code or a token.</summary>
internal static class SignInErrors
{
    public const string PinAdvice =
        "Check -ConsumerKey and -ConsumerSecret, that the app may use OAuth 1.0a, and the PIN: it works once, for the sign-in that showed it. Run the command again.";

    private const string Again = "Run Connect-TwitterDm again";

    /// <summary>X sent the browser back with an error (RFC 6749, section 4.1.2.1).</summary>
    public static DmException Refused(string error, string? description) => string.Equals(error, "access_denied", StringComparison.Ordinal)
        ? Failed("The sign-in was denied: the app was not authorized at X.", $"{Again}, and choose to authorize the app.")
        : Failed(
            $"X ended the sign-in: {Words(error, description)}.",
            "Compare -ClientId, -Scope and -RedirectUri with the app's settings at X: its kind, its permissions and its callback addresses.");

    public static DmException WrongState() => Failed(
        "The answer that came does not belong to this sign-in (wrong state); it was not used.",
        $"It was left over from another sign-in, or forged by a web page. {Again}, and finish the page that it opens.");

    public static DmException NoCode() => Failed(
        "The answer that came has no code.", $"{Again}; if it happens again, something between X and this computer cuts the address.");

    public static DmException TimedOut(TimeSpan timeout) => Failed(
        $"Nobody finished the sign-in in the browser within {Words(timeout)}.",
        $"{Again}. Where no browser can reach this computer, as in an SSH session, add -NoBrowser.");

    public static DmException CannotListen(Uri redirect, string why, Exception cause) => new(
        DmErrorKind.InvalidRequest, $"{redirect.Authority} cannot be listened on for the answer of the browser: {why}.", cause)
    {
        RecommendedAction = $"Close the program that uses port {redirect.Port}, or give another of the app's callback addresses with -RedirectUri, or use -NoBrowser.",
        Target = redirect.OriginalString,
    };

    /// <summary>The token endpoint refused the code; what to do is another thing than with a token that is refused.</summary>
    public static DmException CodeRefused(DmException refusal) => new(refusal.Kind, refusal.Message)
    {
        RecommendedAction = "Check -ClientId, that -ClientSecret is given for a confidential app and for no other, and that -RedirectUri is one of the app's "
            + $"callback addresses. A code works once and not for long: {Again}.",
        StatusCode = refusal.StatusCode,
        Request = refusal.Request,
        TransactionId = refusal.TransactionId,
    };

    public static DmException NothingPasted() => DmException.BadInput(
        "Nothing was pasted.", $"{Again}, and paste the address to which the browser came after the sign-in, or the code in it.");

    public static DmException NotACode() => DmException.BadInput(
        "What was pasted is neither the redirect address nor a code.",
        "Copy the whole address from the browser's address bar after the sign-in, or the value behind 'code=' in it.");

    public static DmException NotTheRedirect(Uri redirect) => DmException.BadInput(
        $"What was pasted is not the redirect address: that one begins with {VisibleText.Of(redirect.OriginalString, 200)}.",
        "Authorize the app in the browser first, then copy the address to which it comes; a page that cannot be shown does not matter.");

    public static DmException NoPin() => DmException.BadInput(
        "No PIN was given.", $"{Again} -UsePin, authorize the app, and type the number that X shows; if X shows none, the app was not authorized.");

    public static DmException NotAPin() => DmException.BadInput(
        "That is no PIN: a PIN has digits only.", "Type the number that X shows after the app was authorized.");

    public static DmException NotAToken(string what) => new(DmErrorKind.Protocol, $"X's sign-in gave an answer without a token: {what}.")
    {
        RecommendedAction = Advice.For(DmErrorKind.Protocol, null),
    };

    private static DmException Failed(string message, string action) => new(DmErrorKind.Authentication, message) { RecommendedAction = action };

    private static string Words(string error, string? description)
        => VisibleText.Of(string.IsNullOrWhiteSpace(description) ? error : $"{error}: {description}", 300).TrimEnd('.');

    private static string Words(TimeSpan time) => time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0.#} minutes" : $"{time.TotalSeconds:0.#} seconds";
}
