using System.Runtime.InteropServices;
using TwitterDm.Sandbox.Faults;

namespace TwitterDm.Sandbox.Host;

/// <summary>The command line program.</summary>
internal static class Program
{
    private const int BadArguments = 2;
    private const int CannotListen = 1;

    public static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(arguments, Console.Out, Console.Error, stop.Token).ConfigureAwait(false);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        try
        {
            var read = HostArguments.Parse(arguments);
            if (read.Help)
            {
                await output
                    .WriteLineAsync($"{HostArguments.Usage}\n\nFaults: {string.Join(", ", FaultKinds.Names)}")
                    .ConfigureAwait(false);
            }
            else
                await ServeAsync(read, output, stop).ConfigureAwait(false);
            return 0;
        }
        catch (FormatException problem)
        {
            await errors.WriteLineAsync(problem.Message).ConfigureAwait(false);
            return BadArguments;
        }
        catch (IOException problem)
        {
            await errors.WriteLineAsync(problem.Message).ConfigureAwait(false);
            return CannotListen;
        }
    }

    private static async Task ServeAsync(HostArguments arguments, TextWriter output, CancellationToken stop)
    {
        var server = await SandboxServer.StartAsync(arguments.Options, arguments.Port, stop).ConfigureAwait(false);
        await using var _ = server.ConfigureAwait(false);
        foreach (var (request, fault) in arguments.Faults)
            server.Faults.At(request, fault);
        foreach (var (round, fault) in arguments.RepeatedFaults)
            server.Faults.Every(round, fault);
        // Scripts read the URL from the first word of the first line.
        await output
            .WriteLineAsync(
                $"{server.BaseUri.AbsoluteUri} is listening. Bearer tokens: {SandboxCredentials.UserToken} (user), {SandboxCredentials.AppOnlyToken} (app-only).")
            .ConfigureAwait(false);
        await output.WriteLineAsync(
            $"To sign in, open {new Uri(server.BaseUri, "/i/oauth2/authorize")} with the client id {SandboxCredentials.ClientId} "
            + $"and the redirect URI http://localhost:PORT/callback, or refresh with {SandboxCredentials.RefreshToken}.")
            .ConfigureAwait(false);
        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
