using System.Text.Json.Serialization.Metadata;
using TwitterDm.Costs;
using TwitterDm.Notices;

namespace TwitterDm.Http;

/// <summary>The one way out: every request of every endpoint passes here.</summary>
internal sealed class DmSender(DmPipeline pipeline, DmCallOptions options, TimeProvider clock, UsageMeter usage)
{
    /// <summary>Counts what the requests cost.</summary>
    public UsageMeter Usage => usage;

    /// <summary>Sends a request and reads its answer.</summary>
    /// <exception cref="DmException">Anything but the answer that was asked for.</exception>
    public async Task<T> SendAsync<T>(DmRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var hold = usage.Hold(request);
        try
        {
            var answer = await ExchangeAsync(request, type, cancellationToken).ConfigureAwait(false);
            Count(hold.Settle(Bill.Of(answer)));
            return answer;
        }
        catch (Exception exception)
        {
            Count(hold.Fail(exception));
            throw;
        }
    }

    private void Count(Cost cost) => options.Share?.Count(cost);

    private async Task<T> ExchangeAsync<T>(DmRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var message = request.ToMessage(options);
        try
        {
            using var response = await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
            return await AnswerReader.ReadAsync(request, response, type, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw AnswerReader.Unreachable(request, exception);
        }
        catch (ObjectDisposedException)
        {
            throw DmConnection.Closed();
        }
    }
}
