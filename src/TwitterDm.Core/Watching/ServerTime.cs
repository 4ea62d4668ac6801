using TwitterDm.Api;
using TwitterDm.Listing.Pages;
using TwitterDm.Usage;

namespace TwitterDm.Watching;

/// <summary>
/// Finds the time at X, for a start that counts for a whole watch. One response that reports another time than our clock proves nothing:
/// up to two more decide.
/// </summary>
internal static class ServerTime
{
    private const int MaxResponses = 2;

    /// <summary>The time at X when this was called; that of our clock if the responses contradict each other.</summary>
    /// <param name="context">The connection.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="DmException">A request failed, and another attempt would fail, too.</exception>
    public static async Task<DateTimeOffset> FindNowAsync(ListingContext context, Operation operation, CancellationToken cancellationToken)
    {
        var account = context.Account;
        var began = account.Clock.GetTimestamp();
        var outage = new WatchOutage(context.Policy.Notices, account.Clock);
        for (var responses = 0; responses < MaxResponses && !account.IsServerTimeProven;)
        {
            try
            {
                await context.CreateClient(operation).GetMeAsync(cancellationToken).ConfigureAwait(false);
                responses++;
            }
            catch (DmException error) when (WatchOutage.CanPass(error))
            {
                await Task.Delay(outage.Fail(error), account.Clock, cancellationToken).ConfigureAwait(false);
            }
        }

        outage.Recover();
        return (account.IsServerTimeProven ? account.ServerNow : account.Clock.GetUtcNow()) - account.Clock.GetElapsedTime(began);
    }
}
