using System.Globalization;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.Endpoints;
using TwitterDm.Sandbox.Limits;
using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.SignIn;
using TwitterDm.Sandbox.SignIn.OAuth1;
using TwitterDm.Sandbox.SignIn.OAuth2;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox;

/// <summary>The simulated API. Requests may come on many threads at once.</summary>
public sealed partial class SandboxApi
{
    private const string Anonymous = "nobody";

    private readonly RouteTable _routes;
    private readonly Messenger _messenger;
    private readonly TokenBook _tokens;
    private readonly SignInTable _signIn;
    private readonly Authenticator _authenticator;
    private readonly RateLimiter _limiter;
    private long _requests;

    /// <summary>Makes a sandbox whose last 30 days end now, by its own clock.</summary>
    /// <param name="options">What to simulate.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SandboxApi(SandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Complaint is { } complaint)
            throw new ArgumentOutOfRangeException(nameof(options), complaint);
        Options = options;
        var worlds = new Worlds(options);
        var ids = new IdMint(options.Clock);
        _messenger = new Messenger(options, worlds, ids);
        _routes = new RouteTable(EndpointTable.Of(options, worlds, _messenger, new UploadBook(options, ids)));
        _tokens = new TokenBook(options.Clock, options.TokenLifetime);
        var (signed, signatures) = (new SignedTokens(), new SignatureCheck(options.Clock));
        _signIn = new SignInTable(options, _tokens, signed, signatures);
        _authenticator = new Authenticator(signatures, _tokens, signed);
        _limiter = new RateLimiter(options.Clock);
    }

    /// <summary>What is simulated.</summary>
    public SandboxOptions Options { get; }

    /// <summary>How many requests came in so far, refused ones included.</summary>
    public long RequestCount => Interlocked.Read(ref _requests);

    /// <summary>What was sent so far, oldest first, whatever was deleted since.</summary>
    public IReadOnlyList<SandboxSentMessage> SentMessages => _messenger.Sent;

    internal IReadOnlyList<Endpoint> AllEndpoints => _routes.Endpoints;

    /// <summary>Answers one request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the work; an answer takes no time worth ending.</param>
    /// <returns>The answer, whatever the request was: bad requests get X's errors.</returns>
    public ValueTask<SandboxResponse> HandleAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var number = Interlocked.Increment(ref _requests);
        var answer = Answer(request, out var verdict);
        return ValueTask.FromResult(new SandboxResponse(answer.Status, Headers(answer, verdict, number), answer.Body));
    }

    /// <summary>A new token for the page that a request asks for, where it is a good request for a list; null where it is not.</summary>
    internal string? TokenForSamePage(SandboxRequest request) =>
        FindList(request) is { } found ? found.List.TokenForSamePage(found.Parameters, found.Account) : null;

    /// <summary>An answer with the last events of the page before the one that a request asks for; null where there is none. It counts nowhere.</summary>
    internal ReadOnlyMemory<byte>? EventsBefore(SandboxRequest request, int count) =>
        FindList(request) is { } found ? found.List.EventsBefore(found.Parameters, found.Account, count)?.Body : null;

    private (EventListEndpoint List, CheckedParameters Parameters, Person Account)? FindList(SandboxRequest request) =>
        _routes.TryFind(request.Method, request.Uri.AbsolutePath, out var match, out _)
        && match.Endpoint is EventListEndpoint list
        && QueryString.TryParse(request.Uri.Query, out var query)
        && list.Check.Check(match.PathValues, query, out var parameters).Count == 0
        && _authenticator.Recognize(request) is { } account
            ? (list, parameters, account)
            : null;

    private Answer Answer(SandboxRequest request, out RateVerdict? verdict)
    {
        verdict = null;
        if (_signIn.Answer(request) is { } signIn)
            return signIn;
        if (!_routes.TryFind(request.Method, request.Uri.AbsolutePath, out var match, out var pathIsKnown))
            return pathIsKnown ? ProblemAnswers.MethodNotAllowed : ProblemAnswers.NotFound;
        if (_authenticator.Identify(request, out var refusal) is not { } caller)
        {
            verdict = _limiter.Look(Anonymous, match.Endpoint.Limit);
            return refusal;
        }

        verdict = _limiter.Count(caller.Name, match.Endpoint.Limit);
        if (verdict.Value.Refused)
            return ProblemAnswers.TooManyRequests;
        return Authenticator.Forbid(caller, match.Endpoint) ?? AnswerChecked(match, request, caller);
    }

    private static Answer AnswerChecked(RouteMatch match, SandboxRequest request, Caller caller)
    {
        if (!QueryString.TryParse(request.Uri.Query, out var query))
            return ProblemAnswers.InvalidRequest([new("query", [request.Uri.Query], "The query is not percent-encoded UTF-8")]);
        var errors = match.Endpoint.Check.Check(match.PathValues, query, out var parameters);
        errors = [.. errors, .. BodyReader.Read(request, match.Endpoint, out var body)];
        return errors.Count > 0 ? ProblemAnswers.InvalidRequest(errors) : match.Endpoint.Handle(parameters.With(body), caller);
    }

    private List<KeyValuePair<string, string>> Headers(Answer answer, RateVerdict? verdict, long number)
    {
        var now = Options.Clock.GetUtcNow();
        return
        [
            new("Date", now.ToString("R", CultureInfo.InvariantCulture)),
            new("Content-Type", answer.ContentType),
            new("x-transaction-id", Mix.Of(Options.Seed, stream: -2, number).ToString("x16", CultureInfo.InvariantCulture)),
            .. answer.Headers,
            .. verdict?.Headers() ?? [],
        ];
    }
}
