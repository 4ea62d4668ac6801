using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace TwitterDm.Session;

/// <summary>The open connections of one runspace, and which of them is the current one. A new runspace has none.</summary>
internal sealed class RunspaceConnections
{
    // Weak references to the runspaces: the connections of a closed one can be collected.
    private static readonly ConditionalWeakTable<Runspace, RunspaceConnections> ByRunspace = [];

    private readonly object _gate = new();
    private readonly List<DmConnection> _open = [];
    private readonly Dictionary<DmConnection, TokenRefreshCallback> _callbacks = [];
    private DmConnection? _default;

    /// <summary>The connections of the runspace that runs this.</summary>
    public static RunspaceConnections Current => ByRunspace.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>The connection for a command that does not name one.</summary>
    public DmConnection? Default
    {
        get
        {
            lock (_gate)
                return _default;
        }
    }

    public IReadOnlyList<DmConnection> Open
    {
        get
        {
            lock (_gate)
                return [.. _open];
        }
    }

    /// <summary>Adds a connection and makes it the current one.</summary>
    public void Add(DmConnection connection, TokenRefreshCallback? callback = null)
    {
        lock (_gate)
        {
            _open.Add(connection);
            _default = connection;
            if (callback is not null)
                _callbacks[connection] = callback;
        }
    }

    /// <summary>What this runspace does with a connection's new tokens; a script block belongs to the runspace that created it.</summary>
    public TokenRefreshCallback? CallbackOf(DmConnection connection)
    {
        lock (_gate)
            return _callbacks.GetValueOrDefault(connection);
    }

    /// <summary>Closes a connection. No other connection becomes the current one: that would silently switch to another account.</summary>
    public void Close(DmConnection connection)
    {
        lock (_gate)
        {
            _open.Remove(connection);
            _callbacks.Remove(connection);
            if (ReferenceEquals(_default, connection))
                _default = null;
        }

        connection.Dispose();
    }

    public void CloseAll()
    {
        foreach (var connection in Open)
            Close(connection);
    }
}
