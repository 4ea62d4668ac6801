using TwitterDm.Api;
using TwitterDm.Http;

namespace TwitterDm.Watching.Streaming;

/// <summary>One connection to the stream of live events: lines of JSON, and an empty line every 20 seconds at the latest.</summary>
internal sealed class ActivityStream : IDisposable
{
    // X promises a line every 20 seconds; the margin is for the network.
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _response;
    private readonly BoundedLines _lines;
    private readonly TimeProvider _clock;

    private ActivityStream(HttpResponseMessage response, Stream body, TimeProvider clock)
        => (_response, _lines, _clock) = (response, new BoundedLines(body), clock);

    /// <summary>Connects.</summary>
    /// <exception cref="DmException">X refused, or did not respond.</exception>
    public static async Task<ActivityStream> ConnectAsync(AppConnection app, CancellationToken cancellationToken)
    {
        var response = await InTimeAsync(app.OpenStreamAsync, app.Clock, cancellationToken).ConfigureAwait(false);
        try
        {
            // Reading a refusal throws what it says.
            if (!response.IsSuccessStatusCode)
            {
                _ = await InTimeAsync(
                        token => ResponseReader.ReadAsync(
                            ActivityEndpoints.Stream,
                            response,
                            ApiJson.Default.WireDone,
                            app.Clock,
                            exact: null,
                            token),
                        app.Clock,
                        cancellationToken)
                    .ConfigureAwait(false);
            }

            return new(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), app.Clock);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next line that is not a keep-alive.</summary>
    /// <returns>What it says; null at the end.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.Service"/>: the connection was lost, or X was silent for too long.</exception>
    public async Task<ActivityMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await InTimeAsync(token => _lines.ReadAsync(token), _clock, cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                return ActivityMessage.Read(line);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }

    private static async Task<T> InTimeAsync<T>(
        Func<CancellationToken, Task<T>> read,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(MaxSilence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await read(either.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
        {
            throw ResponseReader.NoResponse(
                ActivityEndpoints.Stream,
                exception as HttpRequestException ?? (exception is IOException ? exception : new IOException(exception.Message, exception)));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw ResponseReader.NoResponse(
                ActivityEndpoints.Stream,
                new IOException(FormattableString.Invariant($"The stream was silent for {MaxSilence.TotalSeconds} seconds."), exception));
        }
    }
}
