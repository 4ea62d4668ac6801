using System.Net;
using System.Text.Json.Serialization.Metadata;
using TwitterDm.Json;
using TwitterDm.Usage;

namespace TwitterDm.Http;

/// <summary>Sends every request of every endpoint, for one operation.</summary>
/// <param name="pipeline">The handlers.</param>
/// <param name="operation">The operation.</param>
/// <param name="clock">Provides the time.</param>
/// <param name="usage">Counts what the requests cost.</param>
/// <param name="billing">Determines what X bills for a response.</param>
/// <param name="vocabulary">The names of fields that the server accepts.</param>
internal sealed class ApiClient(
    HttpPipeline pipeline,
    Operation operation,
    TimeProvider clock,
    UsageMeter usage,
    Func<object, BillableItems> billing,
    ServerVocabulary vocabulary)
{
    public Operation Operation => operation;

    /// <summary>Counts what the requests cost.</summary>
    public UsageMeter Usage => usage;

    /// <summary>The names of fields that the server accepts.</summary>
    public ServerVocabulary Vocabulary => vocabulary;

    /// <summary>Keeps the texts that repeat in the responses of the operation.</summary>
    public TextPool Texts { get; } = new();

    /// <summary>Sends a request and reads its response.</summary>
    /// <param name="request">The request; with a spending limit, fewer items than specified may be requested.</param>
    /// <param name="type">The JSON type of the response.</param>
    /// <param name="observer">Observes the attempts; null for none.</param>
    /// <param name="exact">Reads a response that is exactly as X describes it; null for the serializer.</param>
    /// <param name="cancellationToken">Ends the request and its waits.</param>
    /// <exception cref="DmException">The request failed, or the response is not what was requested.</exception>
    public async Task<T> SendAsync<T>(
        ApiRequest request,
        JsonTypeInfo<T> type,
        IAttemptObserver? observer,
        ExactReader<T>? exact,
        CancellationToken cancellationToken)
        where T : class
    {
        var reservation = usage.Reserve(request.CostOfEach, request.Count, request.CanAskForFewer, request.ToString());
        var call = new ApiCall(request.WithCount(reservation.Count), operation, new AttemptCounter(observer));
        try
        {
            var response = await ExchangeAsync(call, type, exact, cancellationToken).ConfigureAwait(false);
            var items = billing(response);
            Count(
                reservation.Release(
                    items.Written == default ? items with { Written = WrittenBy(call, reservation, lostAttempts: 1) } : items));
            return response;
        }
        catch (Exception exception)
        {
            Count(
                reservation.Release(new() { Written = WrittenBy(call, reservation, lostAttempts: IsDefiniteRefusal(exception) ? 1 : 0) }));
            operation.WasWriteInterrupted |=
                exception is OperationCanceledException
                && call.Attempts.Count > 0
                && request.CostOfEach is { Messages: > 0 } or { Deletes: > 0 };
            throw;
        }
    }

    /// <inheritdoc cref="SendAsync{T}(ApiRequest, JsonTypeInfo{T}, IAttemptObserver, ExactReader{T}, CancellationToken)"/>
    public Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
        => SendAsync(request, type, observer: null, exact: null, cancellationToken);

    /// <summary>Sends a request for a file. X publishes no price for one, so that nothing is counted but the request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the request and its waits.</param>
    /// <returns>The response with the file, or a redirect, or the refusal of a part of it; the caller disposes of it.</returns>
    /// <exception cref="DmException">The request failed.</exception>
    public async Task<HttpResponseMessage> OpenFileAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var call = new ApiCall(request, operation, new AttemptCounter());
        using var message = call.ToMessage();
        try
        {
            var response = await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode
                || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
                || (ResponseStatus.IsRedirect(response) && response.Headers.Location is not null))
            {
                return response;
            }

            using (response)
                throw await ResponseReader.ReadFailureAsync(request, response, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw ResponseReader.NoResponse(call.Request, exception);
        }
        catch (ObjectDisposedException)
        {
            throw ConnectionClosed();
        }
    }

    private void Count(Cost cost) => operation.Usage.Count(cost);

    private async Task<T> ExchangeAsync<T>(ApiCall call, JsonTypeInfo<T> type, ExactReader<T>? exact, CancellationToken cancellationToken)
        where T : class
    {
        using var message = call.ToMessage();
        try
        {
            using var response = await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
            return await ResponseReader.ReadAsync(call.Request, response, type, clock, exact, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw ResponseReader.NoResponse(call.Request, exception);
        }
        catch (ObjectDisposedException)
        {
            throw ConnectionClosed();
        }
        catch (Exception exception)
            when (exception is not DmException && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw DmException.Unexpected(exception, call.Request.ToString());
        }
    }

    /// <summary>Throws if the connection was closed.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotConnected"/>.</exception>
    public void ThrowIfClosed()
    {
        if (pipeline.IsDisposed)
            throw ConnectionClosed();
    }

    public static DmException ConnectionClosed() => new(DmErrorKind.NotConnected, "The connection is closed.")
    {
        Reason = DmErrorReason.ConnectionClosed,
    };

    // An attempt whose response was lost may have had an effect, even if a later one had none.
    private static Cost WrittenBy(ApiCall call, SpendReservation reservation, int lostAttempts)
        => call.Request.Method != HttpMethod.Get && call.Attempts.Count > lostAttempts
            ? reservation.Cost with { Events = 0, Users = 0 }
            : default;

    // An attempt that ends with a 401 or a 429 is not counted among the attempts anyway.
    private static bool IsDefiniteRefusal(Exception failure) => failure is DmException
    {
        MayHaveHadEffect: false, StatusCode: not null, Kind: not (DmErrorKind.Authentication or DmErrorKind.RateLimit),
    };
}
