namespace TwitterDm.Storage;

/// <summary>A replacement of a file of which only the rename is left to do.</summary>
internal sealed class PreparedFile(Action rename, Action abandon) : IDisposable
{
    private bool _isDone;

    /// <summary>Puts the new content in the old one's place.</summary>
    /// <exception cref="DmException">It could not be; what was there is there.</exception>
    public void Commit()
    {
        rename();
        _isDone = true;
    }

    public void Dispose()
    {
        if (!_isDone)
            abandon();
    }
}
