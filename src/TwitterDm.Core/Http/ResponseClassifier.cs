using System.Net;
using TwitterDm.Auth;
using TwitterDm.Problems;

namespace TwitterDm.Http;

/// <summary>
/// Decides what an unsuccessful response means: by the problem that X describes, otherwise by the status and the format of the body.
/// </summary>
internal static class ResponseClassifier
{
    public static (DmErrorKind Kind, DmErrorReason Reason) Classify(HttpResponseMessage response, DmProblem? problem, BodyFormat format)
    {
        var isFailure = ResponseStatus.IsUnavailable(response.StatusCode) || (int)response.StatusCode < 400;
        if (!isFailure && AccountProblem.Find(problem) is { } found)
            return found.Kind == DmErrorKind.Authentication ? (found.Kind, CredentialReason(response)) : found;
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => (DmErrorKind.Authentication, CredentialReason(response)),
            HttpStatusCode.PaymentRequired => (DmErrorKind.Credit, DmErrorReason.None),
            HttpStatusCode.ProxyAuthenticationRequired => (DmErrorKind.Service, DmErrorReason.ProxyRefused),
            HttpStatusCode.TooManyRequests => (DmErrorKind.RateLimit, DmErrorReason.None),
            HttpStatusCode.Forbidden when IsInsufficientScope(response) || RequiredScope.IsMissing(response.RequestMessage) => (
                DmErrorKind.Permission,
                DmErrorReason.MissingScope),
            HttpStatusCode.Forbidden when format.IsForeign() => (DmErrorKind.Service, DmErrorReason.ProxyRefused),
            var status => (KindOf(status, problem, format), DmErrorReason.None),
        };
    }

    private static DmErrorKind KindOf(HttpStatusCode status, DmProblem? problem, BodyFormat format) => status switch
    {
        _ when ResponseStatus.IsUnavailable(status) => DmErrorKind.Service,
        _ when !ResponseStatus.IsRefusal(status) || format.IsForeign() => DmErrorKind.Protocol,
        HttpStatusCode.Forbidden => DmErrorKind.Permission,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => DmErrorKind.NotFound,
        _ when problem is { IsNotFound: true } => DmErrorKind.NotFound,
        _ => DmErrorKind.InvalidRequest,
    };

    private static DmErrorReason CredentialReason(HttpResponseMessage response)
        => ClockCheck.IsSigned(response) ? DmErrorReason.KeysRejected : DmErrorReason.CredentialsRejected;

    // RFC 6750, section 3.1.
    private static bool IsInsufficientScope(HttpResponseMessage response)
        => response.Headers.WwwAuthenticate.Any(challenge =>
            challenge.Parameter?.Contains("insufficient_scope", StringComparison.Ordinal) ?? false);
}
