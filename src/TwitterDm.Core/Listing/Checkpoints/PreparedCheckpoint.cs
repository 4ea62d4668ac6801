using TwitterDm.Storage;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>A checkpoint that is written, and takes its place when the events are safe; disposed of before that, it never was.</summary>
internal sealed class PreparedCheckpoint(PreparedFile file, Func<bool> isBehind) : IDisposable
{
    /// <summary>Advances the checkpoint, unless another run has brought it as far.</summary>
    /// <exception cref="DmException">It could not be written; what was there is there.</exception>
    public void Commit()
    {
        if (!isBehind())
            file.Commit();
    }

    public void Dispose() => file.Dispose();
}
