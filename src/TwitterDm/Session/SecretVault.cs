using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Net;
using System.Security;

namespace TwitterDm.Session;

/// <summary>
/// Reads and writes secrets of a vault of Microsoft.PowerShell.SecretManagement. A refresh runs on any thread, and cmdlets need a runspace:
/// each call has its own.
/// </summary>
internal sealed class SecretVault(string vault)
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    /// <summary>The secret of a name; null where there is none.</summary>
    public string? Read(string name)
    {
        using var shell = PowerShell.Create(RunspaceMode.NewRunspace);
        var results = Invoke(shell.AddCommand(Module + @"\Get-SecretInfo").AddParameter("Vault", vault).AddParameter("Name", name));
        if (results.Count == 0)
            return null;
        shell.Commands.Clear();
        var secret = Invoke(shell.AddCommand(Module + @"\Get-Secret").AddParameter("Vault", vault).AddParameter("Name", name)).FirstOrDefault()?.BaseObject;
        return secret is SecureString secure ? new NetworkCredential(string.Empty, secure).Password : secret as string;
    }

    /// <summary>The names of the vault's secrets that begin so.</summary>
    public IReadOnlyList<string> Names(string prefix)
    {
        using var shell = PowerShell.Create(RunspaceMode.NewRunspace);
        return [.. Invoke(shell.AddCommand(Module + @"\Get-SecretInfo").AddParameter("Vault", vault).AddParameter("Name", prefix + "*"))
            .Select(info => info.Properties["Name"]?.Value?.ToString()).OfType<string>()];
    }

    public void Write(string name, string secret)
    {
        using var shell = PowerShell.Create(RunspaceMode.NewRunspace);
        Invoke(shell.AddCommand(Module + @"\Set-Secret").AddParameter("Vault", vault).AddParameter("Name", name)
            .AddParameter("SecureStringSecret", new NetworkCredential(string.Empty, secret).SecurePassword));
    }

    public void Remove(string name)
    {
        using var shell = PowerShell.Create(RunspaceMode.NewRunspace);
        Invoke(shell.AddCommand(Module + @"\Remove-Secret").AddParameter("Vault", vault).AddParameter("Name", name));
    }

    private Collection<PSObject> Invoke(PowerShell shell)
    {
        try
        {
            return shell.AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
        }
        catch (RuntimeException exception)
        {
            throw new DmException(DmErrorKind.Authentication, $"The secret vault '{vault}' could not be used: {TwitterDm.Text.VisibleText.Of(exception.Message, 300)}", exception)
            {
                RecommendedAction = $"Check that the module {Module} is installed, and that the vault is registered and unlocked (Get-SecretVault, Test-SecretVault).",
            };
        }
    }
}
