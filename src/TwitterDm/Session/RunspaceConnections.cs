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

    /// <summary>The connections in the order they were opened; one that another runspace closed is no longer among them.</summary>
    public IReadOnlyList<DmConnection> Open
    {
        get
        {
            lock (_gate)
                return [.. _open.Where(connection => connection.IsOpen)];
        }
    }

    /// <summary>Closes the open connections of all runspaces.</summary>
    /// <returns>Those that were open.</returns>
    public static IReadOnlyList<DmConnection> CloseEverywhere()
    {
        var closed = new List<DmConnection>();
        foreach (var (_, connections) in ByRunspace)
        {
            foreach (var connection in connections.Open)
            {
                connections.Close(connection);
                closed.Add(connection);
            }
        }

        return closed;
    }

    /// <summary>Adds a connection and makes it the current one.</summary>
    public void Add(DmConnection connection, TokenRefreshCallback? callback = null)
    {
        Select(connection);
        if (callback is null)
            return;
        lock (_gate)
            _callbacks[connection] = callback;
    }

    /// <summary>Makes a connection the current one; one of another runspace is listed here from now on.</summary>
    public void Select(DmConnection connection)
    {
        lock (_gate)
        {
            if (!_open.Contains(connection))
                _open.Add(connection);
            _default = connection;
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
}
