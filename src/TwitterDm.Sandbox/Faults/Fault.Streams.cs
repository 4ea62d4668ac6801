using System.Runtime.CompilerServices;
using TwitterDm.Sandbox.Activity;

namespace TwitterDm.Sandbox.Faults;

/// <content>Faults of the stream of live events. They have no effect on other responses.</content>
public sealed partial class Fault
{
    /// <summary>A stream that sends each event twice.</summary>
    public static Fault StreamDuplicate { get; } = Streamed((parts, _) => DuplicateAsync(parts));

    /// <summary>A stream that swaps each two events that follow each other.</summary>
    public static Fault StreamOutOfOrder { get; } = Streamed((parts, _) => SwapAsync(parts));

    /// <summary>A stream whose connection is reset after some events.</summary>
    /// <param name="events">The number of events.</param>
    /// <returns>The fault.</returns>
    public static Fault StreamCut(int events) => Streamed((parts, _) => TakeAsync(parts, events), isReset: true);

    /// <summary>A stream that sends nothing after some events, not even the empty lines that keep it alive.</summary>
    /// <param name="events">The number of events.</param>
    /// <returns>The fault.</returns>
    public static Fault StreamSilence(int events) => Streamed((parts, ct) => SilenceAsync(parts, events, ct));

    /// <summary>A stream that ends after some events, with an error that says so.</summary>
    /// <param name="events">The number of events.</param>
    /// <returns>The fault.</returns>
    public static Fault StreamDisconnect(int events) => Streamed((parts, _) => DisconnectAsync(parts, events));

    /// <summary>A stream that leaves out events.</summary>
    /// <param name="every">Every how many events one is left out.</param>
    /// <returns>The fault.</returns>
    public static Fault StreamMissed(int every) => Streamed((parts, _) => MissAsync(parts, every));

    private static Fault Streamed(
        Func<IAsyncEnumerable<ReadOnlyMemory<byte>>, CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> change, bool isReset = false) => new(async exchange =>
    {
        var response = await exchange.HandleAsync().ConfigureAwait(false);
        if (response.Stream is not { } stream)
        {
            await exchange.SendAsync(response).ConfigureAwait(false);
            return;
        }

        await exchange.SendAsync(response with { Stream = stream.With(change) }).ConfigureAwait(false);
        if (isReset)
            await exchange.AbortWhenSentAsync().ConfigureAwait(false);
    });

    // With no events at all, it ends without waiting for the first.
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> TakeAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> parts, int events)
    {
        if (events == 0)
            yield break;
        var sent = 0;
        await foreach (var part in parts.ConfigureAwait(false))
        {
            yield return part;
            if (IsEvent(part) && ++sent == events)
                yield break;
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> SilenceAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> parts, int events, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var part in TakeAsync(parts, events).ConfigureAwait(false))
            yield return part;
        await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> DisconnectAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> parts, int events)
    {
        await foreach (var part in TakeAsync(parts, events).ConfigureAwait(false))
            yield return part;
        yield return StreamLines.Disconnect(StreamLines.UpstreamOperational);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> DuplicateAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> parts)
    {
        await foreach (var part in parts.ConfigureAwait(false))
        {
            yield return part;
            if (IsEvent(part))
                yield return part;
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> SwapAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> parts)
    {
        ReadOnlyMemory<byte>? held = null;
        await foreach (var part in parts.ConfigureAwait(false))
        {
            if (IsEvent(part) && held is null)
            {
                held = part;
                continue;
            }

            yield return part;
            if (held is { } earlier && IsEvent(part))
            {
                held = null;
                yield return earlier;
            }
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> MissAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> parts, int every)
    {
        var number = 0;
        await foreach (var part in parts.ConfigureAwait(false))
        {
            if (!IsEvent(part) || ++number % every != 0)
                yield return part;
        }
    }

    private static bool IsEvent(ReadOnlyMemory<byte> part) => part.Length > StreamLines.KeepAlive.Length;
}
