using TwitterDm.Http;

namespace TwitterDm.Api;

/// <summary>Sends requests that delete.</summary>
internal static class Deletions
{
    /// <summary>Sends a request that deletes, and can be repeated without further effect.</summary>
    /// <param name="client">Sends the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Whether X deleted what the request names.</returns>
    /// <exception cref="DmException">The request failed.</exception>
    public static async Task<bool> DeleteAsync(this ApiClient client, ApiRequest request, CancellationToken cancellationToken)
    {
        var attempts = new AttemptCounter();
        try
        {
            var response = await client
                .SendAsync(request, ApiJson.Default.Deleted, attempts, exact: null, cancellationToken)
                .ConfigureAwait(false);
            return response.Data?.Deleted ?? throw ResponseReader.Missing(request, response.Problems);
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.NotFound && attempts.Count > 1)
        {
            // An earlier attempt deleted it, and its response was lost.
            return true;
        }
    }
}
