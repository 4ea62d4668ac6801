using TwitterDm.Storage;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>The next state of a checkpoint, which takes effect when the events are safe. Disposing of it before that leaves the checkpoint unchanged.</summary>
public sealed class PreparedCheckpoint : IDisposable
{
    private readonly PreparedFile _file;
    private readonly Func<bool> _isBehind;

    internal PreparedCheckpoint(PreparedFile file, Func<bool> isBehind)
    {
        _file = file;
        _isBehind = isBehind;
    }

    /// <summary>Advances the checkpoint, unless another run has brought it as far.</summary>
    /// <exception cref="DmException">It could not be written; the checkpoint is unchanged.</exception>
    public void Commit()
    {
        if (!_isBehind())
            _file.Commit();
    }

    /// <summary>Discards the next state unless it was committed.</summary>
    public void Dispose() => _file.Dispose();
}
