using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Serving;

namespace TwitterDm.Session;

/// <summary>
/// The sandboxes on a port. Each ends with the runspace that started it, and can be stopped from any runspace of the process.
/// </summary>
internal sealed class SandboxServers
{
    // Weak references to the runspaces. What is listening stays alive anyway.
    private static readonly ConditionalWeakTable<Runspace, SandboxServers> ByRunspace = [];

    private static readonly ConcurrentDictionary<int, SandboxListener> ByPort = new();

    private readonly object _gate = new();
    private readonly List<(DmSandbox Sandbox, SandboxListener Listener)> _started = [];

    /// <summary>The sandboxes of the runspace that runs this.</summary>
    public static SandboxServers Current => ByRunspace.GetValue(Runspace.DefaultRunspace, Create);

    /// <summary>The sandboxes that are running, in the order in which they were started.</summary>
    public IReadOnlyList<DmSandbox> Running
    {
        get
        {
            lock (_gate)
                return [.. _started.Select(started => started.Sandbox)];
        }
    }

    /// <summary>Stops the sandboxes of all runspaces.</summary>
    /// <returns>The addresses of those that were running.</returns>
    public static IReadOnlyList<Uri> StopEverywhere() => [.. ByPort.Values.Where(Stop).Select(listener => listener.BaseUri)];

    /// <summary>Stops a sandbox of any runspace of this process.</summary>
    /// <param name="address">Its address.</param>
    /// <returns>False if there is none.</returns>
    public static bool Stop(Uri address) => address.IsLoopback && ByPort.TryGetValue(address.Port, out var listener) && Stop(listener);

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">What to simulate.</param>
    /// <param name="port">The port, or 0 for any free port.</param>
    /// <param name="accountCount">The number of accounts to show.</param>
    /// <param name="faults">The faults to inject, each with the number of its request.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the port is not available.</exception>
    public DmSandbox Start(SandboxOptions options, int port, int accountCount, IEnumerable<string> faults)
    {
        var listener = Listen(options, port);
        foreach (var fault in faults)
            listener.Faults.Add(fault);
        var sandbox = Describe(listener, accountCount);
        ByPort[listener.Port] = listener;
        lock (_gate)
            _started.Add((sandbox, listener));
        return sandbox;
    }

    private static SandboxListener Listen(SandboxOptions options, int port)
    {
        try
        {
            return SandboxListener.Start(options, port);
        }
        catch (SocketException exception)
        {
            throw new DmException(DmErrorKind.InvalidRequest, $"The sandbox cannot listen on port {port}: {exception.Message}", exception)
            {
                RecommendedAction = "Choose another port, or omit -Port to use a free one.",
                Target = "Port",
            };
        }
    }

    private static DmSandbox Describe(SandboxListener listener, int accountCount)
    {
        var accounts = Enumerable.Range(1, accountCount).Select(number => Describe(listener.Api, number)).ToList();
        return new()
        {
            ApiBaseUri = listener.BaseUri,
            AccessToken = accounts[0].AccessToken,
            AppToken = SandboxCredentials.AppOnlyToken,
            ChatKey = accounts[0].ChatKey,
            ChatKeyVersion = accounts[0].ChatKeyVersion,
            Accounts = accounts,
        };
    }

    private static DmSandboxAccount Describe(SandboxApi api, int number)
    {
        var key = api.ChatKeyOf(number);
        return new()
        {
            UserId = key.UserId,
            Username = key.Username,
            AccessToken = SandboxCredentials.UserTokenOf(number),
            ChatKey = key.Key,
            ChatKeyVersion = key.Version,
        };
    }

    private static SandboxServers Create(Runspace runspace)
    {
        var servers = new SandboxServers();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
                servers.StopAll();
        };
        return servers;
    }

    private static bool Stop(SandboxListener listener)
    {
        // Another sandbox can have the port already.
        if (!ByPort.TryRemove(KeyValuePair.Create(listener.Port, listener)))
            return false;
        listener.Dispose();
        foreach (var (_, servers) in ByRunspace)
            servers.Forget(listener);
        return true;
    }

    private void Forget(SandboxListener listener)
    {
        lock (_gate)
            _started.RemoveAll(started => started.Listener == listener);
    }

    private void StopAll()
    {
        (DmSandbox Sandbox, SandboxListener Listener)[] all;
        lock (_gate)
            all = [.. _started];
        foreach (var (_, listener) in all)
            Stop(listener);
    }
}
