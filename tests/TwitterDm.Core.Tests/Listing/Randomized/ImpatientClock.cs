using System.Diagnostics;
using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Listing.Randomized;

/// <summary>
/// Advances the clock while listings run: waits end at once; a timeout fires only after a period without activity, since a response is then
/// missing.
/// </summary>
internal sealed class ImpatientClock
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>The number of timeouts that fired: for missing responses, or on a machine that is too busy.</summary>
    public int TimeOuts { get; private set; }

    /// <summary>Advances the clock until a task has ended.</summary>
    public async Task RunAsync(TestApi api, Task task)
    {
        var (quiet, before) = (Stopwatch.StartNew(), State(api));
        while (!task.IsCompleted)
        {
            if (State(api) is var state && state != before)
            {
                before = state;
                quiet.Restart();
            }

            if (api.Clock.NextDue is { } due && due - api.Clock.GetUtcNow() is var wait && (wait <= MaxWait || quiet.Elapsed > Patience))
            {
                TimeOuts += wait > MaxWait ? 1 : 0;
                api.Clock.Advance(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            }
            else
            {
                await Task.WhenAny(task, Task.Delay(1));
            }
        }

        await task;
    }

    private static (DateTimeOffset? Due, long Requests) State(TestApi api) => (api.Clock.NextDue, api.Server.Api.RequestCount);
}
