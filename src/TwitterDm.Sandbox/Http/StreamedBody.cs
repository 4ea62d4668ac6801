namespace TwitterDm.Sandbox.Http;

/// <summary>A body that goes on until one side closes the connection. It can be read once.</summary>
public sealed class StreamedBody : IDisposable
{
    private readonly Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> _read;
    private readonly Action _closed;

    internal StreamedBody(Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> read, Action closed)
        => (_read, _closed) = (read, closed);

    /// <summary>Reads the body part by part, as the parts come. Each is to be sent at once.</summary>
    /// <param name="cancellationToken">Ends the wait for the next part.</param>
    /// <returns>The parts: whole lines with their line breaks.</returns>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken) => _read(cancellationToken);

    /// <summary>Tells the sandbox that the client has disconnected.</summary>
    public void Dispose() => _closed();

    /// <summary>The same stream with other parts.</summary>
    internal StreamedBody With(
        Func<IAsyncEnumerable<ReadOnlyMemory<byte>>, CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> change) => new(ct => change(_read(ct), ct), _closed);
}
