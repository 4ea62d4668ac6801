using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Net;
using System.Security;
using TwitterDm.Profiles;
using TwitterDm.Text;

namespace TwitterDm.Session;

/// <summary>
/// A vault of Microsoft.PowerShell.SecretManagement. A refresh can run on any thread, and cmdlets need a runspace, so each call has its
/// own.
/// </summary>
/// <param name="vault">The vault's name.</param>
internal sealed class SecretVault(string vault) : ISecretVault
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    public string Name => vault;

    /// <summary>The names of the registered vaults; none where the module is not installed. Does not open them.</summary>
    public static IReadOnlyList<string> FindRegistered()
    {
        using var shell = PowerShell.Create(RunspaceMode.NewRunspace);
        try
        {
            return [
                .. shell
                    .AddCommand(Module + @"\Get-SecretVault")
                    .Invoke()
                    .Select(found => found.Properties["Name"]?.Value?.ToString())
                    .OfType<string>(),
            ];
        }
        catch (RuntimeException)
        {
            return [];
        }
    }

    public string? Read(string name)
    {
        using var shell = PowerShell.Create(RunspaceMode.NewRunspace);
        var results = Invoke(shell.AddCommand(Module + @"\Get-SecretInfo").AddParameter("Vault", vault).AddParameter("Name", name));
        if (results.Count == 0)
            return null;
        shell.Commands.Clear();
        var secret = Invoke(shell.AddCommand(Module + @"\Get-Secret").AddParameter("Vault", vault).AddParameter("Name", name))
            .FirstOrDefault()
            ?.BaseObject;
        return secret is SecureString secure ? new NetworkCredential(string.Empty, secure).Password : secret as string;
    }

    public IReadOnlyList<string> FindNames(string prefix)
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
            throw new DmException(
                DmErrorKind.Authentication,
                $"The secret vault '{vault}' could not be used: {VisibleText.Of(exception.Message, 300)}",
                exception)
            {
                Reason = DmErrorReason.SecretVaultUnavailable,
            };
        }
    }
}
