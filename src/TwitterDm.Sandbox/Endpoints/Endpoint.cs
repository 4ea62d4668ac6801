using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.RateLimits;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>One method on one path: its parameters, its body, who may call it, its rate limit, and its response.</summary>
internal abstract class Endpoint(string method, string path, IReadOnlyList<ParameterRule> parameters, BodyRule? body = null)
{
    public string Method => method;

    public PathTemplate Path { get; } = new(path);

    /// <summary>The parameters in X's API description. <see cref="Validator"/> adds the legacy ones.</summary>
    public IReadOnlyList<ParameterRule> Parameters => parameters;

    public ParameterValidator Validator { get; } = new(parameters);

    /// <summary>The rule for the body, or null if the endpoint ignores bodies.</summary>
    public BodyRule? Body => body;

    /// <summary>Whether the body can be a multipart form as well as JSON.</summary>
    public bool AcceptsForm { get; protected init; }

    /// <summary>The scopes that an OAuth 2.0 user token needs.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Whether app-only tokens are accepted.</summary>
    public bool AllowsAppOnly { get; init; }

    /// <summary>Whether the tokens of OAuth 1.0a are accepted.</summary>
    public bool AllowsOAuth1 { get; init; } = true;

    /// <summary>Whether only app-only tokens are accepted.</summary>
    public bool IsAppOnly { get; init; }

    public required RateLimitBucket Limit { get; init; }

    /// <summary>Returns the error response for a caller that may not use this endpoint, or null if it may.</summary>
    public ApiResponse? Authorize(Caller caller)
    {
        if (caller.Kind == CallerKind.Application)
            return AllowsAppOnly || IsAppOnly ? null : ProblemResponses.UnsupportedAuthentication;
        if (IsAppOnly)
            return ProblemResponses.UnsupportedUserAuthentication;
        if (caller.Kind == CallerKind.OAuth1User)
            return AllowsOAuth1 ? null : ProblemResponses.UnsupportedOAuth1;
        var missing = Scopes.Except(caller.Scopes, StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? null : ProblemResponses.MissingScope(missing);
    }

    public abstract ApiResponse Handle(ValidatedParameters parameters, Caller caller);
}
