using System.Globalization;
using System.Runtime.CompilerServices;

namespace TwitterDm.Testing;

/// <summary>How long tests wait. Nothing here is an expectation: a bound ends a test that would otherwise wait forever.</summary>
public static class Bounds
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(2);

    /// <summary>The bound of one wait: shorter than a test's, so that the wait says what it waited for.</summary>
    public static TimeSpan Wait { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The bound of a whole test; see <see cref="BoundedTestFramework"/>.</summary>
    public static TimeSpan Test { get; } = TimeSpan.FromMinutes(3);

    /// <summary>Waits, by real time, until a condition holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">What it is called when it does not hold in time.</param>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static async Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        for (var end = Environment.TickCount64 + (long)Wait.TotalMilliseconds; !condition(); await Task.Delay(BetweenLooks).ConfigureAwait(false))
        {
            if (Environment.TickCount64 > end)
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"This did not happen within {Wait.TotalSeconds} seconds: {what}"));
        }
    }

    /// <summary>Awaits work that needs no time of a clock that stands still.</summary>
    /// <param name="work">The work.</param>
    /// <param name="clock">The clock that the work uses.</param>
    /// <param name="bound">The bound; <see cref="Wait"/> if there is none.</param>
    /// <param name="what">What the work is called when it does not end in time.</param>
    /// <exception cref="TimeoutException">It did not end in time; the message says whether it waits for the clock.</exception>
    public static async Task WithinBoundsAsync(
        this Task work, ManualClock clock, TimeSpan? bound = null, [CallerArgumentExpression(nameof(work))] string what = "")
    {
        try
        {
            await work.WaitAsync(bound ?? Wait).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            throw Overdue(clock, bound ?? Wait, what);
        }
    }

    /// <summary>The same for work with a result.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="work">The work.</param>
    /// <param name="clock">The clock that the work uses.</param>
    /// <param name="bound">The bound; <see cref="Wait"/> if there is none.</param>
    /// <param name="what">What the work is called when it does not end in time.</param>
    /// <returns>The result.</returns>
    public static async Task<T> WithinBoundsAsync<T>(
        this Task<T> work, ManualClock clock, TimeSpan? bound = null, [CallerArgumentExpression(nameof(work))] string what = "")
    {
        await ((Task)work).WithinBoundsAsync(clock, bound, what).ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }

    /// <summary>The same for each step of an enumeration.</summary>
    /// <typeparam name="T">What is enumerated.</typeparam>
    /// <param name="items">The enumeration.</param>
    /// <param name="clock">The clock that the enumeration uses.</param>
    /// <param name="bound">The bound of one step; <see cref="Wait"/> if there is none.</param>
    /// <param name="what">What the enumeration is called when a step does not end in time.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The items.</returns>
    public static async IAsyncEnumerable<T> WithinBoundsAsync<T>(
        this IAsyncEnumerable<T> items,
        ManualClock clock,
        TimeSpan? bound = null,
        [CallerArgumentExpression(nameof(items))] string what = "",
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var enumerator = items.GetAsyncEnumerator(cancellationToken);
        var isMoving = false;
        try
        {
            while (true)
            {
                isMoving = true;
                var hasMoved = await enumerator.MoveNextAsync().AsTask().WithinBoundsAsync(clock, bound, what).ConfigureAwait(false);
                isMoving = false;
                if (!hasMoved)
                    yield break;
                yield return enumerator.Current;
            }
        }
        finally
        {
            // An enumerator that still moves cannot be disposed of, and one that threw has ended.
            if (!isMoving)
                await enumerator.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static TimeoutException Overdue(ManualClock clock, TimeSpan bound, string what)
    {
        var why = clock.NextDue is { } due
            ? $"it may wait for the test's clock, which stands at {clock.GetUtcNow():HH:mm:ss.fff} while the next timer is due at {due:HH:mm:ss.fff}, and the test does not move it here"
            : "it does not wait for the test's clock";
        return new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"This did not end within {bound.TotalSeconds} seconds: {what}; {why}."));
    }
}
