namespace TwitterDm.Media;

/// <summary>Lets one operation at a time work on a name.</summary>
internal sealed class NameLocks
{
    private readonly Dictionary<string, (SemaphoreSlim Turn, int Users)> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits until the name is free.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Frees the name when it is disposed of.</returns>
    public async Task<IDisposable> EnterAsync(string name, CancellationToken cancellationToken)
    {
        var turn = Join(name);
        try
        {
            await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Lock(this, name, turn);
        }
        catch
        {
            Leave(name);
            throw;
        }
    }

    private SemaphoreSlim Join(string name)
    {
        lock (_names)
        {
            var (turn, users) = _names.TryGetValue(name, out var found) ? found : (new SemaphoreSlim(1), 0);
            _names[name] = (turn, users + 1);
            return turn;
        }
    }

    private void Leave(string name)
    {
        lock (_names)
        {
            var (turn, users) = _names[name];
            if (users == 1)
                _names.Remove(name);
            else
                _names[name] = (turn, users - 1);
        }
    }

    private sealed class Lock(NameLocks owner, string name, SemaphoreSlim turn) : IDisposable
    {
        public void Dispose()
        {
            turn.Release();
            owner.Leave(name);
        }
    }
}
