using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace TwitterDm.Session;

/// <summary>The open connections of one runspace, and which of them is the current one. A new runspace has none.</summary>
internal sealed class RunspaceConnections
{
    // Weak by runspace: what a closed runspace left behind can be collected.
    private static readonly ConditionalWeakTable<Runspace, RunspaceConnections> ByRunspace = [];

    private readonly object _gate = new();
    private readonly List<DmConnection> _open = [];
    private readonly Dictionary<DmConnection, TokenRefreshCallback> _handlers = [];
    private DmConnection? _default;

    /// <summary>Those of the runspace that runs this.</summary>
    public static RunspaceConnections Current => ByRunspace.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>The connection for a command that names none.</summary>
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
    public void Add(DmConnection connection, TokenRefreshCallback? handler = null)
    {
        lock (_gate)
        {
            _open.Add(connection);
            _default = connection;
            if (handler is not null)
                _handlers[connection] = handler;
        }
    }

    /// <summary>What this runspace does with a connection's new tokens; a script block belongs to the runspace that made it.</summary>
    public TokenRefreshCallback? HandlerOf(DmConnection connection)
    {
        lock (_gate)
            return _handlers.GetValueOrDefault(connection);
    }

    /// <summary>Closes a connection. No other one becomes current: that would be another account without anybody saying so.</summary>
    public void Close(DmConnection connection)
    {
        lock (_gate)
        {
            _open.Remove(connection);
            _handlers.Remove(connection);
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
