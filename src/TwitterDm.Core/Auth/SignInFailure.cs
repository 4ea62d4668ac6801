using System.Net;
using TwitterDm.Problems;

namespace TwitterDm.Auth;

/// <summary>The failures of a sign-in's requests that say nothing about the app, its keys or its tokens.</summary>
internal static class SignInFailure
{
    private const string Redirect =
        "The response is a redirect. It is not followed, because it would send the credentials to another address.";

    /// <summary>There is no response, or no complete one.</summary>
    public static DmException NoResponse(Exception cause, string request)
    {
        var problem = TransportProblem.Of(cause, "X's sign-in");
        return new(problem.Kind, $"{problem.Words} ({request})", cause)
        {
            Reason = problem.Reason,
            RecommendedAction = Advice.For(problem.Kind, null, isWrite: false, problem.Reason),
            Request = request,
        };
    }

    /// <summary>A response that the API does not promise: it says nothing about the code or the tokens.</summary>
    public static DmException Unexpected(HttpStatusCode status, string words, string request)
        => new(
            DmErrorKind.Protocol,
            $"{(status < HttpStatusCode.BadRequest ? Redirect : $"X's sign-in sent an unexpected response: {words}")} ({(int)status} for {request})")
        {
            RecommendedAction = Advice.For(DmErrorKind.Protocol, null),
            StatusCode = status,
            Request = request,
        };

    /// <summary>The error of a response that a proxy or a firewall sent; null if X sent it.</summary>
    public static DmException? ByProxy(HttpStatusCode status, BodyFormat format, string request)
        => status == HttpStatusCode.ProxyAuthenticationRequired || (status == HttpStatusCode.Forbidden && format.IsForeign())
            ? new(
                DmErrorKind.Service,
                $"A proxy or a firewall refused the sign-in: The response {format.Describe()}. ({(int)status} for {request})")
            {
                Reason = DmErrorReason.ProxyRefused,
                RecommendedAction = Advice.For(DmErrorKind.Service, null, isWrite: false, DmErrorReason.ProxyRefused),
                StatusCode = status,
                Request = request,
            }
            : null;
}
