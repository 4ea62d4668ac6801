using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Notices;
using TwitterDm.Session;

namespace TwitterDm.Commands;

/// <summary>The base of the cmdlets that communicate with X over a connection.</summary>
public abstract class DmConnectedCommand : DmCommand
{
    private TokenRefreshCallback? _callback;

    /// <summary>The connection to use, or its name; by default, the current one of this runspace.</summary>
    [Parameter]
    [ConnectionArgument]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public DmConnection? Connection { get; set; }

    /// <summary>The connection that was named; otherwise the current one.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotConnected"/>: there is none, or it was closed.</exception>
    private protected DmConnection UsedConnection => CheckOpen(Connection ?? RunspaceConnections.Current.Default ?? throw NotConnected());

    /// <summary>A client of this cmdlet's connection.</summary>
    private protected DmClient CreateClient(DmRateLimitAction onRateLimit = DmRateLimitAction.Wait, TimeSpan? maxWait = null)
    {
        var connection = UsedConnection;
        _callback = RunspaceConnections.Current.CallbackOf(connection);
        return new(connection, new DmCallOptions { Notices = Notices, OnRateLimit = onRateLimit, MaxWait = maxWait });
    }

    private protected override void AfterNotices() => _callback?.Deliver(WriteBesides);

    /// <summary>Refuses a connection that was closed, also for a command that makes no request.</summary>
    internal static DmConnection CheckOpen(DmConnection connection) => connection.IsOpen
        ? connection
        : throw new DmException(DmErrorKind.NotConnected, ConnectionName.Closed(connection)) { Reason = DmErrorReason.ConnectionClosed };

    /// <summary>The error of a command that finds no connection.</summary>
    internal static DmException NotConnected() => ConnectionName.NoneCurrent(RunspaceConnections.Current.Open);
}
