using System.Management.Automation;
using TwitterDm.Notices;
using TwitterDm.Session;

namespace TwitterDm.Commands;

/// <summary>The base of the cmdlets that communicate with X over a connection.</summary>
public abstract class DmConnectedCommand : DmCommand
{
    private DmConnection? _connection;

    /// <summary>The connection to use; by default, the current one of this runspace.</summary>
    [Parameter]
    [ValidateNotNull]
    public DmConnection? Connection { get; set; }

    /// <summary>The connection that was named; otherwise the current one.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotConnected"/>: there is none.</exception>
    private protected DmConnection UsedConnection => Connection ?? RunspaceConnections.Current.Default ?? throw NotConnected();

    /// <summary>A client of this cmdlet's connection.</summary>
    private protected DmClient CreateClient(DmRateLimitAction onRateLimit = DmRateLimitAction.Wait, TimeSpan? maxWait = null)
    {
        _connection = UsedConnection;
        return new(_connection, new DmCallOptions { Notices = Notices, OnRateLimit = onRateLimit, MaxWait = maxWait });
    }

    private protected override void AfterNotices()
    {
        if (_connection is not null)
            RunspaceConnections.Current.CallbackOf(_connection)?.Deliver(WriteBesides);
    }

    /// <summary>The error of a command that finds no connection.</summary>
    internal static DmException NotConnected() => new(DmErrorKind.NotConnected, "There is no connection to X in this session.");
}
