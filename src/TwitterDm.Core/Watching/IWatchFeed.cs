namespace TwitterDm.Watching;

/// <summary>Where the events of a watch come from: polls alone, or a stream with polls that fill its gaps.</summary>
internal interface IWatchFeed : IAsyncDisposable
{
    /// <summary>Waits for what is new.</summary>
    /// <returns>Events that were not returned before, oldest first; there can be none.</returns>
    /// <exception cref="DmException">It could not be read, and another attempt would fail, too.</exception>
    Task<IReadOnlyList<DmEvent>> ReadAsync(CancellationToken cancellationToken);
}
