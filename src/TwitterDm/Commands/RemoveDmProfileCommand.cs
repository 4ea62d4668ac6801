using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;
using TwitterDm.Session;
using TwitterDm.Text;

namespace TwitterDm.Commands;

/// <summary>Removes saved sign-ins; open connections stay open.</summary>
[Cmdlet(VerbsCommon.Remove, "DmProfile", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveDmProfileCommand : DmCommand
{
    /// <summary>The names, without wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The vault of Microsoft.PowerShell.SecretManagement that keeps them, instead of files.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(SecretVaultCompleter))]
    public string? SecretVault { get; set; }

    // The property of a sign-in that a file keeps is null. A variable that is not set must not stand for the files.
    private protected override void Begin() => RejectEmpty(nameof(SecretVault));

    private protected override void Process() => ForEach(Name, "sign-in", Remove);

    private void Remove(string name)
    {
        var vault = string.IsNullOrEmpty(SecretVault) ? null : SecretVault;
        var target = vault is null ? name : $"{name} in the vault {vault}";
        if (ShouldProcess(VisibleText.Of(target, 150), "Remove the saved sign-in")
            && !Await(SavedProfiles.In(vault).RemoveAsync(name, StopToken)))
        {
            WriteError(ErrorRecords.From(SavedProfiles.NotFound(name)));
        }
    }
}
