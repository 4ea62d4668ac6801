using System.Text.RegularExpressions;

namespace TwitterDm.Problems;

/// <summary>
/// Recognizes a problem with the account or the app, which every other request would have, too. X names it by the problem's type, by the
/// code of its older errors, or only in the text. A refusal that is none of these is about one user, event or conversation.
/// </summary>
internal static partial class AccountProblem
{
    private const int TimeoutMilliseconds = 1000;

    private static readonly int[] Credentials = [32, 89, 215];

    /// <summary>The kind and the reason of such a problem; null for any other problem.</summary>
    public static (DmErrorKind Kind, DmErrorReason Reason)? Find(DmProblem? problem) => problem switch
    {
        null => null,
        _ when IsCredit(problem) => (DmErrorKind.Credit, DmErrorReason.None),
        _ when IsUsageCap(problem) => (DmErrorKind.RateLimit, DmErrorReason.UsageCapReached),
        { Code: { } code } when Array.IndexOf(Credentials, code) >= 0 => (DmErrorKind.Authentication, DmErrorReason.CredentialsRejected),
        _ => ReasonOf(problem) is { } reason ? (DmErrorKind.Permission, reason) : null,
    };

    /// <summary>Whether a cap of the app's plan is reached, which no wait lifts.</summary>
    public static bool IsUsageCap(DmProblem? problem)
        => IsType(problem, "usage-capped") || string.Equals(problem?.Title, "UsageCapExceeded", StringComparison.OrdinalIgnoreCase);

    private static bool IsCredit(DmProblem problem)
        => IsType(problem, "credits") || string.Equals(problem.Title, "CreditsDepleted", StringComparison.OrdinalIgnoreCase);

    private static DmErrorReason? ReasonOf(DmProblem problem) => problem switch
    {
        { Code: 326 } => DmErrorReason.AccountLocked,
        { Code: 64 } => DmErrorReason.AccountSuspended,
        // The app may not access Direct Messages, or may not write.
        { Code: 93 or 261 } => DmErrorReason.MissingScope,
        // "You currently have access to a subset of X API endpoints".
        { Code: 453 } => DmErrorReason.AppForbidden,
        _ when IsType(problem, "client-forbidden") => DmErrorReason.AppForbidden,
        _ when IsType(problem, "unsupported-authentication") => DmErrorReason.AppOnlyToken,
        _ when IsType(problem, "oauth1-permissions") || IsType(problem, "oauth2-permissions") => DmErrorReason.MissingScope,
        // A problem with a resource of its own is about that resource, whatever its text says.
        { ResourceId: not null } => null,
        { Detail: { } detail } => ReasonIn(detail),
        _ => null,
    };

    private static DmErrorReason? ReasonIn(string detail)
        => Locked().IsMatch(detail) ? DmErrorReason.AccountLocked
        : Suspended().IsMatch(detail) ? DmErrorReason.AccountSuspended
        : Scope().IsMatch(detail) ? DmErrorReason.MissingScope
        : null;

    private static bool IsType(DmProblem? problem, string name)
        => problem?.Type is { } type && type.EndsWith("/problems/" + name, StringComparison.OrdinalIgnoreCase);

    // "Your account is temporarily locked", "To protect our users …, this account is temporarily locked".
    [GeneratedRegex(
        @"\b(your|this) account (is|has been) (temporarily )?locked\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeoutMilliseconds)]
    private static partial Regex Locked();

    [GeneratedRegex(
        @"\byour account (is|has been) (temporarily |permanently )?suspended\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeoutMilliseconds)]
    private static partial Regex Suspended();

    // "The token lacks the scope [dm.write]"; "not permitted" alone is said about a single resource, too.
    [GeneratedRegex(
        @"\bscopes?\b|\boauth[12] app permissions\b|\bnot permitted to use OAuth",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeoutMilliseconds)]
    private static partial Regex Scope();
}
