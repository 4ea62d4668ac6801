using System.Text.Json.Serialization.Metadata;
using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.Http;

/// <summary>The one way out: every request of every endpoint passes here.</summary>
internal sealed class ApiClient(HttpPipeline pipeline, DmCallOptions options, TimeProvider clock, UsageMeter usage)
{
    /// <summary>Counts what the requests cost.</summary>
    public UsageMeter Usage => usage;

    /// <summary>Sends a request and reads its answer.</summary>
    /// <exception cref="DmException">Anything but the answer that was asked for.</exception>
    public async Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var hold = usage.SpendReservation(request);
        try
        {
            var answer = await ExchangeAsync(request, type, cancellationToken).ConfigureAwait(false);
            Count(hold.Settle(BillableItems.Of(answer)));
            return answer;
        }
        catch (Exception exception)
        {
            Count(hold.Fail(exception));
            throw;
        }
    }

    private void Count(Cost cost) => options.Share?.Count(cost);

    private async Task<T> ExchangeAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var message = request.ToMessage(options);
        try
        {
            using var response = await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
            return await ResponseReader.ReadAsync(request, response, type, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw ResponseReader.Unreachable(request, exception);
        }
        catch (ObjectDisposedException)
        {
            throw DmConnection.Closed();
        }
    }
}
