namespace TwitterDm.Storage;

/// <summary>The replacement of a file, complete except for the rename.</summary>
internal sealed class PreparedFile(Action rename, Action abandon) : IDisposable
{
    private bool _isDone;

    /// <summary>Replaces the old content with the new content.</summary>
    /// <exception cref="DmException">It could not be replaced; the old content is unchanged.</exception>
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
