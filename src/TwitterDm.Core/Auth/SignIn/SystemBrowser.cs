using System.ComponentModel;
using System.Diagnostics;

namespace TwitterDm.Auth.SignIn;

/// <summary>
/// Opens an address in the user's browser. No shell is involved, and programs are looked up only on the path, never in the current folder,
/// so no character of the address is interpreted, and no stray file is run.
/// </summary>
/// <param name="variable">Reads an environment variable; null reads those of the process.</param>
internal sealed class SystemBrowser(Func<string, string?>? variable = null)
{
    // A launcher hands over to the browser and exits with a status; a program that is still running after this time is the browser itself.
    private static readonly TimeSpan HandOver = TimeSpan.FromSeconds(3);

    private readonly Func<string, string?> _variable = variable ?? Environment.GetEnvironmentVariable;

    /// <summary>Opens the address.</summary>
    /// <exception cref="InvalidOperationException">No browser could be opened; the message says why.</exception>
    public void Open(Uri address)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true })?.Dispose();
            else if (OperatingSystem.IsMacOS())
                Run("/usr/bin/open", [address.AbsoluteUri]);
            else
                OpenOnUnix(address);
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("the system could not start a browser", exception);
        }
    }

    /// <summary>
    /// The programs to try, each with its arguments: those of <c>$BROWSER</c> (separated by colons, <c>%s</c> for the address), then the
    /// desktop's.
    /// </summary>
    internal IEnumerable<string[]> Commands(Uri address)
    {
        foreach (var wanted in (_variable("BROWSER") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
                yield return With(words, address.AbsoluteUri);
        }

        // Without a display these would start a text browser in the terminal.
        if (HasDisplay)
            yield return ["xdg-open", address.AbsoluteUri];
        if (_variable("WSL_DISTRO_NAME") is { Length: > 0 })
            yield return ["wslview", address.AbsoluteUri];
    }

    private bool HasDisplay => _variable("DISPLAY") is { Length: > 0 } || _variable("WAYLAND_DISPLAY") is { Length: > 0 };

    private static string[] With(string[] words, string address)
        => Array.Exists(words, word => word.Contains("%s", StringComparison.Ordinal))
            ? [words[0], .. words.Skip(1).Select(word => word.Replace("%s", address, StringComparison.Ordinal))]
            : [.. words, address];

    private void OpenOnUnix(Uri address)
    {
        var tried = new List<string>();
        foreach (var command in Commands(address))
        {
            if (FindProgram(command[0]) is { } program && Run(program, command[1..]))
                return;
            tried.Add(command[0]);
        }

        throw new InvalidOperationException(tried.Count == 0 ? "there is no display" : $"none of these worked: {string.Join(", ", tried)}");
    }

    private string? FindProgram(string name)
    {
        if (Path.IsPathRooted(name))
            return File.Exists(name) ? name : null;
        return (_variable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Where(Path.IsPathRooted)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    private static bool Run(string program, string[] arguments)
    {
        // The browser's output is discarded: in a pipeline it would mix with the output of the user's command.
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start);
        if (process is null)
            return false;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // The process is not disposed while it runs: that would close its output, and writing to it could kill the browser.
        if (!process.WaitForExit(HandOver))
            return true;
        using (process)
            return process.ExitCode == 0;
    }
}
