using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TwitterDm.Auth;
using TwitterDm.Json;
using TwitterDm.Problems;
using TwitterDm.Text;

namespace TwitterDm.Http;

/// <summary>Reads a response: what was requested, or an exception for each way in which that can fail.</summary>
internal static class ResponseReader
{
    // Codes of the API's older errors.
    private const int OverCapacity = 130;
    private const int InternalError = 131;

    public static async Task<T> ReadAsync<T>(
        ApiRequest request,
        HttpResponseMessage response,
        JsonTypeInfo<T> type,
        TimeProvider clock,
        ExactReader<T>? exact,
        CancellationToken cancellationToken)
        where T : class
    {
        if (!response.IsSuccessStatusCode)
            throw await ReadFailureAsync(request, response, clock, cancellationToken).ConfigureAwait(false);
        // The body of a response that the pipeline returns was received whole.
        return Read(request, response, ((BodyContent)response.Content).Bytes, type, exact);
    }

    private static T Read<T>(
        ApiRequest request,
        HttpResponseMessage response,
        ReadOnlyMemory<byte> body,
        JsonTypeInfo<T> type,
        ExactReader<T>? exact)
        where T : class
    {
        if (BodyFormats.Of(body.Span) is not BodyFormat.Json and var format)
        {
            throw Protocol(request, response, format switch
            {
                BodyFormat.Empty => "is not JSON: it is empty",
                BodyFormat.JsonArray => format.Describe(),
                _ => $"is not JSON: it {format.Describe()}",
            });
        }

        try
        {
            var (value, malformedValues) = LenientJson.Read(body, type, exact);
            (value as IMalformedValueCount)?.Set(malformedValues);
            return value;
        }
        catch (JsonException exception)
        {
            // Only the position is reported: the exception's own message can quote what it read.
            throw Protocol(
                request,
                response,
                $"is broken JSON (at byte {exception.BytePositionInLine} of line {exception.LineNumber + 1})");
        }
    }

    /// <summary>The failure that a response without success reports.</summary>
    public static async Task<DmException> ReadFailureAsync(
        ApiRequest request,
        HttpResponseMessage response,
        TimeProvider clock,
        CancellationToken cancellationToken) =>
        Failure(request, response, await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), clock.GetUtcNow());

    /// <summary>A problem in a successful response, in place of what was requested.</summary>
    public static DmException Missing(ApiRequest request, IReadOnlyList<WireProblem>? problems)
    {
        var all = (problems ?? []).Select(ProblemReader.ToProblem).ToArray();
        // What is wrong with the account explains the other problems.
        var problem = Array.Find(all, each => AccountProblem.Find(each) is not null) ?? all.FirstOrDefault();
        var (kind, reason) = problem switch
        {
            null => (DmErrorKind.Protocol, DmErrorReason.None),
            { IsNotFound: true } => (DmErrorKind.NotFound, DmErrorReason.None),
            _ when AccountProblem.Find(problem) is { } found => found,
            { Status: 401 } => (DmErrorKind.Authentication, DmErrorReason.CredentialsRejected),
            { Status: 400 } => (DmErrorKind.InvalidRequest, DmErrorReason.None),
            { Status: >= 500 } or { Code: OverCapacity or InternalError } => (DmErrorKind.Service, DmErrorReason.None),
            // What was asked for is missing anyway, but a change that X reports as a success may have been made.
            _ when request.Method != HttpMethod.Get && !IsRefusal(problem) => (DmErrorKind.Protocol, DmErrorReason.None),
            _ => (DmErrorKind.Permission, DmErrorReason.None),
        };
        var words = problem switch
        {
            null => "The response contains neither data nor errors.",
            { IsDescribed: true } => problem.ToString(),
            _ => "The response contains an error without details.",
        };
        return Create(kind, reason, words, request, null, problem);
    }

    // Whether a problem says what it is, so that it is an answer to the request.
    private static bool IsRefusal(DmProblem problem)
        => problem.Status is >= 400 and < 500 || problem.Code is not null || problem.Type is { Length: > 0 } and not "about:blank";

    /// <summary>A response that cannot be the one to the request.</summary>
    public static DmException Unfit(ApiRequest request, string words)
        => Create(DmErrorKind.Protocol, DmErrorReason.None, words, request, null, null);

    /// <summary>There is no response, or no complete one.</summary>
    public static DmException NoResponse(ApiRequest request, Exception cause)
    {
        var problem = TransportProblem.Of(cause, "The API");
        return Create(
            problem.Kind,
            problem.Reason,
            problem.Words,
            request,
            null,
            null,
            cause,
            hadEffect: !TransportFailure.NeverLeft(cause));
    }

    private static DmException Failure(ApiRequest request, HttpResponseMessage response, byte[] body, DateTimeOffset now)
    {
        var problem = ProblemReader.Read(body);
        if (ClockCheck.Complaint(response, problem, now) is { } complaint)
            return Create(DmErrorKind.Authentication, DmErrorReason.None, complaint, request, response, problem, advice: ClockCheck.Advice);
        var format = BodyFormats.Of(body);
        var (kind, reason) = ResponseClassifier.Classify(response, problem, format);
        return Create(kind, reason, Words(response, problem, format, reason), request, response, problem);
    }

    private static string Words(HttpResponseMessage response, DmProblem? problem, BodyFormat format, DmErrorReason reason)
    {
        var described = problem is { IsDescribed: true } ? problem.ToString() : null;
        if (ResponseStatus.IsRedirect(response))
        {
            const string redirect =
                "The response is a redirect. It is not followed, because it would send the credentials to another address.";
            return described is null ? redirect : $"{redirect} It says: {described}";
        }

        var plain = described ?? $"The response {format.Describe()}.";
        return reason == DmErrorReason.ProxyRefused ? $"A proxy or a firewall refused the request: {plain}" : plain;
    }

    private static DmException Protocol(ApiRequest request, HttpResponseMessage response, string what)
        => Create(DmErrorKind.Protocol, DmErrorReason.None, $"The response {what}.", request, response, null);

    private static DmException Create(
        DmErrorKind kind,
        DmErrorReason reason,
        string words,
        ApiRequest request,
        HttpResponseMessage? response,
        DmProblem? problem,
        Exception? cause = null,
        string? advice = null,
        bool? hadEffect = null)
    {
        if (kind == DmErrorKind.NotFound && MissingUser(problem) is { } user)
            (reason, words) = (DmErrorReason.UserNotFound, $"There is no user {user}.");
        var status = response is null ? string.Empty : $"{(int)response.StatusCode} for ";
        var transactionId = TransactionIdOf(response);
        var transaction = transactionId is null ? string.Empty : $", X's transaction id {transactionId}";
        return new(kind, $"{words} ({status}{request}{transaction})", cause)
        {
            Reason = reason,
            RecommendedAction = advice ?? Advice.For(kind, problem, request.Method != HttpMethod.Get, reason),
            StatusCode = response?.StatusCode,
            Request = request.ToString(),
            TransactionId = transactionId,
            Problem = problem,
            // An invalid response does not show what the API did.
            MayHaveHadEffect = hadEffect
                ?? (
                    kind is DmErrorKind.Service or DmErrorKind.Protocol
                    && !(response is not null && ResponseStatus.IsRefusal(response.StatusCode))),
        };
    }

    public static string? TransactionIdOf(HttpResponseMessage? response)
        => response is not null && response.Headers.TryGetValues("x-transaction-id", out var ids) ? VisibleText.Of(ids.First(), 100) : null;

    // A name or an id, as the user would write it.
    private static string? MissingUser(DmProblem? problem)
        => problem switch
        {
            { IsNotFound: true, SaysMore: false, ResourceType: "user", Value: { Length: > 0 } value } => Ids.IsUserId(value)
                ? value
                : $"@{value}",
            _ => null,
        };
}
