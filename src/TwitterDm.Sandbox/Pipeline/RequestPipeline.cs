using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.RateLimits;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Pipeline;

/// <summary>
/// The steps of every request to an endpoint, in this order: routing, authentication, rate limit, authorization, validation, and the
/// endpoint itself.
/// </summary>
internal sealed class RequestPipeline(
    RouteTable routes,
    Authenticator authenticator,
    RateLimiter limiter,
    SandboxVocabulary vocabulary,
    IScheduledEvents scheduled)
{
    private const string Anonymous = "anonymous";

    public ApiResponse Handle(SandboxRequest request, out RateLimitResult? limit)
    {
        limit = null;
        if (!routes.TryFind(request.Method, request.Uri.AbsolutePath, out var match, out var others))
            return others.Count > 0 ? ProblemResponses.MethodNotAllowed(others) : ProblemResponses.NotFound;
        if (authenticator.Authenticate(request, out var error) is not { } caller)
        {
            limit = limiter.Peek(Anonymous, match.Endpoint.Limit);
            return error;
        }

        if (caller.Account is { } account)
            scheduled.Use(account);
        limit = limiter.Acquire(caller.RateLimitKey, match.Endpoint.Limit);
        if (limit.Value.IsRefused)
            return ProblemResponses.TooManyRequests;
        return match.Endpoint.Authorize(caller) ?? ValidateAndInvoke(match, request, caller);
    }

    private ApiResponse ValidateAndInvoke(RouteMatch match, SandboxRequest request, Caller caller)
    {
        var endpoint = match.Endpoint;
        if (endpoint.Body is not null && BodyReader.IsUnsupported(request))
            return ProblemResponses.UnsupportedMediaType;
        if (!QueryString.TryParse(request.Uri.Query, out var query))
            return ProblemResponses.InvalidRequest([new("query", [request.Uri.Query], "The query is not percent-encoded UTF-8")]);
        var errors = endpoint.Validator.Validate(match.PathValues, query, vocabulary, out var parameters);
        errors = [.. errors, .. BodyReader.Read(request, endpoint.Body, endpoint.AcceptsForm, out var body)];
        return errors.Count > 0 ? ProblemResponses.InvalidRequest(errors) : endpoint.Handle(parameters.With(body, request), caller);
    }
}
