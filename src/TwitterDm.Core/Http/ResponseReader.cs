using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TwitterDm.Auth;
using TwitterDm.Json;
using TwitterDm.Problems;

namespace TwitterDm.Http;

/// <summary>Reads a response: what was requested, or an exception for each way in which that can fail.</summary>
internal static class ResponseReader
{
    public static async Task<T> ReadAsync<T>(
        ApiRequest request, HttpResponseMessage response, JsonTypeInfo<T> type, TimeProvider clock, CancellationToken cancellationToken)
        where T : class
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw Failure(request, response, body, clock.GetUtcNow());
        if (!ProblemReader.LooksLikeJson(body))
            throw Protocol(request, response, "is not JSON" + (IsHtml(body) ? ", but HTML, as a proxy or a sign-in page sends it" : string.Empty));
        try
        {
            var (value, malformedValues) = LenientJson.Read(body, type);
            (value as IMalformedValueCount)?.Set(malformedValues);
            return value;
        }
        catch (JsonException exception)
        {
            // Only the position is reported: the exception's own message can quote what it read.
            throw Protocol(request, response, $"is broken JSON (at byte {exception.BytePositionInLine} of line {exception.LineNumber + 1})");
        }
    }

    /// <summary>A problem in a successful response, in place of what was requested.</summary>
    public static DmException Missing(ApiRequest request, IReadOnlyList<WireProblem>? problems)
    {
        var problem = problems is [var first, ..] ? ProblemReader.ToProblem(first) : null;
        var kind = problem switch
        {
            null => DmErrorKind.Protocol,
            { IsNotFound: true } => DmErrorKind.NotFound,
            { Status: 401 } => DmErrorKind.Authentication,
            { Status: 400 } => DmErrorKind.InvalidRequest,
            { Status: >= 500 } => DmErrorKind.Service,
            _ => DmErrorKind.Permission,
        };
        return Create(kind, problem?.ToString() ?? "The response contains neither data nor errors.", request, null, problem);
    }

    /// <summary>The API could not be reached.</summary>
    public static DmException Unreachable(ApiRequest request, Exception cause)
        => Create(DmErrorKind.Service, $"The API could not be reached: {TwitterDm.Text.VisibleText.Of(cause.Message, 300)}", request, null, null, cause, hadEffect: !TransportFailure.NeverLeft(cause));

    private static DmException Failure(ApiRequest request, HttpResponseMessage response, byte[] body, DateTimeOffset now)
    {
        var problem = ProblemReader.Read(body);
        if (ClockCheck.Complaint(response, problem, now) is { } complaint)
            return Create(DmErrorKind.Authentication, complaint, request, response, problem, advice: ClockCheck.Advice);
        var status = (int)response.StatusCode;
        var kind = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => DmErrorKind.Authentication,
            HttpStatusCode.TooManyRequests => DmErrorKind.RateLimit,
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => DmErrorKind.Service,
            _ when problem is null || status is < 400 => DmErrorKind.Protocol,
            HttpStatusCode.Forbidden => DmErrorKind.Permission,
            HttpStatusCode.NotFound => DmErrorKind.NotFound,
            _ => DmErrorKind.InvalidRequest,
        };
        return Create(kind, Words(problem, status, body), request, response, problem);
    }

    private static string Words(DmProblem? problem, int status, byte[] body) => problem?.ToString() switch
    {
        { Length: > 0 } words => words,
        _ when status is >= 300 and < 400 => "The response is a redirect. It is not followed, because it would send the credentials to another address.",
        _ when IsHtml(body) => "The response is HTML, as a proxy or a sign-in page sends it.",
        _ => "The response contains no details.",
    };

    private static DmException Protocol(ApiRequest request, HttpResponseMessage response, string what)
        => Create(DmErrorKind.Protocol, $"The response {what}.", request, response, null);

    private static DmException Create(
        DmErrorKind kind,
        string words,
        ApiRequest request,
        HttpResponseMessage? response,
        DmProblem? problem,
        Exception? cause = null,
        string? advice = null,
        bool? hadEffect = null)
    {
        var status = response is null ? string.Empty : $"{(int)response.StatusCode} for ";
        var transactionId = TransactionIdOf(response);
        var transaction = transactionId is null ? string.Empty : $", X's transaction id {transactionId}";
        return new(kind, $"{words} ({status}{request}{transaction})", cause)
        {
            Reason = advice is null ? Advice.ReasonFor(kind) : DmErrorReason.None,
            RecommendedAction = advice ?? Advice.For(kind, problem, request.Method != HttpMethod.Get),
            StatusCode = response?.StatusCode,
            Request = request.ToString(),
            TransactionId = transactionId,
            Problem = problem,
            // A response from a proxy, or an invalid one, does not show what the API did.
            MayHaveHadEffect = hadEffect ?? kind is DmErrorKind.Service or DmErrorKind.Protocol,
        };
    }

    private static string? TransactionIdOf(HttpResponseMessage? response)
        => response is not null && response.Headers.TryGetValues("x-transaction-id", out var ids) ? TwitterDm.Text.VisibleText.Of(ids.First(), 100) : null;

    private static bool IsHtml(ReadOnlySpan<byte> body) => body.TrimStart("\uFEFF \t\r\n"u8) is [(byte)'<', ..];
}
